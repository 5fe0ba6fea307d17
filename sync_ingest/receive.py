"""The one door for changes: a department's push, a file and a clerk's form all come in here."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.update import StatusUpdate
from lookup_api.store.agencies import list_agencies
from lookup_api.store.dossiers import CodeKey, StoredDossier, lock_dossiers
from lookup_api.store.history import find_digests
from sync_ingest.admission import Directory, admit
from sync_ingest.answer import Answer, Outcome, Result
from sync_ingest.envelope import Delivery, Flaw
from sync_ingest.families import keys_of
from sync_ingest.quarantine import add_flaws
from sync_ingest.saving import Desk, Folded, fold, save
from sync_ingest.sorting import Arrival, Sorted, sort_out
from sync_ingest.transactions import in_transaction

Versions = dict[CodeKey, int]


def receive_and_commit(
    arrivals: Sequence[Arrival], sessions: sessionmaker[Session], desk: Desk, now: datetime
) -> Answer:
    """`receive` in a transaction of its own: on disk when this returns. StoreBusy when that could not be done."""
    return in_transaction(sessions, lambda session: receive(arrivals, session, desk, now))


def receive(arrivals: Sequence[Arrival], session: Session, desk: Desk, now: datetime) -> Answer:
    """Apply each update once, in any order; sending it again changes nothing. What cannot be applied goes into
    quarantine, and does not hold up the rest of the batch.

    The caller commits, and begins anew after IntegrityError or DossierJoinedAway: `in_transaction` does both.
    """
    directory = Directory.of(list_agencies(session))
    admitted = [admit(one, directory, now) if isinstance(one, Delivery) else one for one in arrivals]
    updates = [one.update for one in admitted if isinstance(one, Delivery)]
    stored = lock_dossiers(session, {key for update in updates for key in keys_of(update)})
    batch = sort_out(admitted, stored, find_digests(session, [update.identity for update in updates]))
    folded = [fold(family, desk.calendar) for family in batch.families.changed()]
    add_flaws(session, list(batch.flaws.values()), desk.sealer, now)
    event = save(session, folded, desk, now)
    results = dict(_results(batch, folded)) | dict(_seen(batch, folded, stored))
    return Answer(tuple(results[place] for place in range(len(admitted))), event)


def _results(batch: Sorted, folded: Sequence[Folded]) -> Iterator[tuple[int, Result]]:
    for one in folded:
        for delivery, result in zip(one.family.fresh, one.results, strict=True):
            yield batch.fresh[delivery.update.identity], result
    for place, flaw in batch.flaws.items():
        yield place, _quarantined(flaw)


def _seen(
    batch: Sorted, folded: Sequence[Folded], stored: dict[CodeKey, StoredDossier]
) -> Iterator[tuple[int, Result]]:
    if not batch.seen:
        return
    versions = {key: one.standing.version for key, one in stored.items()}
    for one in folded:
        versions |= dict.fromkeys(one.family.keys, one.standing.version)
    for place, update in batch.seen.items():
        yield place, Result(update.id, Outcome.ALREADY_SEEN, version=_version(update, versions))


def _version(update: StatusUpdate, versions: Versions) -> int | None:
    return next((versions[key] for key in keys_of(update) if key in versions), None)


def _quarantined(flaw: Flaw) -> Result:
    return Result(flaw.update_id, Outcome.QUARANTINED, flaw.reason, flaw.detail)
