"""What the metrics show beside what they count: a worker's cache, its open pages, each agency's newest update."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from time import monotonic

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.reading import DATABASE_AWAY
from lookup_api.store.figures import newest_updates
from lookup_api.web.desk import Desk
from lookup_api.web.watch import Watch

KEPT_SECONDS = 10.0


@dataclass
class NewestUpdates:
    """When each agency last told of a change (aware UTC); asked of the database every ten seconds at most, and what it
    said last while it is away.
    """

    sessions: sessionmaker[Session]
    _known: Mapping[str, datetime] = field(default_factory=dict)
    _until: float = 0.0

    def __post_init__(self) -> None:
        self._lock = Lock()

    def __call__(self) -> Mapping[str, datetime]:
        """By the agency's code."""
        with self._lock:
            if monotonic() >= self._until:
                self._known = self._asked()
                self._until = monotonic() + KEPT_SECONDS
            return self._known

    def _asked(self) -> Mapping[str, datetime]:
        try:
            with self.sessions() as session:
                return {str(code): at for code, at in newest_updates(session).items()}
        except DATABASE_AWAY:
            return self._known


def show(watch: Watch, desk: Desk) -> None:
    """Let the metrics of `watch` show what is behind `desk`."""
    memory, follower = desk.lookup.memory, desk.lookup.follower
    watch.metrics.watch("motcua_cache_entries", lambda: memory.size[0])
    watch.metrics.watch("motcua_cache_bytes", lambda: memory.size[1])
    watch.metrics.watch("motcua_follower_behind_seconds", lambda: follower.seconds_behind)
    watch.metrics.watch("motcua_live_streams", lambda: len(desk.watchers))
    watch.exposition.newest_updates = NewestUpdates(desk.lookup.snapshots)
