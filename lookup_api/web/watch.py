"""All that looks on while a worker answers: whether it goes on, what it counts, what it logs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lookup_api.web.access_log import AccessLog
from lookup_api.web.exposition import LOOPBACK, Exposition, Network
from lookup_api.web.life import Life
from lookup_api.web.metrics import Metrics
from lookup_api.web.readiness import Readiness


@dataclass(frozen=True)
class Place:
    """Where a worker stands: its number, and the folder it shares with the program's others; None when it is alone."""

    life: Life = field(default_factory=Life)
    worker: int = 0
    folder: Path | None = None


class Watch:
    """One worker's. Without an argument it is for an application that is only tried out: it shares with nobody."""

    def __init__(self, place: Place | None = None, networks: tuple[Network, ...] = LOOPBACK) -> None:
        place = place or Place()
        self.life = place.life
        self.metrics = Metrics(place.folder, place.worker)
        self.log = AccessLog()
        self.exposition = Exposition(self.metrics, networks)
        self.readiness = Readiness()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Write log and metrics for as long as the block lasts."""
        with self.log.running(), self.metrics.running():
            yield
