"""Report that web, SMS or kiosk say something else of a dossier than what stands here (article 8.4)."""

from functools import partial

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from lookup_api.contract import answer_for, facts_of
from lookup_api.domain.disclosure import Tier
from lookup_api.store.differences import LONGEST_NOTE, Report, Source, report_difference
from lookup_api.store.dossiers import StoredDossier
from sync_ingest.backoffice.access import get_dossier
from sync_ingest.backoffice.forms.filled import BUSY, Filled
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reader import Reader
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import NO_STORE, dossier_url, paint
from sync_ingest.backoffice.pages.signed_in import AtCounter, SignedForm
from sync_ingest.errors import StoreBusy
from sync_ingest.transactions import in_transaction

router = APIRouter()
CHANNELS = {"web": "Trang tra cứu", "sms": "Tin nhắn trả lời", "kiosk": "Máy tra cứu", "system": "Phần mềm của cơ quan"}
CHOOSE = "Xin chọn nơi nói khác."
SAY = "Xin ghi nơi đó nói thế nào."


@router.get("/dossiers/{code:path}/difference")
def get_difference(code: str, counter: AtCounter) -> Response:
    """The form, with what stands here to compare with."""
    return _form(counter, _get(counter, code), Filled(Posted.fresh()))


@router.post("/dossiers/{code:path}/difference")
def post_difference(code: str, counter: AtCounter, posted: SignedForm) -> Response:
    """Write the report down, with what the public is told at this moment."""
    found, reader = _get(counter, code), Reader(posted)
    note, channel = reader.note("note", LONGEST_NOTE, needed=SAY), posted.text("channel")
    if channel not in CHANNELS:
        reader.problems = {"channel": CHOOSE, **reader.problems}
    if reader.problems:
        return _form(counter, found, Filled(posted, reader.problems))
    told = facts_of(answer_for(Tier.STRANGER, found.dossier, counter.office.desk.calendar, counter.now))
    sayings = {"store": told, "reported": {"channel": channel, "by": counter.person.username}}
    report = Report(found.dossier.code, Source.CLERK, note, sayings)
    sealer = counter.office.desk.sealer
    try:
        in_transaction(counter.office.writes, partial(report_difference, report=report, sealer=sealer, now=counter.now))
    except StoreBusy:
        return _form(counter, found, Filled(posted, failure=BUSY))
    return RedirectResponse(f"{dossier_url(code)}?xong=difference", 303, NO_STORE)


def _get(counter: Counter, code: str) -> StoredDossier:
    with counter.office.reads() as session:
        return get_dossier(session, counter, code)


def _form(counter: Counter, found: StoredDossier, filled: Filled) -> Response:
    shown = {"dossier": found.dossier, "channels": CHANNELS, "filled": filled}
    return paint("difference.html", counter, shown, filled.status)
