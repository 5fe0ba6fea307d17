"""What is counted of the answers, for Prometheus: never who asked, never for what.

Counting is plain Python in the process, under a microsecond a number (prometheus_client's own numbers shared between
processes take 2 to 5 each). A thread writes the sums to the folder that the workers of one program share, twice a
second; `exposition.py` adds them up. A worker that takes a dead one's place goes on from its sums: none ever falls.
"""

import os
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import msgspec
from prometheus_client import ProcessCollector

from lookup_api.web.repeating import repeating

LOOK_UPS = "/v1/dossiers/{code}"
FLUSH_SECONDS = 0.5
ROOM = 500  # pairs of route and status; what comes later is counted as "other"
ENDING = ".tally"
BOUNDS = (
    0.00005,
    0.0001,
    0.00025,
    0.0005,
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
)  # seconds

Spread = list[float]  # how many up to each of BOUNDS, how many above, and the sum of the seconds


@dataclass
class Tally:
    """What one worker has counted: by layer and outcome, by route and status, by reason; and how it is just now."""

    answers: dict[tuple[str, str], Spread] = field(default_factory=dict)
    requests: dict[tuple[str, str], Spread] = field(default_factory=dict)
    refused: dict[str, float] = field(default_factory=dict)
    gauges: dict[str, float] = field(default_factory=dict)
    process: dict[str, float] = field(default_factory=dict)


class Metrics:
    """The counters of worker `worker`; those of several are brought together in `folder`."""

    def __init__(self, folder: Path | None = None, worker: int = 0) -> None:
        self._file = folder / f"{worker}{ENDING}" if folder else None
        self._tally = read_tally(self._file) if self._file and self._file.exists() else Tally()
        self._lock = Lock()
        self._gauges: dict[str, Callable[[], float]] = {}
        self._process = ProcessCollector(registry=None)
        self.worker = worker

    def answered(self, layer: str, outcome: str, seconds: float) -> None:
        """One look-up was answered from memory, redis, database or none; found, not_found, stale, …"""
        bucket = bisect_left(BOUNDS, seconds)
        with self._lock:
            spread = self._tally.answers.get((layer, outcome)) or _spread(self._tally.answers, layer, outcome)
            spread[bucket] += 1
            spread[-1] += seconds

    def finished(self, route: str, status: int, seconds: float) -> None:
        """One request was answered. `route` is a template such as /ho-so/{code}, never the address itself."""
        bucket, text = bisect_left(BOUNDS, seconds), STATUS_TEXT[status]
        with self._lock:
            spread = self._tally.requests.get((route, text)) or _spread(self._tally.requests, route, text)
            spread[bucket] += 1
            spread[-1] += seconds

    def looked_up(self, layer: str, outcome: str, status: int, seconds: float) -> None:
        """One look-up of LOOK_UPS was answered with this status: `answered` and `finished` in one, for it is the
        quickest of all answers.
        """
        bucket, text, tally = bisect_left(BOUNDS, seconds), STATUS_TEXT[status], self._tally
        with self._lock:
            for spread in (
                tally.answers.get((layer, outcome)) or _spread(tally.answers, layer, outcome),
                tally.requests.get((LOOK_UPS, text)) or _spread(tally.requests, LOOK_UPS, text),
            ):
                spread[bucket] += 1
                spread[-1] += seconds

    def refused(self, reason: str) -> None:
        """One caller was turned away, or asked to show that it is no machine."""
        with self._lock:
            self._tally.refused[reason] = self._tally.refused.get(reason, 0) + 1

    def watch(self, name: str, read: Callable[[], float]) -> None:
        """Show what `read` says as the gauge `name`, one of `exposition.GAUGES`; it is called twice a second."""
        self._gauges[name] = read

    def tally(self) -> Tally:
        """What is counted up to now; a copy."""
        gauges = {name: float(read()) for name, read in self._gauges.items()}
        process = {sample.name: sample.value for family in self._process.collect() for sample in family.samples}
        with self._lock:
            return Tally(
                {key: spread.copy() for key, spread in self._tally.answers.items()},
                {key: spread.copy() for key, spread in self._tally.requests.items()},
                self._tally.refused.copy(),
                gauges,
                process,
            )

    def flush(self) -> None:
        """Tell the other workers what is counted here."""
        if self._file:
            written = self._file.with_suffix(".new")
            written.write_bytes(msgspec.msgpack.encode(self.tally()))
            os.replace(written, self._file)

    def all_tallies(self) -> dict[int, Tally]:
        """What each worker of this program has counted, by its number: this one up to now, others half a second ago."""
        folder = self._file.parent if self._file else None
        others = {int(path.stem): path for path in folder.glob(f"*{ENDING}")} if folder else {}
        return {number: read_tally(path) for number, path in others.items()} | {self.worker: self.tally()}

    @contextmanager
    def running(self) -> Iterator[None]:
        """Flush twice a second for as long as the block lasts."""
        if not self._file:
            yield
            return
        with repeating("metrics", self.flush, FLUSH_SECONDS):
            yield


def read_tally(path: Path) -> Tally:
    """The sums that a worker wrote."""
    return msgspec.msgpack.decode(path.read_bytes(), type=Tally)


STATUS_TEXT = {status: str(status) for status in range(100, 600)}


def _spread(spreads: dict[tuple[str, str], Spread], name: str, further: str) -> Spread:
    """A new spread, or the one for all others once there are many."""
    key = (name, further) if len(spreads) < ROOM else ("other", further)
    return spreads.setdefault(key, [0.0] * (len(BOUNDS) + 2))
