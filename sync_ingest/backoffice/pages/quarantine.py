"""What the agency's system sent and could not be applied: looked at, mended, handed in again, dropped."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi.responses import RedirectResponse

from sync_ingest.answer import Outcome, Result
from sync_ingest.backoffice.errors import EntryNotHere
from sync_ingest.backoffice.forms.filled import BUSY, HELD, Filled
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import NO_STORE, paint
from sync_ingest.backoffice.pages.signed_in import AtCounter, SignedForm
from sync_ingest.errors import MendingNotPossible, NotInQuarantine, StoreBusy
from sync_ingest.mending import Leaf, as_typed, leaves_of
from sync_ingest.quarantine import Entry, EntryState, get_entry, list_of_sender
from sync_ingest.quarantine_trace import Trace
from sync_ingest.retrying import Correction, drop, mend, retry
from sync_ingest.transactions import in_transaction

router = APIRouter()
LIST = "/bo/quarantine"
LARGEST_NUMBER = 2**63 - 1
FIELD = "f-"
TOLD = {
    "applied": "Đã áp dụng.",
    "dropped": "Đã bỏ mục này. Nội dung và người bỏ vẫn được lưu.",
    "held": "Chưa áp dụng được: nội dung sau khi sửa trùng với một mục đã có từ trước.",
}
CANNOT_MEND = "Chưa sửa được: tên trường thêm vào chưa đúng. Xin xem lại."
Number = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]


@router.get("/quarantine")
def get_list(counter: AtCounter, xong: str = "") -> Response:
    """The open entries of the agency, newest first."""
    with counter.office.reads() as session:
        entries = list_of_sender(session, counter.agency.code)
    return paint("quarantine.html", counter, {"entries": entries, "told": TOLD.get(xong)})


@router.get("/quarantine/{number}")
def get_one(number: Number, counter: AtCounter) -> Response:
    """One entry: why it waits, and its fields to correct."""
    entry, text = _get(counter, number)
    leaves = leaves_of(text)
    fields = {FIELD + leaf.path: leaf.shown for leaf in leaves}
    return _form(counter, entry, leaves, Filled(Posted.fresh(**fields)))


@router.post("/quarantine/{number}")
def post_one(number: Number, counter: AtCounter, posted: SignedForm) -> Response:
    """Hand the entry in again, with what was typed, or drop it."""
    entry, text = _get(counter, number)
    try:
        results = _settle(counter, number, posted)
    except MendingNotPossible:
        return _form(counter, entry, leaves_of(text), Filled(posted, failure=CANNOT_MEND))
    except StoreBusy:
        return _form(counter, entry, leaves_of(text), Filled(posted, failure=BUSY))
    except NotInQuarantine as error:
        raise EntryNotHere from error
    if refused := [result for result in results if result.outcome is Outcome.QUARANTINED]:
        return _still_wrong(counter, number, refused[0], posted)
    return RedirectResponse(f"{LIST}?xong={'applied' if results else 'dropped'}", 303, NO_STORE)


def _settle(counter: Counter, number: int, posted: Posted) -> list[Result]:
    """What became of it; nothing for one that is dropped."""
    trace: Trace = (counter.person.username, counter.now)
    sessions, desk = counter.office.writes, counter.office.desk
    if posted.text("act") == "drop":
        in_transaction(sessions, partial(drop, entry=number, trace=trace))
        return []
    typed = _typed(posted)
    if not typed:
        return in_transaction(sessions, partial(retry, entry=number, desk=desk, trace=trace))
    correction = Correction(lambda text: as_typed(text, typed), trace)
    return in_transaction(sessions, partial(mend, entry=number, correction=correction, desk=desk))


def _typed(posted: Posted) -> dict[str, str]:
    """What was typed, by the path of its field; one more field may have been named."""
    typed = {name.removeprefix(FIELD): posted.text(name) for name in posted.fields if name.startswith(FIELD)}
    more = posted.text("more-name")
    return typed | ({more: posted.text("more-value")} if more else {})


def _still_wrong(counter: Counter, number: int, result: Result, posted: Posted) -> Response:
    """The same entry with its new reason, or the entry that the mended content has become; the list when there is no
    such entry, since the same lay there before.
    """
    sentence = HELD.format(reason=result.detail.vi if result.detail else "")
    with counter.office.reads() as session:
        entry, text = get_entry(session, number, counter.office.desk.sealer)
        if entry.state is not EntryState.OPEN:
            of_now = [one for one in list_of_sender(session, counter.agency.code) if one.received_at == counter.now]
            if not of_now:
                return RedirectResponse(f"{LIST}?xong=held", 303, NO_STORE)
            entry, text = get_entry(session, of_now[0].id, counter.office.desk.sealer)
    return _form(counter, entry, leaves_of(text), Filled(posted.renamed(), failure=sentence))


def _get(counter: Counter, number: int) -> tuple[Entry, str]:
    """An open entry of this agency; EntryNotHere otherwise."""
    with counter.office.reads() as session:
        try:
            entry, text = get_entry(session, number, counter.office.desk.sealer)
        except NotInQuarantine as error:
            raise EntryNotHere from error
    if entry.sender != counter.agency.code or entry.state is not EntryState.OPEN:
        raise EntryNotHere
    return entry, text


def _form(counter: Counter, entry: Entry, leaves: list[Leaf], filled: Filled) -> Response:
    shown = {"entry": entry, "leaves": leaves, "prefix": FIELD, "filled": filled}
    return paint("quarantine_entry.html", counter, shown, filled.status)
