"""What became of each new update of one dossier: decided on the dossier that all of its updates make."""

from collections.abc import Iterator

from lookup_api.domain.dossier import Dossier
from lookup_api.domain.standing import Standing
from lookup_api.domain.status import is_odd_transition
from lookup_api.domain.update import Kind, StatusUpdate
from sync_ingest.answer import Outcome, Result
from sync_ingest.families import Family
from sync_ingest.reasons import NEWER_STANDS, NO_HAND_OVER_YET, NO_RECORD_YET, ODD_TRANSITION, Reason


def judge(family: Family, dossier: Dossier) -> Iterator[Result]:
    """The results of the family's new updates, in their order. `dossier` is what the family makes."""
    places = {update.identity: place for place, update in enumerate(dossier.updates)}
    fresh = {delivery.update.identity for delivery in family.fresh}
    words = [u.identity for u in dossier.updates if u.kind is not Kind.PROGRESS]
    newest = max((places[identity] for identity in words if identity not in fresh), default=-1)
    waiting = {update.identity for update in dossier.waiting}
    odd = {transition.identity for transition in dossier.odd_transitions}
    for delivery in family.fresh:
        update = delivery.update
        if update.identity in waiting or not words:
            yield _waits(update, dossier)
        elif update.kind is not Kind.PROGRESS and places[update.identity] < newest:
            yield Result(update.id, Outcome.HISTORY_ONLY, Reason.NEWER_STANDS, NEWER_STANDS, dossier.version)
        else:
            newest = max(newest, places[update.identity]) if update.kind is not Kind.PROGRESS else newest
            yield _applied(update, dossier.version, update.identity in odd)


def judge_next_word(family: Family, standing: Standing) -> Result:
    """The result of a plain record that is newer than all that was known; `standing` is what it makes."""
    update = family.fresh[0].update
    before = family.stored[0].status if family.stored else None
    odd = before is not None and is_odd_transition(before, update.status)
    return _applied(update, standing.version, odd)


def _waits(update: StatusUpdate, dossier: Dossier) -> Result:
    if update.sender == dossier.owner:
        return Result(update.id, Outcome.WAITING, Reason.NO_RECORD_YET, NO_RECORD_YET, dossier.version)
    return Result(update.id, Outcome.WAITING, Reason.NO_HAND_OVER_YET, NO_HAND_OVER_YET, dossier.version)


def _applied(update: StatusUpdate, version: int, odd: bool) -> Result:
    if odd:
        return Result(update.id, Outcome.APPLIED, Reason.ODD_TRANSITION, ODD_TRANSITION, version)
    return Result(update.id, Outcome.APPLIED, version=version)
