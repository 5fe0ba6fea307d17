"""The clerk's first page: open a dossier by its code, receive a new one, see what waits."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from lookup_api.domain.codes import Code, LocalCode
from lookup_api.domain.errors import CodeNotReadable, ReceiptNotReadable, SeveralCodes
from lookup_api.domain.reading import read_code
from lookup_api.domain.receipt import read_qr
from lookup_api.store.filings import count_waiting
from lookup_api.store.worklist import View
from sync_ingest.backoffice.access import get_dossier
from sync_ingest.backoffice.errors import DossierNotHere
from sync_ingest.backoffice.forms.filled import Filled
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import NO_STORE, dossier_url, paint
from sync_ingest.backoffice.pages.signed_in import AtCounter, SignedForm
from sync_ingest.backoffice.words import due_of
from sync_ingest.quarantine import count_of_sender

router = APIRouter()
LONGEST_CODE_TEXT = 300
NO_CODE = "Chưa đọc được mã. Xin quét giấy hẹn, hoặc gõ mã như H53.19-260115-0001."
SEVERAL = "Xin mở từng hồ sơ một."
NOT_HERE = "Không có hồ sơ với mã này ở cơ quan. Xin xem lại mã trên giấy hẹn."
FURTHEST_PAGE = 10_000


@router.get("/")
def get_home(
    counter: AtCounter, xem: View = View.OPEN, trang: Annotated[int, Query(ge=1, le=FURTHEST_PAGE)] = 1
) -> Response:
    """What waits at the clerk's agency, newest first."""
    return _home(counter, (xem, trang), Filled(Posted.fresh()))


@router.post("/search")
def post_search(counter: AtCounter, posted: SignedForm) -> Response:
    """Open the dossier of a code that was typed or scanned. It is posted: a receipt's QR holds its secret, and no
    address may.
    """
    try:
        code = _read(posted.text("code"))
        with counter.office.reads() as session:
            found = get_dossier(session, counter, code.printed)
    except SeveralCodes:
        return _not_found(counter, posted, SEVERAL)
    except CodeNotReadable:
        return _not_found(counter, posted, NO_CODE)
    except DossierNotHere:
        return _not_found(counter, posted, NOT_HERE)
    return RedirectResponse(dossier_url(found.dossier.code.printed), 303, NO_STORE)


def _not_found(counter: Counter, posted: Posted, error: str) -> Response:
    return _home(counter, (View.OPEN, 1), Filled(posted, {"code": error}))


def _home(counter: Counter, place: tuple[View, int], search: Filled) -> Response:
    view, number = place
    with counter.office.reads() as session:
        counts = counter.worklist.counts(session)
        page = counter.worklist.page(session, view, number)
        held = count_of_sender(session, counter.agency.code)
        filed = count_waiting(session, counter.agency.code)
    calendar = counter.office.desk.calendar
    rows = [(dossier, due_of(dossier, calendar, counter.now)) for dossier in page.dossiers]
    shown = {"view": view, "views": View, "counts": counts, "page": page, "rows": rows, "filled": search}
    shown |= {"held": held, "filed": filed}
    return paint("home.html", counter, shown, search.status)


def _read(text: str) -> Code:
    """The code in what was typed or scanned: a receipt's QR, the national form, or a department's own."""
    try:
        return read_qr(text)[0]
    except ReceiptNotReadable:
        pass
    try:
        return read_code(text[:LONGEST_CODE_TEXT]).code
    except CodeNotReadable:
        return LocalCode.parse(text)
