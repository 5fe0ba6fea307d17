"""How a sender goes about it day by day: repetition, corrections, order, hand-overs, deletions, freshness."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind
from sync_ingest.conformance.findings import NOT_SEEN, Finding, found
from sync_ingest.conformance.item import Item
from sync_ingest.conformance.traffic import Traffic

THOUSAND = 1_000
CLOCKS_APART = timedelta(minutes=1)


def keeps_ids(traffic: Traffic) -> Finding:
    """An id is never used for other content."""
    said: dict[str, str] = {}
    wrong = [f"{item.place} id" for item in traffic.items if said.setdefault(item.id, item.content) != item.content]
    nameless = [f"{item.place} id" for item in traffic.items if not item.id]
    return found(traffic.items, nameless + wrong)


def repeats_the_same(traffic: Traffic) -> Finding:
    """What is sent again is sent under the same id."""
    first: dict[tuple[str, str], Item] = {}
    again = [item for item in traffic.items if first.setdefault((item.code_text, item.content), item) is not item]
    wrong = (item for item in again if item.id != first[item.code_text, item.content].id)
    return found(again, (f"{item.place} id" for item in wrong))


def tells_corrections(traffic: Traffic) -> Finding:
    """A mistaken “finished” is taken back by a record, and stands corrected."""
    taken_back = [after for before, after in _record_pairs(traffic) if _takes_back(before, after)]
    wrong = [f"{item.place} status" for item in taken_back if item.fate.reason]
    return found(taken_back, [*wrong, *_by_steps_alone(traffic)])


def keeps_order(traffic: Traffic) -> Finding:
    """The updates of one dossier are sent in the order in which they happened."""
    pairs = list(_record_pairs(traffic))
    return found(pairs, (f"{after.place} order" for before, after in pairs if _comes_before(after, before)))


def tells_of_hand_overs(traffic: Traffic) -> Finding:
    """A hand-over names the other agency by its identifier, and is taken."""
    seen = [item for item in traffic.items if item.facts.hands_over_to or item.facts.takes_back]
    return found(seen, (f"{item.place} hand_over" for item in seen if item.fate.reason or not _names_agency(item)))


def tells_of_deletions(traffic: Traffic) -> Finding:
    """A deletion has status 8, and is taken."""
    seen = [item for item in traffic.items if item.kind is Kind.DELETION]
    wrong = (item for item in seen if item.status is not Status.STOPPED or item.fate.reason)
    return found(seen, (f"{item.place} deletion" for item in wrong))


def is_fresh(traffic: Traffic) -> Finding:
    """What happens while the check runs is sent within minutes."""
    if not traffic.own:
        return NOT_SEEN
    since = traffic.own[0].came_at - CLOCKS_APART
    seen = [item for item in _firsts(traffic.items) if item.occurred_at and item.occurred_at >= since]
    late = (item for item in seen if item.occurred_at and item.sent_at - item.occurred_at > traffic.fresh)
    return found(seen, (f"{item.place} occurred_at" for item in late))


def brings_a_thousand(traffic: Traffic) -> Finding:
    """A thousand items come, and every one of them is taken."""
    firsts = _firsts(traffic.items)
    if len(firsts) < THOUSAND:
        return NOT_SEEN
    settled = {item.id for item in traffic.items if item.fate.is_settled}
    return found(firsts, (item.place for item in firsts if item.id not in settled))


def _firsts(items: Iterable[Item]) -> list[Item]:
    """Each item as it came first."""
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.id, item)
    return list(first.values())


def _record_pairs(traffic: Traffic) -> Iterator[tuple[Item, Item]]:
    """Each record and the one that follows it, dossier by dossier, without repetitions."""
    for items in traffic.by_dossier.values():
        records = [item for item in items if item.is_record]
        told = [item for at, item in enumerate(records) if at == 0 or records[at - 1].id != item.id]
        yield from pairwise(told if _is_national(told) else _firsts(told))


def _is_national(items: list[Item]) -> bool:
    """There the same content may come again later, and means that the dossier stands so again."""
    return bool(items) and items[0].occurred_at is None


def _takes_back(before: Item, after: Item) -> bool:
    was, is_ = before.status, after.status
    return bool(was and is_ and was.is_completed and not is_.is_completed)


def _by_steps_alone(traffic: Traffic) -> Iterator[str]:
    """A step never sets the status: who takes “finished” back by a step alone has not corrected anything."""
    for items in traffic.by_dossier.values():
        own = [item for item in items if item.occurred_at and item.kind is not Kind.DELETION]
        records = [item for item in own if item.is_record]
        if own and records and own[-1].kind is Kind.PROGRESS and _takes_back(records[-1], own[-1]):
            yield f"{own[-1].place} kind"


def _comes_before(one: Item, other: Item) -> bool:
    """By the sender's own numbers where it has them, by its clock otherwise."""
    if one.sequence is not None and other.sequence is not None:
        return one.sequence < other.sequence
    return bool(one.occurred_at and other.occurred_at and one.occurred_at < other.occurred_at)


def _names_agency(item: Item) -> bool:
    if item.facts.takes_back:
        return True
    try:
        AgencyCode.parse(item.facts.hands_over_to or "")
    except CodeNotReadable:
        return False
    return True
