"""What `motcua-agent status` says."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from sync_ingest.agent.state import queue
from sync_ingest.agent.state.apart import Trouble, list_refused, list_unmapped
from sync_ingest.agent.state.file import list_facts

MOST_SHOWN = 20
SECOND = timedelta(seconds=1)


def report(db: sqlite3.Connection, now: datetime) -> str:
    """The agent's state in a few lines, for the person who looks after it. Times are this machine's."""
    return "\n".join(_lines(db, now))


def _lines(db: sqlite3.Connection, now: datetime) -> Iterator[str]:
    facts, since = list_facts(db), queue.oldest(db)
    yield f"waiting to be delivered: {queue.count(db)}" + (f", the oldest for {_span(now - since)}" if since else "")
    delivered_at = facts.get("delivered_at")
    yield f"last delivery: {_local(datetime.fromisoformat(delivered_at)) if delivered_at else 'none yet'}"
    if trouble := facts.get("trouble"):
        yield f"trouble: {trouble}"
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


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _span(span: timedelta) -> str:
    return str(span // SECOND * SECOND)
