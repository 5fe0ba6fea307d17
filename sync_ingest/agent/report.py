"""What `motcua-agent status` says."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from sync_ingest.agent.pulse import HEARD_AT, troubles
from sync_ingest.agent.reconcile import COMPARED_AT, LEFT
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.apart import Trouble, list_refused, list_unmapped
from sync_ingest.agent.state.doubts import list_doubts
from sync_ingest.agent.state.file import list_facts
from sync_ingest.agent.watch import SWEPT_AT

MOST_SHOWN = 20
SECOND = timedelta(seconds=1)


def report(db: sqlite3.Connection, now: datetime) -> str:
    """The agent's state in a few lines, for the person who looks after it. Times are this machine's."""
    return "\n".join(_lines(db, now))


def _lines(db: sqlite3.Connection, now: datetime) -> Iterator[str]:
    facts, since = list_facts(db), queue.oldest(db)
    yield f"waiting to be delivered: {queue.count(db)}" + (f", the oldest for {_span(now - since)}" if since else "")
    yield f"last delivery: {_moment(facts.get('delivered_at'))}"
    yield f"last look at every row: {_moment(facts.get(SWEPT_AT))}"
    yield f"last heartbeat: {_moment(facts.get(HEARD_AT))}"
    left = facts.get(LEFT, "0")
    yield f"last comparison with the centre: {_moment(facts.get(COMPARED_AT))}" + (
        f", {left} dossiers wait for a person" if left != "0" else ""
    )
    yield from (f"trouble: {trouble}" for trouble in troubles(db, facts))
    if list_doubts(db):
        yield "  if they were deleted indeed: motcua-agent confirm-deletions"
    yield from _troubles("rows that the profile does not cover", list_unmapped(db))
    yield from _troubles("updates that the centre quarantined", list_refused(db))


def _troubles(title: str, troubles: Iterator[Trouble]) -> Iterator[str]:
    shown = list(islice(troubles, MOST_SHOWN))
    more = sum(1 for _ in troubles)
    yield f"{title}: {len(shown) + more}"
    for one in shown:
        yield f"  {_local(one.since)}  {one.about}: {one.reason}"
    if more:
        yield f"  and {more} more"


def _moment(text: str | None) -> str:
    return _local(datetime.fromisoformat(text)) if text else "none yet"


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _span(span: timedelta) -> str:
    return str(span // SECOND * SECOND)
