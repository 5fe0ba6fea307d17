"""The forms that say how a dossier stands: a change of status, a hand-over, a step of an agency that takes part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from lookup_api.domain.calendar import VIETNAM, WorkCalendar, local_day
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.domain.receipt import Paper
from lookup_api.domain.status import Status
from lookup_api.domain.update import LONGEST_NOTE, HandOver, Responsible
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reader import Reader

MOST_MISSING = 40
LONGEST_PAPER = 300
LONGEST_NAME = 200
NEEDS_A_REASON = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.STOPPED})


@dataclass(frozen=True, slots=True)
class Change:
    """How the dossier stands now. None is not stated: what was stated before stands. `fee` is in đồng."""

    to: Status
    officer: str
    unit: str
    note: str
    missing: tuple[str, ...] | None
    fee: int | None
    due_day: date | None


def fresh_change(
    dossier: Dossier, responsible: Responsible, due_at: datetime | None, asked: Sequence[Paper] = ()
) -> Posted:
    """The form with who is responsible now, the date and fee that stand, and of the papers that the procedure asks
    for those ticked that were missing when last somebody said so.
    """
    missing = next((record.missing for record in reversed(dossier.records) if record.missing is not None), ())
    names = [paper.name for paper in asked]
    return Posted.fresh(
        **{f"missing-{at}": name for at, name in enumerate(names, 1) if name in missing},
        **{"more-missing": "\n".join(name for name in missing if name not in names)},
        officer=responsible.officer,
        unit=responsible.unit,
        fee=f"{dossier.fee:,}".replace(",", ".") if dossier.fee else "",
        due=f"{local_day(due_at):%d/%m/%Y}" if due_at else "",
    )


def read_change(reader: Reader, to: Status) -> Change:
    """The change in the form; what `to` needs must be there."""
    reason = "Xin ghi lý do để người dân biết." if to in NEEDS_A_REASON else ""
    change = Change(
        to=to,
        officer=reader.text("officer", LONGEST_NAME),
        unit=reader.text("unit", LONGEST_NAME),
        note=reader.note("note", LONGEST_NOTE, needed=reason),
        missing=_missing(reader) if to is Status.SUPPLEMENT_REQUESTED else None,
        fee=reader.money("fee") if reader.posted.text("fee") else None,
        due_day=reader.day("due"),
    )
    if to is Status.PAYMENT_REQUIRED and not change.fee and "fee" not in reader.problems:
        reader.problems["fee"] = "Xin nhập số tiền người dân phải nộp."
    return change


def read_hand_over(reader: Reader, others: frozenset[AgencyCode], calendar: WorkCalendar) -> HandOver:
    """To which of the `others`, and until when."""
    to, day = reader.posted.text("to"), reader.day("due")
    try:
        chosen = AgencyCode.parse(to)
    except CodeNotReadable:
        chosen = None
    if chosen not in others:
        reader.problems["to"] = "Xin chọn cơ quan nhận."
    return HandOver(chosen, end_of(day, calendar) if day else None)


def end_of(day: date, calendar: WorkCalendar) -> datetime:
    """The moment (aware UTC) at which the office closes on that day."""
    return datetime.combine(day, calendar.hours[-1][1], VIETNAM).astimezone(UTC)


def _missing(reader: Reader) -> tuple[str, ...]:
    ticked = [reader.posted.text(name) for name in reader.posted.fields if name.startswith("missing-")]
    papers = tuple(dict.fromkeys(filter(None, [*ticked, *reader.posted.lines("more-missing")])))
    if not papers:
        reader.problems["more-missing"] = "Xin chọn hoặc ghi giấy tờ cần bổ sung."
    elif len(papers) > MOST_MISSING or any(len(paper) > LONGEST_PAPER for paper in papers):
        reader.problems["more-missing"] = f"Xin ghi mỗi giấy tờ một dòng, nhiều nhất {MOST_MISSING} dòng."
    return papers
