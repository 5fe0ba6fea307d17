"""`make demo-check`: the main job, live and without a person, from a department's commit to the citizen's eyes.

Exit status 0 only when everything was seen. The programs are those of the Procfile, talking over sockets; the kiosk is
a real window that reads a film of the receipt that the back-office printed.
"""

import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import httpx
from sqlalchemy import Engine

from lookup_api.contract import Answer
from lookup_api.domain.codes import DossierCode
from lookup_api.domain.receipt import read_qr
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind, Responsible, StatusUpdate
from lookup_api.paper.roll import Roll
from provisioning.device.identity import load_identity
from tests.lookup_api.paper.sheets import read_by_zxing
from tests.sample_site.catalogue import desk_of
from tests.sample_site.department_changes import Arrival, add_dossier, change_dossier
from tests.sample_site.department_db import open_department
from tests.sample_site.enrolling import enrol_device
from tests.sample_site.escpos_renderer import render
from tests.sample_site.filming import film_receipt
from tests.sample_site.offices import CITY, OFFICES, ONE_STOP
from tests.sample_site.processes import ROOT, a_screen, say
from tests.sample_site.pushing import Pusher, Stream, as_pushed
from tests.sample_site.reception import receive_dossier
from tests.sample_site.sample import DOSSIERS
from tests.sample_site.sightings import (
    Channel,
    Expected,
    JsonApi,
    KioskScreen,
    PublicPage,
    Sighting,
    TextMessages,
)
from tests.sample_site.site import Site, a_site
from tests.waiting import NotReady, wait_until

SCREEN = "1080x1920"
LOOK_SECONDS = 20.0
"""How long a channel may take to show a change before the check gives up; the promise of a second is in the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: `milliseconds` from the department's commit until the channel showed it."""

    channel: str
    sighting: Sighting
    milliseconds: float


@dataclass
class Check:
    """The story, step by step; each raises NotReady when what it promises was not seen."""

    site: Site
    department: Engine
    closing: ExitStack
    rows: list[Row] = field(default_factory=list)

    def enrol(self) -> str:
        """Kiosk and agent exchange a claim code for an identity."""
        kinds = ("kiosk", "agent")
        for kind in kinds:
            enrol_device(self.site, kind)
        identities = [load_identity(self.site.folder / kind) for kind in kinds]
        devices = self.site.run("motcua-provision", "devices")
        if devices.count("enrolled") != len(kinds):
            raise NotReady(f"not every device is enrolled:\n{devices}")
        return ", ".join(f"{one.kind} has key {one.key_id[:8]}…" for one in identities)

    def receive(self) -> str:
        """A clerk signs in, receives a dossier and prints its receipt."""
        self.reception = receive_dossier(self.site)
        name, size = self.reception.procedure.ref.name, len(self.reception.printed)
        return f"{self.code} ({name}), {size:,} bytes for the printer"

    def scan(self) -> str:
        """The printed receipt is held before the kiosk's camera; the kiosk finds the code and shows the dossier."""
        frames = film_receipt(self.reception.printed, self.site.folder, seed=60)
        self.site.processes.start("kiosk")
        screen = KioskScreen(self.site.folder / "screens/events.jsonl")
        wait_until("the kiosk shows the dossier", lambda: _shows(screen, self.code), seconds=90)
        return f"found in a film of {frames} frames of 1280×720"

    def follow(self) -> str:
        """The department takes the dossier over and an officer changes it; every channel shows the same."""
        due_at = self._hand_to_department()
        officer = OFFICES[CITY].officers_of(desk_of(self.reception.procedure).unit)[0]
        expected = _expected(self.code, officer, due_at)
        channels = self._channels()
        committed = change_dossier(
            self.department, self.code.printed, status=expected.status, officer=officer.officer, note="Thẩm định hồ sơ"
        )
        self.rows += watch(channels, expected, committed)
        versions = {row.sighting.version for row in self.rows if row.sighting.version.isdigit()}
        if len(versions) != 1:
            raise NotReady(f"the channels show different versions: {sorted(versions)}")
        return f"{', '.join(expected.facts)} on {len(channels)} channels"

    def repeat(self) -> str:
        """A late, older update joins the timeline and leaves the status; sent again, it changes nothing."""
        before, late = self._ask(), self._late_update()
        first = self._pusher.push(as_pushed(late))[0]["outcome"]
        after = _wait_for_version(self._ask, before.version + 1)
        second = self._pusher.push(as_pushed(late))[0]["outcome"]
        again = self._ask()
        told = (first, second, after.status, len(after.steps), again.version, again.steps)
        if told != ("history_only", "already_seen", before.status, len(before.steps) + 1, after.version, after.steps):
            raise NotReady(f"a late update and its repetition did not do what they should: {told}")
        return f"late: {first}, version {after.version}; again: {second}, version {again.version}"

    def refuse(self) -> str:
        """A garbage push is quarantined, with its reason."""
        garbage = {"id": "garbage-1", "code": self.code.printed, "status": 99, "occurred_at": "yesterday"}
        [outcome] = self._pusher.push(garbage)
        listed = self.site.run("motcua-ingest", "quarantine", "list")
        if outcome["outcome"] != "quarantined" or not outcome["reason"] or outcome["reason"] not in listed:
            raise NotReady(f"garbage was not quarantined: {outcome}\n{listed}")
        return f"{outcome['outcome']}: {outcome['reason']}"

    def crash(self) -> str:
        """Ingest is killed amid a batch; after a restart every acknowledged update is there."""
        stream = Stream(self._pusher, self.code, datetime.now(UTC).isoformat())
        stream.start()
        wait_until("some batches are acknowledged", lambda: len(stream.acknowledged) >= 100)
        self.site.processes.kill("ingest")
        stream.stop()
        self.site.processes.start("ingest")
        self.site.wait_for("ingest")
        outcomes = [one["outcome"] for one in self._pusher.push(*stream.acknowledged)]
        if lost := len(outcomes) - outcomes.count("already_seen"):
            raise NotReady(f"{lost} of {len(outcomes)} acknowledged updates were lost")
        return f"kill -9 amid a batch; {len(outcomes)} acknowledged updates, 0 lost"

    def search(self) -> str:
        """Neither a log nor a database of ours holds the applicant or the receipt's secret in the clear."""
        who, [paper] = self.reception.applicant, render(self.reception.printed, Roll.MM80)
        _, secret = read_qr(next(text for text in read_by_zxing(paper) if "/r/" in text))
        folder = self.site.folder
        files = [*folder.glob("logs/*"), *folder.glob("motcua.db*"), *folder.glob("agent/**/*.db*")]
        for secret_text in (who.name, who.identity_number, who.phone, who.address, secret.value):
            if found := [file.name for file in files if secret_text.encode() in file.read_bytes()]:
                raise NotReady(f"personal data lies in the clear in {', '.join(found)}")
        return f"none in {len(files)} logs and databases"

    @property
    def code(self) -> DossierCode:
        """The dossier that the story is about."""
        return self.reception.code

    def _hand_to_department(self) -> datetime:
        """The department enters the dossier, as its software keeps it: times to the minute. Gives the due date."""
        answer, one_stop = self._ask(), OFFICES[CITY].officers_of(ONE_STOP)[0]
        received_at, due_at = (_to_the_minute(at) for at in (answer.received_at, answer.due_at))
        told = self.reception
        add_dossier(self.department, Arrival(told.code, told.procedure, told.applicant, one_stop, received_at, due_at))
        wait_until("the department's dossier arrives", lambda: self._ask().version > answer.version)
        return due_at

    @property
    def _pusher(self) -> Pusher:
        return Pusher(self.site.address("ingest"), self.site.folder / "agent")

    def _channels(self) -> Sequence[Channel]:
        lookup, sms = (
            self.closing.enter_context(httpx.Client(base_url=self.site.address(program), timeout=10))
            for program in ("lookup", "sms")
        )
        return (
            JsonApi(lookup),
            PublicPage(lookup),
            TextMessages(sms, self.site.folder / "sms.jsonl"),
            KioskScreen(self.site.folder / "screens/events.jsonl"),
        )

    def _ask(self) -> Answer:
        found = httpx.get(f"{self.site.address('lookup')}/v1/dossiers/{self.code}", timeout=10)
        return Answer.model_validate_json(found.raise_for_status().content)

    def _late_update(self) -> StatusUpdate:
        return StatusUpdate(
            id="late-1",
            kind=Kind.RECORD,
            code=self.code,
            owner=CITY,
            sender=CITY,
            occurred_at=datetime.now(UTC) - timedelta(hours=2),
            status=Status.NEWLY_REGISTERED,
        )


def watch(channels: Sequence[Channel], expected: Expected, since: datetime) -> list[Row]:
    """Look at every channel at once, again and again, until each shows what is expected; NotReady if one does not."""
    rows: list[Row] = []
    threads = [threading.Thread(target=_watch, args=(one, expected, since, rows)) for one in channels]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(rows) < len(channels):
        unseen = {one.name for one in channels} - {row.channel for row in rows}
        raise NotReady(f"not seen within {LOOK_SECONDS:.0f} s: {', '.join(sorted(unseen))}")
    names = [one.name for one in channels]
    return sorted(rows, key=lambda row: names.index(row.channel))


def _watch(channel: Channel, expected: Expected, since: datetime, rows: list[Row]) -> None:
    give_up_at = monotonic() + LOOK_SECONDS
    while monotonic() < give_up_at:
        if sighting := channel.look(expected):
            rows.append(Row(channel.name, sighting, (datetime.now(UTC) - since).total_seconds() * 1_000))
            return
        threading.Event().wait(0.01)


def _expected(code: DossierCode, officer: Responsible, due_at: datetime) -> Expected:
    return Expected(code.printed, Status.PROCESSING, officer.officer, officer.unit, officer.agency, due_at)


def _to_the_minute(at: datetime | None) -> datetime:
    assert at is not None
    return at.replace(second=0, microsecond=0)


def _shows(screen: KioskScreen, code: DossierCode) -> bool:
    return any(line["screen"].startswith("result") and code.printed in line["texts"] for line in screen.drawn())


def _wait_for_version(ask: Callable[[], Answer], version: int) -> Answer:
    wait_until(f"version {version}", lambda: ask().version >= version)
    return ask()


def print_table(rows: Sequence[Row]) -> None:
    """The table: channel, status shown, version, milliseconds from the department's commit until it was visible."""
    print(f"\n{'channel':<14} {'status shown':<34} {'version':>7} {'ms':>7}")
    for row in rows:
        print(f"{row.channel:<14} {row.sighting.status:<34} {row.sighting.version:>7} {row.milliseconds:>7.0f}")


def main(folder: Path = ROOT / "var/demo-check", dossiers: int = DOSSIERS) -> int:
    """Run the story on a new site in `folder`; 0 when all of it was seen."""
    began = monotonic()
    with ExitStack() as closing:
        try:
            screen = closing.enter_context(a_screen(SCREEN))
            site = closing.enter_context(a_site(folder, screen, dossiers))
            _tell(site, closing)
        except NotReady as error:
            say(f"✗ {error}")
            return 1
    print(f"\nAll of it was seen, in {monotonic() - began:.0f} s.")
    return 0


def _tell(site: Site, closing: ExitStack) -> None:
    say(f"  {'the site is filled':<34} {site.folder}")
    site.start_servers()
    department = open_department(site.department_url)
    closing.callback(department.dispose)
    check = Check(site, department, closing)
    steps: dict[str, Callable[[], str]] = {
        "kiosk and agent enrol": check.enrol,
        "a clerk receives a dossier": check.receive,
        "the kiosk reads the receipt": check.scan,
        "the department changes it": check.follow,
        "late and repeated updates": check.repeat,
        "garbage": check.refuse,
        "ingest dies": check.crash,
        "personal data in the clear": check.search,
    }
    for name, step in steps.items():
        say(f"✓ {name:<34} {step()}")
        if step == check.enrol:
            site.processes.start("agent")
    print_table(check.rows)


if __name__ == "__main__":
    sys.exit(main())
