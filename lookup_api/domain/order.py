"""In which order a dossier's updates count: a pure function of the set, whatever the order of arrival.

Why so, and what it costs: docs/adr/0002-order-of-updates.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from lookup_api.domain.update import StatusUpdate


def in_order(updates: Iterable[StatusUpdate]) -> tuple[StatusUpdate, ...]:
    """The updates, each identity once, from the oldest to the one that stands.

    Updates count by the time they occurred. Where a sender numbers its updates, the numbers outweigh its clock:
    a later number never counts as earlier than a smaller one, so a clock that was set back does no harm. Equal
    times are told apart by number, then by identity, so that the order is total.
    """
    once = _once(updates)
    if all(update.sequence is None for update in once):  # nearly always; what follows would find the same order
        return tuple(sorted(once, key=lambda u: (u.occurred_at, u.identity)))
    times = _corrected_times(once)
    return tuple(sorted(once, key=lambda u: (times[u.identity], u.sequence or 0, u.identity)))


def _once(updates: Iterable[StatusUpdate]) -> list[StatusUpdate]:
    """Each identity once. Two different updates under one identity are refused at the door; should both get here, the
    same one wins always."""
    once: dict[tuple[str, str], StatusUpdate] = {}
    for update in updates:
        known = once.setdefault(update.identity, update)
        if known is not update and known != update:
            once[update.identity] = min(known, update, key=repr)
    return list(once.values())


def _corrected_times(updates: Sequence[StatusUpdate]) -> dict[tuple[str, str], datetime]:
    times = {update.identity: update.occurred_at for update in updates}
    numbered = defaultdict(list)
    for update in updates:
        if update.sequence is not None:
            numbered[update.sender].append(update)
    for of_one_sender in numbered.values():
        newest = of_one_sender[0].occurred_at
        for at, update in enumerate(sorted(of_one_sender, key=lambda u: (u.sequence or 0, u.occurred_at, u.id))):
            newest = update.occurred_at if at == 0 else max(newest, update.occurred_at)
            times[update.identity] = newest
    return times
