"""The folders of Gammu's SMS daemon: nothing is lost in them, nothing leaves twice, no number stays."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from sms_bridge.channels.gammu import Folders, GammuChannel, ModemPace
from sms_bridge.channels.gammu_backup import Where, read_backup, read_sections, write_backup
from sms_bridge.channels.long_messages import cut
from sms_bridge.errors import MessageNotReadable, Refusal, SmsFailed
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import Delivery, DeliveryReport
from tests.sms_bridge.builders import PHONE, an_outgoing_sms
from tests.sms_bridge.gateways import refusal
from tests.waiting import eventually

WHERE = Where("gammu", "+84900000019")
INCOMING = """; This file format was designed for Gammu
[SMSBackup000]
; xin chào
PDU = Deliver
DateTime = 20261124T120000Z
State = UnRead
Number = "+84912345678"
Text00 = 0048
Text01 = 1ED3
Coding = Unicode_No_Compression
Folder = 1
Length = 2
Class = -1
"""


@dataclass
class Ears:
    """Keeps what it hears in memory, unless it is told to fail."""

    heard: list[IncomingSms | IncomingPart | DeliveryReport] = field(default_factory=list)
    fails: bool = False

    def accept(self, sms: IncomingSms) -> None:
        self._keep(sms)

    def accept_part(self, part: IncomingPart) -> None:
        self._keep(part)

    def accept_report(self, report: DeliveryReport) -> None:
        self._keep(report)

    def _keep(self, thing: IncomingSms | IncomingPart | DeliveryReport) -> None:
        if self.fails:
            raise OperationalError("", None, Exception())
        self.heard.append(thing)


@dataclass
class Modem:
    """A channel whose daemon the test plays; `now` is the time in seconds."""

    folders: Folders
    ears: Ears
    now: float
    channel: GammuChannel

    def sends(self, to: Path) -> None:
        """The daemon takes everything from its outbox."""
        for file in self.folders.outbox.iterdir():
            file.rename(to / file.name)

    def gets(self, text: str, name: str = "IN20261124_120000_00_+84912345678_00.txt") -> Path:
        file = self.folders.inbox / name
        file.write_text(text)
        return file


@pytest.fixture
def modem(tmp_path: Path) -> Modem:
    folders, ears = Folders.within(tmp_path), Ears()
    for folder in (folders.inbox, folders.outbox, folders.sent, folders.error):
        folder.mkdir()
    channel = GammuChannel(WHERE, folders, ears, ModemPace(queue=3))
    modem = Modem(folders, ears, tmp_path.stat().st_mtime, channel)
    channel.clock = lambda: modem.now
    return modem


def test_a_message_is_kept_before_its_file_goes(modem: Modem) -> None:
    file = modem.gets(INCOMING)
    modem.ears.fails = True
    with pytest.raises(OperationalError):
        modem.channel.look()
    assert file.exists()
    modem.ears.fails = False
    assert modem.channel.look()
    assert not file.exists()
    [sms] = modem.ears.heard
    assert isinstance(sms, IncomingSms)
    assert (sms.sender, sms.text, sms.our_number, sms.sent_at) == (PHONE, "Hồ", WHERE.our_number, "20261124T120000Z")


def test_a_file_that_is_still_written_waits_and_one_that_stays_so_is_put_aside(modem: Modem) -> None:
    file = modem.gets(INCOMING.partition("Coding")[0])
    assert not modem.channel.look()
    assert file.exists()
    modem.now += 61
    modem.channel.look()
    assert [left.suffix for left in modem.folders.inbox.iterdir()] == [".unreadable"]
    assert not modem.channel.look()


def test_what_the_daemon_sent_or_could_not_send_is_reported_and_no_number_stays(modem: Modem) -> None:
    modem.channel.send(an_outgoing_sms(id=7))
    modem.sends(modem.folders.sent)
    modem.channel.send(an_outgoing_sms(id=8))
    modem.sends(modem.folders.error)
    assert modem.channel.look()
    reports = [DeliveryReport("gammu", Delivery.ACCEPTED, 7), DeliveryReport("gammu", Delivery.FAILED, 8)]
    assert modem.ears.heard == reports
    assert not any([*modem.folders.sent.iterdir(), *modem.folders.error.iterdir()])


def test_the_same_message_lies_in_the_outbox_once_and_not_again_when_it_was_sent(modem: Modem) -> None:
    sms = an_outgoing_sms()
    modem.channel.send(sms)
    modem.channel.send(sms)
    assert len(list(modem.folders.outbox.iterdir())) == 1
    modem.sends(modem.folders.sent)
    modem.channel.send(sms)
    assert list(modem.folders.outbox.iterdir()) == []


def test_a_daemon_that_takes_nothing_for_two_minutes_gets_nothing_more(modem: Modem) -> None:
    modem.channel.send(an_outgoing_sms())
    modem.now += 121
    assert refusal(modem.channel) == Refusal("stalled", retryable=True)
    modem.sends(modem.folders.sent)
    modem.channel.send(an_outgoing_sms())


def test_an_outbox_holds_only_so_many(modem: Modem) -> None:
    for _ in range(3):
        modem.channel.send(an_outgoing_sms())
    assert refusal(modem.channel).retryable


def test_without_its_folders_the_daemon_is_away(modem: Modem) -> None:
    os.rmdir(modem.folders.outbox)
    with pytest.raises(SmsFailed) as failed:
        modem.channel.send(an_outgoing_sms("rieng tu"))
    assert failed.value.refusal == Refusal("unreachable", retryable=True)
    assert "912345678" not in repr(failed.value)


def test_what_goes_wrong_with_a_file_is_told_without_its_name(
    modem: Modem, caplog: pytest.LogCaptureFixture
) -> None:
    (modem.folders.inbox / "IN20261124_120000_00_+84912345678_00.txt").mkdir()
    assert not modem.channel.look()
    assert caplog.messages == ["Gammu's folders cannot be used: Is a directory"]


def test_files_of_others_are_left_alone(modem: Modem) -> None:
    other = modem.folders.sent / "OUTC20261124_120000_00_+84912345678_sms0.smsbackup"
    other.write_text("")
    assert not modem.channel.look()
    assert other.exists()


def test_while_it_runs_it_looks_by_itself(modem: Modem) -> None:
    modem.channel.pace = ModemPace(poll=0.01)
    with modem.channel.running():
        modem.gets(INCOMING)
        eventually(lambda: modem.ears.heard)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1b"), min_size=1, max_size=300))
def test_a_file_says_what_was_to_be_sent(text: str) -> None:
    sections = list(read_sections(write_backup(PHONE, cut(text, 1))))
    figures = ["".join(section[name] for name in sorted(section) if name.startswith("Text")) for section in sections]
    assert "".join(bytes.fromhex(one).decode("utf-16-be") for one in figures) == text
    assert {section["Number"] for section in sections} == {PHONE}


@given(st.text(max_size=200))
def test_any_file_is_messages_or_none(text: str) -> None:
    for file in (text, INCOMING + text, INCOMING.replace("0048", text)):
        try:
            assert read_backup(file, WHERE)
        except MessageNotReadable:
            continue
