"""Which dossiers a counter may open, and which it may change."""

from sqlalchemy.orm import Session

from lookup_api.domain.codes import parse_code
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.store.dossiers import StoredDossier, find_dossier, find_owned_dossier
from sync_ingest.backoffice.errors import DossierNotHere
from sync_ingest.backoffice.office import Counter


def get_dossier(session: Session, counter: Counter, text: str) -> StoredDossier:
    """The dossier under this code, for its owner and for agencies that it is or was handed over to.

    A local code that other agencies use too opens the counter's own dossier. DossierNotHere for every other one,
    whether it exists or not.
    """
    try:
        code = parse_code(text)
    except CodeNotReadable as error:
        raise DossierNotHere from error
    found = find_owned_dossier(session, code, counter.agency.code) or find_dossier(session, code)
    if found is None or not found.dossier.is_known or not _takes_part(counter, found.dossier):
        raise DossierNotHere
    return found


def get_owned(session: Session, counter: Counter, text: str) -> StoredDossier:
    """The dossier under this code, for its owner alone; DossierNotHere otherwise."""
    found = get_dossier(session, counter, text)
    if not is_owner(counter, found.dossier):
        raise DossierNotHere
    return found


def get_changeable(session: Session, counter: Counter, text: str) -> StoredDossier:
    """The dossier under this code, for who may say something of it now; DossierNotHere otherwise."""
    found = get_dossier(session, counter, text)
    if not may_change(counter, found.dossier):
        raise DossierNotHere
    return found


def is_owner(counter: Counter, dossier: Dossier) -> bool:
    """Whether the dossier is this counter's own."""
    return dossier.owner == counter.agency.code


def may_change(counter: Counter, dossier: Dossier) -> bool:
    """Whether this counter may say something of the dossier now: as its owner, or as the one that has it."""
    has_it = bool(dossier.windows) and dossier.windows[-1].is_open and dossier.windows[-1].to == counter.agency.code
    return has_it or is_owner(counter, dossier)


def _takes_part(counter: Counter, dossier: Dossier) -> bool:
    return is_owner(counter, dossier) or any(window.to == counter.agency.code for window in dossier.windows)
