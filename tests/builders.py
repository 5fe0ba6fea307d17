"""Values for tests: each builder takes by name what matters to the test, and makes up the rest.

Codes and agencies may be given as texts. Two updates never have the same id unless the test says so.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Kind, Responsible, StatusUpdate

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""A Tuesday, ten in the morning in Viet Nam."""

AGENCY = AgencyCode("H53.19")
TAX_OFFICE = AgencyCode("H53.20")
CODE = "H53.19-261102-0001"
PROCEDURE = ProcedureRef("1.001612", "Đăng ký thành lập hộ kinh doanh", "Đăng ký kinh doanh")
OFFICER = Responsible("Trần Thị Bình", "Phòng Tài chính – Kế hoạch", "UBND thành phố Tây Ninh")

_numbers = count(1)


def a_moment(**ago: float) -> datetime:
    """A moment before NOW: `a_moment(days=3)`, `a_moment(hours=2)`."""
    return NOW - timedelta(**ago)


def a_code(serial: int = 1, agency: AgencyCode = AGENCY) -> str:
    """A national dossier code as text."""
    return f"{agency}-261102-{serial:04}"


def a_status_update(**stated: Any) -> StatusUpdate:
    """An update that only says a status: an owner's record, unless the test says otherwise.

    The owner is who the test names, or else the sender, or else AGENCY; the sender likewise.
    """
    owner = _agency(stated.pop("owner", stated.get("sender", AGENCY)))
    sender = _agency(stated.pop("sender", owner))
    code = stated.pop("code", a_code(agency=owner))
    whole = StatusUpdate(
        id=f"u{next(_numbers):06}",
        kind=Kind.RECORD,
        code=_code(code),
        owner=owner,
        sender=sender,
        occurred_at=a_moment(days=1),
        status=Status.PROCESSING,
    )
    if "aliases" in stated:
        stated["aliases"] = tuple(map(_code, stated["aliases"]))
    return replace(whole, **stated)


def a_record(**stated: Any) -> StatusUpdate:
    """A full record, as a department sends it: procedure, dates, who is responsible, fee."""
    whole = {
        "procedure": PROCEDURE,
        "received_at": a_moment(days=22),
        "due_at": NOW + timedelta(days=5),
        "responsible": OFFICER,
        "fee": 100_000,
    }
    return a_status_update(**{**whole, **stated})


def a_deletion(**stated: Any) -> StatusUpdate:
    """The owner's word that its system has the dossier no longer."""
    return a_status_update(kind=Kind.DELETION, status=Status.STOPPED, **stated)


def a_progress_step(**stated: Any) -> StatusUpdate:
    """A step for the timeline alone."""
    return a_status_update(**{"kind": Kind.PROGRESS, "responsible": OFFICER, "note": "Thẩm định hồ sơ", **stated})


def a_hand_over(to: AgencyCode | None = TAX_OFFICE, **stated: Any) -> StatusUpdate:
    """An owner's record that hands the dossier over; `to=None` takes it back."""
    return a_status_update(**{"hand_over": HandOver(to), **stated})


def a_dossier(*updates: StatusUpdate) -> Dossier:
    """The dossier that these updates make; one full record when none is given."""
    return Dossier.of(updates or [a_record()])


def an_agency(code: AgencyCode | str = AGENCY, **stated: Any) -> Agency:
    """An agency that takes part."""
    return replace(Agency(_agency(code), "UBND thành phố Tây Ninh"), **stated)


def an_applicant(**stated: Any) -> Applicant:
    """The person behind a dossier; everything about them is made up."""
    whole = Applicant("Nguyễn Văn An", "000000001", "0900000001", "Số 1, đường Thử Nghiệm, Tây Ninh")
    return replace(whole, **stated)


def _agency(code: Any) -> AgencyCode:
    return code if isinstance(code, AgencyCode) else AgencyCode.parse(code)


def _code(code: Any) -> Any:
    return parse_code(code) if isinstance(code, str) else code
