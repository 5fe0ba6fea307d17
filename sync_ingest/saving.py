"""What a batch has changed, written in a handful of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.deadlines import due_at
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from lookup_api.store.applicants import find_applicant, save_applicants
from lookup_api.store.dossiers import CodeKey, Saving, save_dossiers
from lookup_api.store.events import Change, append_events, newest_event
from lookup_api.store.history import Accepted, append_history
from lookup_api.store.joining import choose_row, move_rows
from lookup_api.store.sealing import Sealer
from sync_ingest.answer import Outcome, Result
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
    accepted = [Accepted(id_, d.update) for id_, one in zip(ids, folded, strict=True) for d in one.family.fresh]
    append_history(session, sorted(accepted, key=lambda a: a.update.identity), now)
    _save_applicants(session, dict(zip(ids, folded, strict=True)), desk.sealer)
    changes = [_change(id_, one) for id_, one in zip(ids, folded, strict=True) if one.dossier.is_known]
    return append_events(session, changes, now) if changes else newest_event(session)


def _saving(session: Session, one: Folded, calendar: WorkCalendar) -> Saving:
    return Saving(_row(session, one.family), one.dossier, _due_at(one.dossier, calendar), _new_codes(one.family))


def _row(session: Session, family: Family) -> int | None:
    """The number of the dossier's row; when several rows become one, the others are gone after this."""
    if not family.stored:
        return None
    stays = choose_row(session, family.stored)
    if goes := [one.id for one in family.stored if one.id != stays]:
        move_rows(session, stays, goes)
    return stays


def _new_codes(family: Family) -> frozenset[CodeKey]:
    return frozenset(family.keys - family.stored_keys)


def _due_at(dossier: Dossier, calendar: WorkCalendar) -> datetime | None:
    try:
        return due_at(dossier, calendar)
    except OverflowError:  # a pause of more than ten years: mistyped, and no reason to refuse the dossier
        return None


def _change(id_: int, one: Folded) -> Change:
    before = max((stored.dossier for stored in one.family.stored), key=lambda d: d.version, default=None)
    return Change(
        dossier_id=id_,
        codes=tuple(sorted(codes_of(one.dossier.updates))),
        version=one.dossier.version,
        status_before=_status(before),
        status=one.dossier.status,
    )


def _status(dossier: Dossier | None) -> Status | None:
    return dossier.status if dossier and dossier.is_known else None


def _save_applicants(session: Session, folded: dict[int, Folded], sealer: Sealer) -> None:
    """The applicant whom the record that stands names; a late record's only where none is known."""
    named: dict[int, Applicant] = {}
    for id_, one in folded.items():
        for delivery, result in zip(one.family.fresh, one.results, strict=True):
            late = result.outcome is not Outcome.APPLIED
            if delivery.applicant and not (late and (id_ in named or find_applicant(session, id_, sealer))):
                named[id_] = delivery.applicant
    save_applicants(session, named, sealer)
