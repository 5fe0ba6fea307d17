"""A centre that forwards to a fake portal, step by step, with a clock that the test moves."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from lookup_api.store.bulk import is_postgresql
from sync_ingest.national.wire import write_time
from sync_ingest.portal.client import Account, PortalClient
from sync_ingest.portal.follower import Passed, follow
from sync_ingest.portal.lanes.listing import Held, Standing, list_held, release, standing
from sync_ingest.portal.lanes.turns import Turns, TurnsByRowLock, TurnsInOneProcess
from sync_ingest.portal.loading import Names
from sync_ingest.portal.sender import Outcome, Sender
from sync_ingest.portal.telling import Teller
from tests.builders import NOW
from tests.sample_site.fake_portal import LOGIN, PASSWORD, SERVICE, USERNAME, FakePortal
from tests.sync_ingest.door import Door

PATIENCE = 400  # turns that a test takes at most until nothing is due


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)

    def monotonic(self) -> float:
        return self.now.timestamp()


@dataclass
class Forwarding:
    """What passes on what came in through `door`; `sender` may be replaced, as by a restart."""

    door: Door
    portal: FakePortal
    http: httpx.Client
    clock: Clock = field(default_factory=Clock)
    passed: Passed = field(default_factory=Passed)
    names: Names = field(default_factory=Names)

    def __post_init__(self) -> None:
        self.sender = self.a_sender()

    def a_sender(self) -> Sender:
        """A program that has just been started."""
        client = PortalClient(self.http, Account(LOGIN, SERVICE, USERNAME, PASSWORD), self.clock.monotonic)
        teller, sessions = Teller(client, self.names), self.door.sessions
        return Sender(self._turns(), teller, sessions, self.door.desk.sealer, self.clock, chance=lambda: 0.0)

    def follow(self) -> None:
        """Queue all changes."""
        for _ in range(PATIENCE):
            with self.door.sessions.begin() as session:
                if not follow(session, self.passed, self.clock()):
                    return

    def forward(self) -> list[Outcome]:
        """Queue all changes, and take turns until none is due now."""
        self.follow()
        outcomes = list(iter(self.sender.send_next, Outcome.NOTHING_DUE))
        assert len(outcomes) < PATIENCE
        return outcomes

    def forward_in_the_end(self) -> None:
        """The same, and wait for all that was put off."""
        for _ in range(PATIENCE):
            self.forward()
            if not self.standing().waiting:
                return
            self.clock.move(minutes=6)
        raise AssertionError("something waits for ever")

    def standing(self) -> Standing:
        with self.door.sessions() as session:
            return standing(session)

    def held(self) -> list[Held]:
        with self.door.sessions() as session:
            return list_held(session, self.door.desk.sealer)

    def retry(self, *codes: str) -> int:
        with self.door.sessions.begin() as session:
            return release(session, codes, self.clock())

    def steps_at_the_portal(self, code: str) -> list[tuple[str, str]]:
        """When and what status, in the order in which the portal first took them."""
        return [(step["ThoiDiemXuLy"], step["TrangThai"]) for step in self.portal.steps_of(code)]

    def steps_here(self, code: str) -> list[tuple[str, str]]:
        stored = self.door.dossier(code)
        assert stored
        return [(write_time(step.at), str(int(step.status))) for step in stored.dossier.steps]

    def _turns(self) -> Turns:
        with self.door.sessions() as session:
            kind = TurnsByRowLock if is_postgresql(session) else TurnsInOneProcess
        return kind(self.door.sessions)
