"""How a sender behaves when something goes wrong: the line is cut, the centre is busy or slow, a session is over."""

from collections.abc import Iterator
from datetime import timedelta

from sync_ingest.conformance.exchange import Fault
from sync_ingest.conformance.findings import Finding, found
from sync_ingest.conformance.item import Item
from sync_ingest.conformance.pushes import Push, exists_already
from sync_ingest.conformance.traffic import Traffic

TRIES, TRIES_TAKE = 3, timedelta(milliseconds=300)
REFUSED_TRIES, REFUSED_FOR = 3, timedelta(seconds=10)
TRY_AGAIN = (408, 425, 429)


def loses_nothing(traffic: Traffic) -> Finding:
    """Everything was acknowledged in the end."""
    settled = {item.id for item in traffic.items if item.fate.is_settled}
    wrong = (item.place for item in traffic.items if item.id not in settled and not _is_superseded(item, traffic))
    return found(traffic.items, wrong)


def is_accepted(traffic: Traffic) -> Finding:
    """Nothing ended in quarantine."""
    settled = [item for item in traffic.items if item.fate.is_settled]
    return found(settled, (f"{item.place} {item.fate.reason}" for item in settled if item.fate.reason))


def repeats_after_a_cut(traffic: Traffic) -> Finding:
    """What was cut before its answer is sent again, the same."""
    return _repeats(traffic, traffic.with_fault(Fault.CUT))


def repeats_when_busy(traffic: Traffic) -> Finding:
    """What was answered 503 is sent again, the same."""
    return _repeats(traffic, traffic.with_fault(Fault.BUSY))


def does_not_hammer(traffic: Traffic) -> Finding:
    """After failures the sender waits before it tries again."""
    failures = [push for push in traffic.pushes if push.failed]
    runs = zip(failures, failures[TRIES - 1 :], strict=False)
    wrong = (
        last.place
        for first, last in runs
        if first.ids & last.ids and last.exchange.came_at - first.exchange.came_at < TRIES_TAKE
    )
    return found(failures[TRIES - 1 :], wrong)


def waits_for_the_slow(traffic: Traffic) -> Finding:
    """While an answer is awaited, nothing else about these dossiers is sent."""
    slow = traffic.with_fault(Fault.SLOW)
    return found(slow, (later.place for push in slow for later in traffic.after(push) if _meets(push, later)))


def overtakes_nothing(traffic: Traffic) -> Finding:
    """What failed goes first again before anything newer of the same dossier."""
    failed = [push for push in traffic.pushes if push.failed and push.items]
    return found(failed, (place for push in failed for place in _overtaking(push, traffic)))


def stops_when_refused(traffic: Traffic) -> Finding:
    """A request that was refused is not sent over and over."""
    refused = [push for push in traffic.pushes if _is_refused(push)]
    wrong = (push.place for push in refused if len(_same_again(push, traffic)) >= REFUSED_TRIES)
    return found(refused, wrong)


def logs_in_again(traffic: Traffic) -> Finding:
    """When the session is over, the sender logs in again and repeats its push."""
    over = traffic.with_fault(Fault.SESSION)
    return found(over, (push.place for push in over if not _logged_in_again(push, traffic)))


def updates_what_exists(traffic: Traffic) -> Finding:
    """Told that a dossier exists, the sender pushes it again as an update."""
    told = [push for push in traffic.pushes if push.is_updating == "False" and exists_already(push.exchange.heard)]
    wrong = (push for push in told if not any(_updates(later, push) for later in traffic.after(push)))
    return found(told, (push.place for push in wrong))


def _repeats(traffic: Traffic, failed: list[Push]) -> Finding:
    return found(failed, (push.place for push in failed if not _is_repeated(push, traffic)))


def _is_repeated(push: Push, traffic: Traffic) -> bool:
    later = {item.id for each in traffic.after(push) for item in each.items}
    return push.ids <= later


def _is_superseded(item: Item, traffic: Traffic) -> bool:
    """A record of the national format is the whole dossier: a newer one that was taken says all."""
    if item.occurred_at or not item.is_record:
        return False
    known = traffic.by_dossier[item.code_text]
    return any(one.is_record and one.fate.is_settled and one.sent_at > item.sent_at for one in known)


def _meets(push: Push, later: Push) -> bool:
    return later.exchange.came_at < push.exchange.ended_at and bool(push.codes & later.codes)


def _overtaking(push: Push, traffic: Traffic) -> Iterator[str]:
    """A repetition of what was sent before is no news: some senders begin a dossier anew when a part of it failed."""
    known = {item.id for each in traffic.pushes for item in each.items if each.exchange.number <= push.exchange.number}
    for code in push.codes:
        mine = _ids_of(push, code)
        telling = (later for later in traffic.after(push) if mine & later.ids or _ids_of(later, code) - known)
        following = next(telling, None)
        if following and not mine & following.ids:
            yield following.place


def _ids_of(push: Push, code: str) -> set[str]:
    return {item.id for item in push.items if item.code_text == code}


def _is_refused(push: Push) -> bool:
    heard = push.exchange.heard
    return heard is not None and 400 <= heard.status < 500 and heard.status not in TRY_AGAIN


def _same_again(push: Push, traffic: Traffic) -> list[Push]:
    until = push.exchange.came_at + REFUSED_FOR
    return [
        later
        for later in traffic.after(push)
        if later.exchange.request.body == push.exchange.request.body and later.exchange.came_at < until
    ]


def _logged_in_again(push: Push, traffic: Traffic) -> bool:
    """In this order: refused, log-in, the same items."""
    log_in = next((each for each in traffic.log_ins if each.number > push.exchange.number), None)
    return log_in is not None and any(
        push.ids <= later.ids for later in traffic.after(push) if later.exchange.number > log_in.number
    )


def _updates(later: Push, push: Push) -> bool:
    return later.is_updating == "True" and bool(later.codes & push.codes)
