"""What a batch has changed, written in a handful of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.deadlines import due_at
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.standing import Standing
from lookup_api.store.applicants import Named, find_namings, ranks_of, save_applicants
from lookup_api.store.documents import write_update
from lookup_api.store.dossiers import Saving, StoredDossier, save_dossiers
from lookup_api.store.events import Change, append_events, newest_event
from lookup_api.store.history import Accepted, Identity, append_history
from lookup_api.store.joining import choose_row, move_rows
from lookup_api.store.sealing import Sealer
from sync_ingest.answer import Result
from sync_ingest.families import Family
from sync_ingest.verdicts import judge, judge_next_word


@dataclass(frozen=True, slots=True)
class Desk:
    """What updates are handled with: the calendar of working days, and the seal for personal data."""

    calendar: WorkCalendar
    sealer: Sealer


class Folded(NamedTuple):
    """One dossier with the batch's updates folded in: where it stands now, and what became of each of them. `dossier`
    is None where that followed from where it stood before.
    """

    family: Family
    standing: Standing
    results: tuple[Result, ...]
    dossier: Dossier | None

    @property
    def before(self) -> StoredDossier | None:
        """What was stored: of several dossiers that become one, the one with most to say."""
        stored = self.family.stored
        if len(stored) > 1:
            return max(stored, key=lambda one: one.standing.version)
        return stored[0] if stored else None


def fold(family: Family, calendar: WorkCalendar) -> Folded:
    """The dossier that the family makes."""
    standing = _next_standing(family)
    if standing:
        return Folded(family, standing, (judge_next_word(family, standing),), None)
    dossier = Dossier.of(family.updates)
    return Folded(family, Standing.of(dossier, due_at(dossier, calendar)), tuple(judge(family, dossier)), dossier)


def save(session: Session, folded: Sequence[Folded], desk: Desk, now: datetime) -> int:
    """Write dossiers, codes, history, applicants and events; gives the number of the newest event."""
    savings = [_saving(session, one) for one in folded]
    ids = save_dossiers(session, savings, now)
    saved = list(zip(ids, folded, strict=True))
    accepted = [Accepted(id_, written) for id_, one in saved for written in one.family.written]
    append_history(session, sorted(accepted, key=lambda one: one.written.update.identity), now)
    _save_applicants(session, saved, desk.sealer)
    changes = [_change(id_, one) for id_, one in saved if _shows(one)]
    return append_events(session, changes, now) if changes else newest_event(session)


def _next_standing(family: Family) -> Standing | None:
    """Where the dossier stands now, if one new word and where it stood before are enough to tell."""
    if len(family.fresh) > 1 or len(family.stored) > 1:
        return None
    update = family.fresh[0].update
    return family.stored[0].standing.after(update) if family.stored else Standing.first(update)


def _saving(session: Session, one: Folded) -> Saving:
    """What to write; when several rows become one, the others are gone after this, and the one takes their updates."""
    family, stored = one.family, one.family.stored
    new_codes = frozenset(family.keys - family.stored_keys)
    if len(stored) < 2:
        return Saving(stored[0].id if stored else None, one.standing, tuple(family.written), new_codes)
    stays = choose_row(session, stored)
    gone = [each for each in stored if each.id != stays]
    if one.dossier:
        move_rows(session, stays, [each.id for each in gone], one.dossier)
    moved = [write_update(update) for each in gone for update in each.updates]
    return Saving(stays, one.standing, (*moved, *family.written), new_codes)


def _shows(one: Folded) -> bool:
    """Whether somebody who looks the dossier up can see a change: it is known, or was until now."""
    return one.standing.status is not None or any(stored.status is not None for stored in one.family.stored)


def _change(id_: int, one: Folded) -> Change:
    before = one.before
    return Change(
        dossier_id=id_,
        codes=tuple(sorted(one.family.codes)),
        version=one.standing.version,
        status_before=before.status if before else None,
        status=one.standing.status,
    )


def _save_applicants(session: Session, saved: Sequence[tuple[int, Folded]], sealer: Sealer) -> None:
    """The applicant whom the latest record names, whichever arrived first; a step's only where no record does."""
    naming = {id_: one for id_, one in saved if any(each.applicant for each in one.family.fresh)}
    ranked = [id_ for id_, one in naming.items() if one.dossier]
    known = find_namings(session, ranked) if ranked else {}
    named = {id_: _latest_named(one, known.get(id_)) for id_, one in naming.items()}
    save_applicants(session, {id_: latest for id_, latest in named.items() if latest}, sealer)


def _latest_named(one: Folded, known: Identity | None) -> Named | None:
    """The applicant whom the new updates name; None when the update `known` outweighs them."""
    fresh = [Named(each.applicant, each.update.identity) for each in one.family.fresh if each.applicant]
    if one.dossier is None:  # the one new word is the newest of all
        return fresh[0]
    ranks = ranks_of(one.dossier)
    latest = max(fresh, key=lambda each: ranks[each.by])
    return latest if known is None or ranks[latest.by] > ranks[known] else None
