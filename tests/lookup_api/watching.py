"""A writer and many readers at once: how old the answers are, whether any is wrong, and whether time ever runs back.

Every version of a dossier is told from every other by what it says, so each answer shows which one it is of. A reader
is one citizen: it asks again and again, over a new connection each time, and any worker may answer.
"""

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from random import Random
from threading import Event
from time import monotonic
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.status import Status
from lookup_api.domain.update import StatusUpdate
from lookup_api.store.agencies import save_agency
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from sync_ingest.envelope import Delivery
from sync_ingest.errors import StoreBusy
from sync_ingest.receive import receive_and_commit
from sync_ingest.saving import Desk
from tests.builders import OFFICER, a_code, a_moment, a_record, an_agency

TIMEOUT_SECONDS = 15
RETRY_SECONDS = 0.05
PULSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Commit:
    """When a version was on disk: by the clock that answers carry (aware UTC), and in monotonic seconds."""

    at: datetime
    moment: float


@dataclass
class Writer:
    """Changes dossiers through the one door. `commits` has those of each dossier, version 1 first."""

    sessions: sessionmaker[Session]
    desk: Desk = field(default_factory=lambda: Desk(WorkCalendar(), Sealer((Fernet.generate_key(),))))
    commits: dict[int, list[Commit]] = field(default_factory=lambda: defaultdict(list))

    def begin(self, serials: Sequence[int]) -> None:
        """The agency, and the first version of each dossier."""
        with self.sessions.begin() as session:
            save_agency(session, an_agency())
        for serial in serials:
            self.change(serial)

    def change(self, serial: int) -> None:
        """Commit the next version of one dossier; StoreBusy while the database is away."""
        update = an_update(serial, len(self.commits[serial]) + 1)
        answer = receive_and_commit([Delivery(update)], self.sessions, self.desk, utc_now())
        assert not answer.results[0].reason, answer.results[0]
        self.commits[serial].append(Commit(utc_now(), monotonic()))

    def run(self, serials: Sequence[int], every: float, stop: Event) -> None:
        """Change one dossier after the other, with a rest of `every` seconds, until `stop`."""
        for serial in cycle(serials):
            while not stop.is_set():
                try:
                    self.change(serial)
                    break
                except StoreBusy:  # the same again: the door knows what it has seen
                    stop.wait(RETRY_SECONDS)
            if stop.wait(every):
                return


@dataclass
class Account:
    """What readers saw, by what was going on at the time."""

    phase: str = ""
    answers: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    backwards: Counter[str] = field(default_factory=Counter)
    oldest: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    slowest: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    standstill: float = 0.0  # seconds for which the machine itself gave us no processor at once

    def feel_the_pulse(self, stop: Event) -> None:
        """Find out how long the machine stands still, until `stop`: no program keeps its word meanwhile."""
        while not stop.is_set():
            began = monotonic()
            stop.wait(PULSE_SECONDS)
            self.standstill = max(self.standstill, monotonic() - began - PULSE_SECONDS)

    @property
    def is_clean(self) -> bool:
        """Whether each request was answered, and rightly, and no reader was taken back to an older version."""
        return not (self.failures or self.wrong or self.backwards)


@dataclass
class Reader:
    """One citizen. `seen` is the newest version that it was shown of each dossier."""

    port: int
    writer: Writer
    account: Account
    chance: Random
    seen: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def run(self, serials: Sequence[int], stop: Event) -> None:
        """Ask for one dossier after the other until `stop`."""
        while not stop.is_set():
            self.ask(self.chance.choice(serials))

    def ask(self, serial: int) -> None:
        """Ask once, and write down what came of it."""
        account, phase, asked = self.account, self.account.phase, monotonic()
        try:
            status, body = get(self.port, a_code(serial))
        except (OSError, HTTPException) as error:
            account.failures[f"{phase}: {type(error).__name__}"] += 1
            return
        account.answers[phase] += 1
        account.slowest[phase] = max(account.slowest[phase], monotonic() - asked)
        if status != 200:
            account.failures[f"{phase}: {status}"] += 1
        else:
            self._judge(serial, json.loads(body), phase, asked)

    def _judge(self, serial: int, said: dict[str, Any], phase: str, asked: float) -> None:
        version, account = int(said["version"]), self.account
        if facts_in(said) != facts_of(an_update(serial, version)):
            account.wrong[f"{phase}: not what was written"] += 1
        if version < self.seen[serial]:
            account.backwards[phase] += 1
        self.seen[serial] = max(version, self.seen[serial])
        newer = self.writer.commits[serial][version : version + 1]
        if newer and newer[0].moment < asked:
            if phase == account.phase:
                account.oldest[phase] = max(account.oldest[phase], asked - newer[0].moment)
            if datetime.fromisoformat(said["as_of"]) > newer[0].at:
                account.wrong[f"{phase}: older than its as_of"] += 1


def an_update(serial: int, version: int) -> StatusUpdate:
    """What makes this version of this dossier; no two say the same."""
    return a_record(
        id=f"{serial}-{version}",
        code=a_code(serial),
        occurred_at=a_moment(days=20) + timedelta(seconds=version),
        status=Status.PROCESSING if version % 2 else Status.PAYMENT_REQUIRED,
        responsible=replace(OFFICER, officer=f"Cán bộ {serial}.{version}"),
    )


def facts_of(update: StatusUpdate) -> tuple[object, ...]:
    """What an answer made by this update must say."""
    return update.code.printed, int(update.status), update.responsible and update.responsible.officer


def facts_in(said: dict[str, Any]) -> tuple[object, ...]:
    """The same, from an answer."""
    return said["code"], said["status"], (said["responsible"] or {}).get("officer")


def get(port: int, code: str) -> tuple[int, bytes]:
    """Ask for a code over a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", f"/v1/dossiers/{code}", headers={"Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@contextmanager
def running(*work: threading.Thread) -> Iterator[None]:
    """These threads at work for as long as the block lasts; the block itself says stop."""
    for thread in work:
        thread.start()
    try:
        yield
    finally:
        for thread in work:
            thread.join(TIMEOUT_SECONDS)


@contextmanager
def a_life(writer: Writer, readers: Sequence[Reader], serials: Sequence[int], every: float) -> Iterator[None]:
    """A writer that changes the first half of the dossiers, and readers of all, for as long as the block lasts."""
    stop = Event()
    changing = serials[: (len(serials) + 1) // 2]
    work = [threading.Thread(target=writer.run, args=(changing, every, stop))]
    work += [threading.Thread(target=reader.account.feel_the_pulse, args=(stop,)) for reader in readers[:1]]
    work += [threading.Thread(target=reader.run, args=(serials, stop)) for reader in readers]
    with running(*work):
        try:
            yield
        finally:
            stop.set()
