"""The receipt: shown and printed right after it was issued, and replaced when it was lost or mistaken."""

from io import BytesIO

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from lookup_api.domain.receipt import Receipt
from lookup_api.paper.printing import receipt_escpos
from lookup_api.paper.receipt_picture import receipt_picture
from lookup_api.paper.roll import Roll
from lookup_api.store.applicants import find_applicant
from lookup_api.store.dossiers import StoredDossier
from sync_ingest.backoffice.access import get_owned
from sync_ingest.backoffice.forms.filled import FAILURES, Filled
from sync_ingest.backoffice.forms.papers import rows_of
from sync_ingest.backoffice.forms.reader import Reader
from sync_ingest.backoffice.forms.reception import fresh_correction, read_correction
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import NO_STORE, dossier_url, paint
from sync_ingest.backoffice.pages.signed_in import AtCounter, SignedForm
from sync_ingest.backoffice.receipts import (
    PRINTABLE_FOR,
    codes_of,
    forget_secrets,
    get_printable,
    handed_in_before,
    list_issued,
    procedure_of,
)
from sync_ingest.backoffice.reissue import reissue_receipt

router = APIRouter()


@router.get("/dossiers/{code:path}/receipt")
def get_receipt(code: str, counter: AtCounter) -> Response:
    """The newest receipt, to be printed while its secret is at hand."""
    with counter.office.writes.begin() as session:
        forget_secrets(session, counter.now)
    with counter.office.reads() as session:
        found = get_owned(session, counter, code)
        issued = list_issued(session, codes_of(found.dossier), counter)
    shown = {"dossier": found.dossier, "issued": issued, "printable_for": PRINTABLE_FOR}
    return paint("receipt.html", counter, shown)


@router.get("/dossiers/{code:path}/receipt.escpos")
def get_escpos(code: str, counter: AtCounter, width: int = Roll.MM80.value) -> Response:
    """The bytes for a receipt printer with a roll of 80 or 58 mm."""
    roll = Roll.MM58 if width == Roll.MM58.value else Roll.MM80
    receipt = _printable(counter, code)
    name = f'attachment; filename="{_file_name(receipt)}-{roll.value}mm.escpos"'
    return _file(receipt_escpos(receipt, roll), "application/octet-stream", name)


@router.get("/dossiers/{code:path}/receipt.pdf")
def get_pdf(code: str, counter: AtCounter) -> Response:
    """The receipt for an office printer."""
    from lookup_api.paper.receipt_pdf import receipt_pdf  # late: only this page needs ReportLab, which loads slowly

    receipt = _printable(counter, code)
    return _file(receipt_pdf(receipt), "application/pdf", f'inline; filename="{_file_name(receipt)}.pdf"')


@router.get("/dossiers/{code:path}/receipt.png")
def get_picture(code: str, counter: AtCounter) -> Response:
    """How the receipt leaves an 80 mm printer."""
    picture = BytesIO()
    receipt_picture(_printable(counter, code), Roll.MM80).save(picture, "png")
    return _file(picture.getvalue(), "image/png", "inline")


@router.get("/dossiers/{code:path}/receipt/new")
def get_correction(code: str, counter: AtCounter) -> Response:
    """The form for a receipt that replaces the last one, with what that said."""
    with counter.office.reads() as session:
        found = get_owned(session, counter, code)
        issued = list_issued(session, codes_of(found.dossier), counter)
        procedure = procedure_of(session, found.dossier)
        applicant = find_applicant(session, found.id, counter.office.desk.sealer)
    before = handed_in_before(issued[0] if issued else None, found.dossier, applicant)
    asked = procedure.papers if procedure else ()
    return _form(counter, found, Filled(fresh_correction(asked, before)))


@router.post("/dossiers/{code:path}/receipt/new")
def post_correction(code: str, counter: AtCounter, posted: SignedForm) -> Response:
    """Issue the new receipt; it is shown next."""
    with counter.office.reads() as session:
        found = get_owned(session, counter, code)
    reader = Reader(posted)
    handed_in = read_correction(reader)
    if reader.problems:
        return _form(counter, found, Filled(posted, reader.problems))
    try:
        reissue_receipt(counter, found, (handed_in, posted.form))
    except FAILURES as failure:
        return _form(counter, found, Filled.after(failure, posted))
    return RedirectResponse(f"{dossier_url(code)}/receipt", 303, NO_STORE)


def _form(counter: Counter, found: StoredDossier, filled: Filled) -> Response:
    with counter.office.reads() as session:
        issued = list_issued(session, codes_of(found.dossier), counter)
    shown = {
        "dossier": found.dossier,
        "rows": rows_of(filled.typed),
        "replaced": issued[0].issued_at if issued else None,
        "filled": filled,
    }
    return paint("receipt_new.html", counter, shown, filled.status)


def _printable(counter: Counter, code: str) -> Receipt:
    with counter.office.reads() as session:
        return get_printable(session, codes_of(get_owned(session, counter, code).dossier), counter)


def _file_name(receipt: Receipt) -> str:
    return "giay-hen-" + "".join(sign if sign.isalnum() or sign in ".-" else "_" for sign in receipt.code.printed)


def _file(content: bytes, kind: str, disposition: str) -> Response:
    ascii_only = disposition.encode("ascii", "replace").decode()
    return Response(content, media_type=kind, headers={**NO_STORE, "Content-Disposition": ascii_only})
