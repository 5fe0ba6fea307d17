"""Debian's Kannel (packages kannel and kannel-extras) with its fake network, at free ports, for a test."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from socket import create_connection
from urllib.parse import unquote_to_bytes

from tests.servers import ServerNotStarted, free_port
from tests.sms_bridge.smsbox import PASSWORD, USERNAME
from tests.waiting import eventually

FAKE_NETWORK = "/usr/lib/kannel/test/fakesmsc"
CONFIGURATION = """
group = core
admin-port = {admin}
admin-password = adm
admin-interface = "127.0.0.1"
smsbox-port = {boxes}
smsbox-interface = "127.0.0.1"
box-allow-ip = "127.0.0.1"
box-deny-ip = "*.*.*.*"
store-type = file
store-location = "{folder}/kannel.store"
dlr-storage = internal
sms-combine-concatenated-mo = {combine}

group = smsc
smsc = fake
smsc-id = FAKE
host = 127.0.0.1
port = {network}
connect-allow-ip = "127.0.0.1"

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {sendsms}
sendsms-interface = "127.0.0.1"
global-sender = 8099
http-request-retry = 100
http-queue-delay = 1
mo-recode = {recode}
reply-couldnotfetch = ""
reply-requestfailed = ""
reply-emptymessage = ""

group = sendsms-user
username = {username}
password = {password}
max-messages = 4
concatenation = true
user-allow-ip = "127.0.0.1"
black-list-regex = "^[+]84999"

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "{mo}?from=%p&to=%P&text=%b&ts=%T&id=%I&smsc=%i&coding=%c&charset=%C&udh=%u"
"""


GOT = re.compile(r"Got message [0-9]+: <(\S+) (\S+) (?:udh (\S+) )?(text|data|ucs-2) (.*?)>$", re.MULTILINE)


@dataclass(frozen=True)
class Heard:
    """What a phone received: a message, or a part of one when it has a header."""

    sender: str
    to: str
    header: bytes
    content: bytes
    is_unicode: bool


@dataclass
class Kannel:
    """A running Kannel: where it sends from, and a network whose phones a test plays."""

    sendsms_url: str
    network_port: int
    folder: Path
    boxes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @contextmanager
    def phone_sends(self, message: str) -> Iterator[Path]:
        """A phone sends one message, `from to text|ucs2 words`; what phones receive is written to the file."""
        heard = self.folder / "network.log"
        network = ["-H", "127.0.0.1", "-r", str(self.network_port), "-i", "0.1", "-m", "1", message]
        with _running([FAKE_NETWORK, *network], heard):
            yield heard

    @property
    def heard(self) -> list[Heard]:
        """What phones have received, from the first on."""
        file = self.folder / "network.log"
        found = GOT.findall(file.read_text(errors="replace")) if file.exists() else []
        return [
            Heard(sender, to, unquote_to_bytes(header), _content(kind, said), kind == "ucs-2")
            for sender, to, header, kind, said in found
        ]

    def start(self, box: str, port: int) -> None:
        """Start `bearerbox` or `smsbox`, and wait until it listens."""
        command = [f"/usr/sbin/{box}", "-v", "4", str(self.folder / "kannel.conf")]
        with (self.folder / f"{box}.log").open("ab") as log:
            self.boxes[box] = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        eventually(partial(_listens, port))

    def kill(self, box: str) -> None:
        """End it at once: Kannel takes seconds to end well, and there is nothing of its to keep."""
        process = self.boxes.pop(box, None)
        if process:
            process.kill()
            process.wait(30)


@contextmanager
def running_kannel(
    folder: Path, sendsms_port: int, mo: str, *, recode: bool = True, combine: bool = True
) -> Iterator[Kannel]:
    """Kannel, which hands messages over at the URL `mo`, for as long as the block lasts."""
    if not (shutil.which("bearerbox", path="/usr/sbin") and Path(FAKE_NETWORK).exists()):
        raise ServerNotStarted("kannel or kannel-extras is not installed: run `make setup`")
    admin, boxes, network = (free_port() for _ in range(3))
    (folder / "kannel.conf").write_text(
        CONFIGURATION.format(
            admin=admin,
            boxes=boxes,
            network=network,
            sendsms=sendsms_port,
            folder=folder,
            username=USERNAME,
            password=PASSWORD,
            mo=mo,
            recode=str(recode).lower(),
            combine=str(combine).lower(),
        )
    )
    kannel = Kannel(f"http://127.0.0.1:{sendsms_port}", network, folder)
    try:
        kannel.start("bearerbox", boxes)
        kannel.start("smsbox", sendsms_port)
        yield kannel
    finally:
        for box in list(kannel.boxes):
            kannel.kill(box)


def _content(kind: str, said: str) -> bytes:
    return said.encode() if kind == "text" else unquote_to_bytes(said.replace("+", " "))


@contextmanager
def _running(command: list[str], log: Path) -> Iterator[None]:
    with log.open("ab") as file:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
    try:
        yield
    finally:
        process.kill()
        process.wait(30)


def _listens(port: int) -> bool:
    with suppress(OSError), create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False
