"""Debian's Gammu SMS daemon with a dummy phone, in a folder of its own."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sms_bridge.channels.gammu import Folders, GammuChannel, ModemPace
from sms_bridge.channels.gammu_backup import Section, Where, read_sections
from sms_bridge.channels.ports import Receiver
from tests.servers import ServerNotStarted
from tests.sms_bridge.ground import OUR_NUMBER
from tests.waiting import PATIENCE_SECONDS, eventually

PHONE_FOLDERS = 5
CONFIGURATION = """
[gammu]
model = dummy
connection = none
device = {folder}/phone

[smsd]
service = files
logfile = {folder}/smsd.log
inboxpath = {folder}/inbox/
outboxpath = {folder}/outbox/
sentsmspath = {folder}/sent/
errorsmspath = {folder}/error/
inboxformat = detail
outboxformat = detail
loopsleep = 1
commtimeout = 1
receivefrequency = 1
statusfrequency = 0
checksecurity = 0
checkbattery = 0
checksignal = 0
maxretries = 1
retrytimeout = 1
multiparttimeout = 5
"""


@dataclass
class Modem:
    """A daemon with its folders, and a phone whose memory a test fills."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: iter(count(1)))

    @property
    def folders(self) -> Folders:
        """The daemon's."""
        return Folders.within(self.folder)

    @property
    def log(self) -> str:
        """What the daemon says."""
        file = self.folder / "smsd.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def start(self) -> None:
        """Start the daemon."""
        command = ["gammu-smsd", "-c", str(self.folder / "smsdrc")]
        said = self.log.count("Starting phone communication")
        with (self.folder / "output").open("ab") as output:
            self.processes.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output))
        eventually(lambda: self.log.count("Starting phone communication") > said)

    def kill(self) -> None:
        """End it as a power cut would."""
        for process in self.processes:
            process.kill()
            process.wait(PATIENCE_SECONDS)
        self.processes.clear()

    def hears(self, sender: str, text: str, udh: bytes = b"", sent_at: str = "20261124T120000") -> None:
        """A message arrives at the phone."""
        number = next(self._numbers)
        lines = ["[SMSBackup000]", "PDU = Deliver", f'Number = "{sender}"', f"DateTime = {sent_at}", "State = UnRead"]
        lines += [f"UDH = {udh.hex().upper()}"] if udh else []
        figures = text.encode("utf-16-be", errors="surrogatepass").hex().upper()
        lines += [f"Text{at:02} = {figures[at * 200 : at * 200 + 200]}" for at in range((len(figures) + 199) // 200)]
        lines += ["Coding = Unicode_No_Compression", ""]
        unfinished = self.folder / "unfinished"
        unfinished.write_text("\n".join(lines))
        unfinished.rename(self.folder / "phone" / "sms" / "1" / str(number))


def sections_of(file: Path) -> list[Section]:
    """What stands in a file of messages."""
    return list(read_sections(file.read_text()))


@contextmanager
def running_modem(folder: Path) -> Iterator[Modem]:
    """A daemon at work for as long as the block lasts."""
    if shutil.which("gammu-smsd") is None:
        raise ServerNotStarted("gammu-smsd is not installed: run `make setup`")
    for name in (*(f"phone/sms/{at}" for at in range(1, PHONE_FOLDERS + 1)), "inbox", "outbox", "sent", "error"):
        (folder / name).mkdir(parents=True)
    (folder / "smsdrc").write_text(CONFIGURATION.format(folder=folder))
    modem = Modem(folder)
    try:
        modem.start()
        yield modem
    finally:
        modem.kill()


def a_gammu_channel(folder: Path, receiver: Receiver) -> GammuChannel:
    """The channel of the modem in this folder."""
    pace = ModemPace(poll=0.02)
    return GammuChannel(Where("gammu", OUR_NUMBER), Modem(folder).folders, receiver, pace)
