"""The probe: what differs for longer than a change needs goes on record, with what every channel said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import Code, parse_code
from lookup_api.domain.saying import Facts
from lookup_api.errors import ChannelAway
from lookup_api.probe.check import Finding, Probe
from lookup_api.store.differences import (
    Difference,
    Report,
    Source,
    close_difference,
    list_differences,
    report_difference,
)
from lookup_api.store.errors import DifferenceNotOpen
from lookup_api.store.sampling import sample_codes
from lookup_api.store.sealing import Sealer
from tests.builders import CODE, NOW, a_code, a_deletion, a_moment, a_record
from tests.lookup_api.stored import store

ASKED = parse_code(CODE)
FOUR: Facts = {"found": "yes", "status": "4", "due_on": "2026-11-27", "version": "2"}
NINE: Facts = {**FOUR, "status": "9", "version": "3"}
SHORT: Facts = {"found": "yes", "status": "4"}
AWAY = ChannelAway("ConnectError")


@dataclass
class ScriptedChannel:
    """Says what it was told to, one saying a look; the last one stays."""

    name: str
    script: Sequence[Facts | Exception]
    looks: int = 0

    def ask(self, _: Code) -> Facts:
        """See Channel."""
        said = self.script[min(self.looks, len(self.script) - 1)]
        self.looks += 1
        if isinstance(said, Exception):
            raise said
        return said


@dataclass
class Office:
    """A probe with scripted channels, and what it writes down."""

    sessions: sessionmaker[Session]
    sealer: Sealer
    pauses: list[float] = field(default_factory=list)

    def check(self, **scripts: Sequence[Facts | Exception]) -> Finding:
        channels = [ScriptedChannel(name, script) for name, script in scripts.items()]
        (finding,) = Probe(channels, self.sessions, lambda: NOW, self.pauses.append).check([ASKED])
        return finding

    @property
    def open(self) -> list[Difference]:
        with self.sessions() as session:
            return list_differences(session, self.sealer)


@pytest.fixture
def office(engine: Engine, sealer: Sealer) -> Office:
    return Office(sessionmaker(engine), sealer)


def test_channels_that_say_the_same_leave_no_trace(office: Office) -> None:
    assert office.check(web=[FOUR], sms=[SHORT]).differ_on == ()
    assert (office.open, office.pauses) == ([], [])


def test_a_lasting_difference_is_on_record_with_what_every_channel_said(office: Office) -> None:
    assert office.check(web=[FOUR], api=[FOUR], sms=[NINE], kiosk=[FOUR]).differ_on == ("status", "version")
    (difference,) = office.open
    assert difference.sayings == {"web": FOUR, "api": FOUR, "sms": NINE, "kiosk": FOUR}
    assert (difference.code, difference.source, difference.times) == (CODE, Source.PROBE, 1)


def test_a_change_that_is_under_way_is_no_difference(office: Office) -> None:
    assert office.check(web=[FOUR, NINE], sms=[NINE]).differ_on == ()
    assert office.open == []


def test_the_same_difference_seen_again_is_written_down_once(office: Office) -> None:
    for _ in range(3):
        office.check(web=[FOUR], sms=[NINE])
    (difference,) = office.open
    assert difference.times == 3


def test_a_channel_that_does_not_answer_differs_from_those_that_do(office: Office) -> None:
    assert office.check(web=[FOUR], sms=[AWAY]).differ_on == ("trouble",)
    assert office.open[0].sayings["sms"] == {"trouble": "ConnectError"}


def test_a_channel_that_is_away_is_one_trouble_however_many_codes_are_asked(office: Office) -> None:
    channels = [ScriptedChannel("web", [FOUR]), ScriptedChannel("sms", [AWAY])]
    probe = Probe(channels, office.sessions, lambda: NOW, office.pauses.append)
    probe.check([ASKED, *(parse_code(a_code(serial)) for serial in (2, 3))])
    office.check(web=[FOUR], sms=[ChannelAway("503")])  # another trouble
    assert [(each.code, each.times) for each in office.open] == [(CODE, 1), (CODE, 3)]


def test_when_one_knows_the_dossier_and_another_does_not_nothing_else_matters(office: Office) -> None:
    assert office.check(web=[FOUR], sms=[{"found": "no"}]).differ_on == ("found",)


def test_a_person_reports_in_words_that_are_sealed(office: Office, engine: Engine) -> None:
    report = Report(ASKED, Source.CITIZEN, "Tin nhắn nói khác, số của tôi 0912345678")
    with office.sessions.begin() as session:
        report_difference(session, report, office.sealer, NOW)
    (difference,) = office.open
    assert (difference.note, difference.source) == (report.note, Source.CITIZEN)
    with engine.connect() as connection:
        raw = bytes(connection.exec_driver_sql("SELECT note_sealed FROM differences").scalar_one())
    assert b"0912345678" not in raw
    assert "0912345678" not in repr(difference)


def test_what_is_closed_says_by_whom_and_why_and_cannot_be_closed_again(office: Office) -> None:
    office.check(web=[FOUR], sms=[NINE])
    (difference,) = office.open
    with office.sessions.begin() as session:
        close_difference(session, difference.id, "Khởi động lại cầu SMS", ("lan", NOW))
    with office.sessions() as session:
        (closed,) = list_differences(session, office.sealer, closed_too=True)
    assert (closed.closed_by, closed.remedy, office.open) == ("lan", "Khởi động lại cầu SMS", [])
    with office.sessions.begin() as session, pytest.raises(DifferenceNotOpen):
        close_difference(session, difference.id, "", ("lan", NOW))


def test_a_sample_has_what_changed_lately_and_nothing_that_is_hidden(office: Office, engine: Engine) -> None:
    for serial in range(1, 8):
        store(engine, a_record(code=a_code(serial), occurred_at=a_moment(days=2)))
    store(engine, a_deletion(code=a_code(3)))
    with office.sessions() as session:
        codes = [code.printed for code in sample_codes(session, 4, Random(1))]
    assert a_code(7) in codes
    assert a_code(3) not in codes
    assert 2 <= len(codes) <= 4
