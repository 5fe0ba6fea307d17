"""How a dossier stands before its sender's next record is read."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode, Code
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.update import Kind
from lookup_api.store.documents import read_update
from lookup_api.store.dossiers import find_owned_dossier
from lookup_api.store.history import list_history
from sync_ingest.envelope import Delivery, Flaw
from sync_ingest.national.read import ID_PREFIX, UNKNOWN, Standing


def standing_of(dossier: Dossier | None, sender: AgencyCode) -> Standing:
    """How this dossier stands for `sender`; UNKNOWN when there is none."""
    if dossier is None:
        return UNKNOWN
    own = [update for update in dossier.updates if update.sender == sender]
    elsewhere = [u.occurred_at for u in own if u.kind is not Kind.PROGRESS and not u.id.startswith(ID_PREFIX)]
    return Standing(
        number=max((update.sequence or 0 for update in own), default=0),
        status=dossier.status if dossier.is_known else None,
        changed_at=max(elsewhere, default=None),
    )


def standing_after(standing: Standing, read: Iterable[Delivery | Flaw]) -> Standing:
    """How the dossier stands for the next record once this one is read."""
    for one in read:
        if isinstance(one, Delivery):
            standing = replace(standing, number=standing.number + 1, status=one.update.status)
    return standing


def find_standing_at(session: Session, code: Code, sender: AgencyCode, at: datetime) -> Standing:
    """How the sender's dossier under this code stood at the moment `at`, for a record that came then and was not taken.

    It shares the number of what came just before it, so that everything that came since counts as later.
    """
    stored = find_owned_dossier(session, code, sender)
    history = list_history(session, stored.id) if stored else []
    before = [read_update(dict(document)) for came_at, document in history if came_at <= at]
    standing = standing_of(Dossier.of(before) if before else None, sender)
    return replace(standing, number=standing.number - 1)
