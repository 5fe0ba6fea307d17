"""What citizens suggest and complain of (article 10.7): read by clerks and leaders, and settled with a remark."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi.responses import RedirectResponse

from lookup_api.store.errors import FeedbackNotOpen
from lookup_api.store.feedback import (
    LONGEST_REMARK,
    KeptFeedback,
    Topic,
    find_feedback,
    list_feedback,
    settle_feedback,
)
from sync_ingest.backoffice.errors import EntryNotHere
from sync_ingest.backoffice.forms.filled import BUSY, Filled
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reader import Reader
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import NO_STORE, paint
from sync_ingest.backoffice.pages.signed_in import AtReading, ReadersForm
from sync_ingest.errors import StoreBusy
from sync_ingest.transactions import in_transaction

router = APIRouter()
LIST = "/bo/feedback"
LARGEST_NUMBER = 2**63 - 1
TOPICS = {
    Topic.SITE: "Trang web",
    Topic.KIOSK: "Máy tra cứu",
    Topic.SMS: "Tin nhắn tra cứu",
    Topic.OFFICE: "Cách phục vụ",
    Topic.OTHER: "Điều khác",
}
SETTLED = "Đã ghi cách giải quyết. Cách liên hệ với người góp ý đã được xoá."
SAY = "Xin ghi đã làm gì với góp ý này."
Number = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]


@router.get("/feedback")
def get_list(reader: AtReading, xem: str = "", xong: str = "") -> Response:
    """The open ones, the longest waiting first; or with `xem=xong` those that are settled."""
    settled = xem == "xong"
    with reader.office.reads() as session:
        entries = list_feedback(session, reader.office.desk.sealer, settled=settled)
    shown = {"entries": entries, "settled": settled, "topics": TOPICS, "told": SETTLED if xong else None}
    return paint("feedback.html", reader, shown)


@router.get("/feedback/{number}")
def get_one(number: Number, reader: AtReading) -> Response:
    """One of them, with the form that settles it while it is open."""
    return _page(reader, _get(reader, number), Filled(Posted.fresh()))


@router.post("/feedback/{number}")
def post_one(number: Number, reader: AtReading, posted: ReadersForm) -> Response:
    """Say what was done about it."""
    kept, form = _get(reader, number), Reader(posted)
    remark = form.note("remark", LONGEST_REMARK, needed=SAY)
    if form.problems:
        return _page(reader, kept, Filled(posted, form.problems))
    trace = (reader.person.username, reader.now)
    try:
        in_transaction(reader.office.writes, partial(settle_feedback, number=number, remark=remark, trace=trace))
    except StoreBusy:
        return _page(reader, kept, Filled(posted, failure=BUSY))
    except FeedbackNotOpen as error:
        raise EntryNotHere from error
    return RedirectResponse(f"{LIST}?xong=1", 303, NO_STORE)


def _get(reader: Counter, number: int) -> KeptFeedback:
    """The feedback of this number; EntryNotHere when there is none."""
    with reader.office.reads() as session:
        kept = find_feedback(session, number, reader.office.desk.sealer)
    if kept is None:
        raise EntryNotHere
    return kept


def _page(reader: Counter, kept: KeptFeedback, filled: Filled) -> Response:
    shown = {"kept": kept, "topic": TOPICS[kept.feedback.topic], "longest": LONGEST_REMARK, "filled": filled}
    return paint("feedback_entry.html", reader, shown, filled.status)
