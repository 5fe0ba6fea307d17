"""What a batch has changed, written in a handful of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.deadlines import due_at
from lookup_api.domain.dossier import Dossier
from lookup_api.store.applicants import NEVER, Named, find_namings, ranks_of, save_applicants
from lookup_api.store.documents import write_update
from lookup_api.store.dossiers import CodeKey, Saving, save_dossiers
from lookup_api.store.events import Change, append_events, newest_event
from lookup_api.store.history import Accepted, append_history
from lookup_api.store.joining import choose_row, move_rows
from lookup_api.store.sealing import Sealer
from sync_ingest.answer import Result
from sync_ingest.families import Family, codes_of
from sync_ingest.verdicts import judge


@dataclass(frozen=True, slots=True)
class Desk:
    """What updates are handled with: the calendar of working days, and the seal for personal data."""

    calendar: WorkCalendar
    sealer: Sealer


@dataclass(frozen=True, slots=True)
class Folded:
    """One dossier with the batch's updates folded in, and what became of each of them."""

    family: Family
    dossier: Dossier
    results: tuple[Result, ...]


def fold(family: Family) -> Folded:
    """The dossier that the family makes."""
    dossier = Dossier.of(family.updates)
    return Folded(family, dossier, tuple(judge(family, dossier)))


def save(session: Session, folded: Sequence[Folded], desk: Desk, now: datetime) -> int:
    """Write dossiers, codes, history, applicants and events; gives the number of the newest event."""
    savings = [_saving(session, one, desk.calendar) for one in folded]
    ids = save_dossiers(session, savings, now)
    accepted = [Accepted(id_, written) for id_, one in zip(ids, folded, strict=True) for written in one.family.written]
    append_history(session, sorted(accepted, key=lambda one: one.written.update.identity), now)
    _save_applicants(session, dict(zip(ids, folded, strict=True)), desk.sealer)
    changes = [_change(id_, one) for id_, one in zip(ids, folded, strict=True) if _shows(one)]
    return append_events(session, changes, now) if changes else newest_event(session)


def _saving(session: Session, one: Folded, calendar: WorkCalendar) -> Saving:
    """What to write; when several rows become one, the others are gone after this, and the one takes their updates."""
    stored = one.family.stored
    stays = choose_row(session, stored) if stored else None
    gone = [each for each in stored if each.id != stays]
    if stays is not None and gone:
        move_rows(session, stays, [each.id for each in gone], one.dossier)
    moved = [write_update(update) for each in gone for update in each.updates]
    return Saving(
        id=stays,
        dossier=one.dossier,
        due_at=due_at(one.dossier, calendar),
        new_updates=(*moved, *one.family.written),
        new_codes=_new_codes(one.family),
    )


def _new_codes(family: Family) -> frozenset[CodeKey]:
    return frozenset(family.keys - family.stored_keys)


def _shows(one: Folded) -> bool:
    """Whether somebody who looks the dossier up can see a change: it is known, or was until now."""
    return one.dossier.is_known or any(stored.status is not None for stored in one.family.stored)


def _change(id_: int, one: Folded) -> Change:
    before = max(one.family.stored, key=lambda stored: len(stored.updates), default=None)
    return Change(
        dossier_id=id_,
        codes=tuple(sorted(codes_of(one.dossier.updates))),
        version=one.dossier.version,
        status_before=before.status if before else None,
        status=one.dossier.status if one.dossier.is_known else None,
    )


def _save_applicants(session: Session, folded: dict[int, Folded], sealer: Sealer) -> None:
    """The applicant whom the latest record names, whichever arrived first; a step's only where no record does."""
    naming = {id_: one for id_, one in folded.items() if any(each.applicant for each in one.family.fresh)}
    known = find_namings(session, naming)
    named: dict[int, Named] = {}
    for id_, one in naming.items():
        ranks = ranks_of(one.dossier)
        fresh = [Named(each.applicant, each.update.identity) for each in one.family.fresh if each.applicant]
        latest = max(fresh, key=lambda each: ranks[each.by])
        before = ranks[known[id_]] if id_ in known else NEVER
        if ranks[latest.by] > before:
            named[id_] = latest
    save_applicants(session, named, sealer)
