"""A dossier as a clerk sees it: how it stands, who has it, whose it is, all steps and receipts, what to do next."""

from datetime import datetime

from fastapi import APIRouter, Response

from lookup_api.domain.deadlines import due_at
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from lookup_api.store.agencies import list_agencies
from lookup_api.store.applicants import find_applicant
from lookup_api.store.filings import find_filed_under
from sync_ingest.backoffice.access import get_dossier, is_owner, may_change
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import paint, take_url
from sync_ingest.backoffice.pages.signed_in import AtCounter
from sync_ingest.backoffice.receipts import codes_of, list_issued
from sync_ingest.backoffice.take_filing import may_take
from sync_ingest.backoffice.words import TOLD, acts_for, due_of

router = APIRouter()


@router.get("/dossiers/{code:path}")
def get_dossier_page(code: str, counter: AtCounter, xong: str = "") -> Response:
    """The whole dossier. `xong` names what the clerk has just done, to say that it was done."""
    with counter.office.reads() as session:
        found = get_dossier(session, counter, code)
        applicant = find_applicant(session, found.id, counter.office.desk.sealer)
        issued = list_issued(session, codes_of(found.dossier), counter)
        filed = find_filed_under(session, codes_of(found.dossier), counter.office.desk.sealer)
        names = {agency.code: agency.name for agency in list_agencies(session)}
    dossier = found.dossier
    shown = {
        "dossier": dossier,
        "due": due_of(dossier, counter.office.desk.calendar, counter.now),
        "moved_from": _moved_from(counter, dossier),
        "other_codes": sorted(codes_of(dossier) - {dossier.code.printed}),
        "applicant": applicant,
        "issued": issued,
        "names": names,
        "is_owner": is_owner(counter, dossier),
        "may_change": may_change(counter, dossier),
        "acts": acts_for(dossier.status),
        "told": TOLD.get(xong),
        "filed": filed,
        "take": take_url(filed.code) if filed and may_take(found, filed) else "",
        "Status": Status,
    }
    return paint("dossier.html", counter, shown)


def _moved_from(counter: Counter, dossier: Dossier) -> datetime | None:
    """The due date as it was last stated, when pauses have moved it since."""
    stated = next((record.due_at for record in reversed(dossier.records) if record.due_at), None)
    return stated if stated and stated != due_at(dossier, counter.office.desk.calendar) else None
