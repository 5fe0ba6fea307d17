"""What officers do in the sample department: one dossier is entered or changed, and one act is one commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from lookup_api.domain.codes import DossierCode
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Responsible
from tests.sample_site.department_rows import (
    PROCEDURE_KEYS,
    WORD_OF_STATUS,
    applicant_columns,
    exact_text,
    hand_over_columns,
    minute_text,
    officer_keys,
    papers_text,
)
from tests.sample_site.department_tables import DOSSIERS, OFFICERS


@dataclass(frozen=True, slots=True)
class Arrival:
    """A dossier that comes into the department from its one-stop unit."""

    code: DossierCode
    procedure: Procedure
    applicant: Applicant
    responsible: Responsible
    received_at: datetime
    due_at: datetime | None
    note: str = "Tiếp nhận hồ sơ, hẹn ngày trả kết quả"


def add_dossier(engine: Engine, arrival: Arrival) -> datetime:
    """Enter a dossier, as the department does when the one-stop unit brings it. Gives the moment of the commit."""
    with engine.begin() as connection:
        connection.execute(insert(DOSSIERS).values(_arrival_row(arrival)))
    return datetime.now(UTC)


def change_dossier(
    engine: Engine,
    code: str,
    *,
    status: Status | None = None,
    word: str | None = None,
    officer: str | None = None,
    note: str | None = None,
    missing: Sequence[str] | None = None,
    hand_over: HandOver | None = None,
    at: datetime | None = None,
    touch: bool = True,
) -> datetime:
    """Change the dossier of this printed code, as an officer does in the department's software; what is None stays.

    `officer` is a name, and the unit and telephone come with it; `word` is a status word in place of `status`. `at` is
    what the software notes as the time of the change: now, unless it is backdated; `touch=False` leaves the time as it
    was. LookupError when there is no such dossier or officer. Gives the moment of the commit, aware UTC.
    """
    changed: dict[str, Any] = {"ghi_chu": note, "ma_tt": word or (status and WORD_OF_STATUS[status])}
    changed["gt_thieu"] = papers_text(missing) if missing is not None else None
    values = {column: value for column, value in changed.items() if value is not None}
    if touch:
        values["ngay_cn"] = exact_text(at or datetime.now(UTC))
    if hand_over:
        values |= hand_over_columns(hand_over)
    with engine.begin() as connection:
        if officer:
            values["ma_cb"] = _officer_key(connection, officer)
        if not connection.execute(update(DOSSIERS).where(DOSSIERS.c.so_hs == code).values(values)).rowcount:
            raise LookupError(code)
    return datetime.now(UTC)


def _officer_key(connection: Connection, name: str) -> str:
    key: str | None = connection.scalar(select(OFFICERS.c.ma_cb).where(OFFICERS.c.ho_ten == name))
    if key is None:
        raise LookupError(name)
    return key


def _arrival_row(arrival: Arrival) -> dict[str, Any]:
    return {
        "so_hs": arrival.code.printed,
        "ma_tthc": PROCEDURE_KEYS[arrival.procedure.ref.code],
        "ma_tt": WORD_OF_STATUS[Status.RECEIVED],
        "ma_cb": officer_keys(arrival.code.agency).get(arrival.responsible),
        "ngay_nhan": minute_text(arrival.received_at),
        "ngay_hen": minute_text(arrival.due_at),
        "ngay_cn": exact_text(datetime.now(UTC)),
        "ghi_chu": arrival.note,
        "le_phi": arrival.procedure.fee,
        **applicant_columns(arrival.applicant),
    }
