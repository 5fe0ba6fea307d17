"""A sender that misbehaves in every way that a network can: it sends twice, out of order, and late."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from time import sleep

import httpx
from cryptography.hazmat.primitives.asymmetric import ec

from lookup_api.domain.status import Status
from lookup_api.domain.update import StatusUpdate
from tests.builders import a_record
from tests.sync_ingest.agents import a_batch, a_signer, push

DOSSIERS = 300
BATCH = 20
WAITING = 6  # batches that are under way at a time, sent in any order
TWICE = 0.3  # share of batches that are sent again after they were acknowledged
TAKEN = {"applied", "history_only", "already_seen", "waiting"}
Batch = tuple[StatusUpdate, ...]


@dataclass
class Sender:
    """Sends until `end`, and then what is left. `acknowledged` are the ids that ingest answered for."""

    address: str
    key: ec.EllipticCurvePrivateKey
    chance: Random
    acknowledged: set[str] = field(default_factory=set)
    answers: int = 0
    refused: int = 0
    made: int = 0
    is_ending: bool = False
    _waiting: list[Batch] = field(default_factory=list)
    _again: list[Batch] = field(default_factory=list)

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self, seconds: float) -> None:
        """Make nothing new, and return when all that was made is acknowledged."""
        self.is_ending = True
        self._thread.join(seconds)

    @property
    def is_done(self) -> bool:
        """Whether all that was made is acknowledged."""
        return not self._thread.is_alive() and not self._waiting and not self._again

    def _run(self) -> None:
        with httpx.Client(base_url=self.address, timeout=10) as http:
            while batch := self._next():
                if not self._send(http, batch):
                    sleep(0.02)

    def _next(self) -> Batch | None:
        while len(self._waiting) < WAITING and not self.is_ending:
            self._waiting.append(self._make())
        ready = self._waiting + self._again
        return self.chance.choice(ready) if ready else None

    def _make(self) -> Batch:
        now = datetime.now(UTC)
        self.made += BATCH
        return tuple(
            a_record(
                id=f"chaos-{self.chance.getrandbits(80):x}",
                code=f"H53.33-261102-{self.chance.randint(1, DOSSIERS):04}",
                owner="H53.33",
                occurred_at=now - timedelta(seconds=self.chance.randint(0, 86_400)),
                status=self.chance.choice(list(Status)),
            )
            for _ in range(BATCH)
        )

    def _send(self, http: httpx.Client, batch: Batch) -> bool:
        shuffled = self.chance.sample(batch, len(batch))
        try:
            answer = push(http, a_batch(*shuffled), a_signer(self.key, None))
        except httpx.HTTPError:
            return False
        if answer.status_code != httpx.codes.OK:
            self.refused += 1
            return False
        self._settle(batch, answer.json()["outcomes"])
        return True

    def _settle(self, batch: Batch, outcomes: Sequence[dict[str, str]]) -> None:
        taken = {one["id"] for one in outcomes if one["outcome"] in TAKEN}
        assert taken == {update.id for update in batch}, "an update was not taken"
        self.acknowledged |= taken
        self.answers += 1
        for pile in (self._waiting, self._again):
            if batch in pile:
                pile.remove(batch)
        if self.chance.random() < TWICE:
            self._again.append(batch)
