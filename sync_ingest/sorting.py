"""A batch sorted out before anything is written: what is new and where it belongs, what was seen, what is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lookup_api.domain.update import StatusUpdate
from lookup_api.store.documents import write_update
from lookup_api.store.dossiers import CodeKey, StoredDossier
from lookup_api.store.history import Identity
from sync_ingest.admission import refused
from sync_ingest.envelope import Delivery, Flaw
from sync_ingest.families import Families
from sync_ingest.reasons import CODES_COLLIDE, ID_REUSED, Reason

Arrival = Delivery | Flaw
"""What comes in at the door: an update that could be read, or why one could not."""


@dataclass(slots=True)
class Sorted:
    """A batch, sorted out; the numbers are places in the batch."""

    families: Families
    fresh: dict[Identity, int] = field(default_factory=dict)
    seen: dict[int, StatusUpdate] = field(default_factory=dict)
    flaws: dict[int, Flaw] = field(default_factory=dict)


def sort_out(
    arrivals: Sequence[Arrival], stored: Mapping[CodeKey, StoredDossier], known: Mapping[Identity, str]
) -> Sorted:
    """Sort out a batch. `stored` are the dossiers of its codes, `known` the digests of those updates that were
    taken before.
    """
    found = Sorted(Families(stored))
    digests = dict(known)
    for place, arrival in enumerate(arrivals):
        if isinstance(arrival, Flaw):
            found.flaws[place] = arrival
        else:
            _place(arrival, place, found, digests)
    return found


def _place(delivery: Delivery, place: int, found: Sorted, digests: dict[Identity, str]) -> None:
    update, written = delivery.update, write_update(delivery.update)
    content = written.digest
    before = digests.get(update.identity)
    if before == content:
        found.seen[place] = update
    elif before is not None:
        found.flaws[place] = refused(delivery, Reason.ID_REUSED, ID_REUSED)
    elif not found.families.join(delivery, written):
        found.flaws[place] = refused(delivery, Reason.CODES_COLLIDE, CODES_COLLIDE)
    else:
        digests[update.identity] = content
        found.fresh[update.identity] = place
