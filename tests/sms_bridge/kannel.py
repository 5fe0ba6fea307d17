"""Debian's Kannel (packages kannel and kannel-extras) with its fake network, at free ports, for a test."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from socket import create_connection

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
http-request-retry = 5
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

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "{mo}?from=%p&to=%P&text=%b&ts=%T&id=%I&smsc=%i&coding=%c&charset=%C&udh=%u"
"""


@dataclass(frozen=True)
class Kannel:
    """A running Kannel: where it sends from, and a network whose phones a test plays."""

    sendsms_url: str
    network_port: int
    folder: Path

    @contextmanager
    def phone_sends(self, message: str) -> Iterator[Path]:
        """A phone sends one message, `from to text|ucs2 words`; what phones receive is written to the file."""
        heard = self.folder / "network.log"
        network = ["-H", "127.0.0.1", "-r", str(self.network_port), "-i", "0.1", "-m", "1", message]
        with _running([FAKE_NETWORK, *network], heard):
            yield heard


@contextmanager
def running_kannel(folder: Path, sendsms_port: int, mo: str, *, recode: bool = True) -> Iterator[Kannel]:
    """Kannel, which hands messages over at the URL `mo`, for as long as the block lasts."""
    if not (shutil.which("bearerbox", path="/usr/sbin") and Path(FAKE_NETWORK).exists()):
        raise ServerNotStarted("kannel or kannel-extras is not installed: run `make setup`")
    admin, boxes, network = (free_port() for _ in range(3))
    configuration = folder / "kannel.conf"
    configuration.write_text(
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
        )
    )
    with ExitStack() as running:
        for program, port in (("bearerbox", boxes), ("smsbox", sendsms_port)):
            command = [f"/usr/sbin/{program}", "-v", "4", str(configuration)]
            running.enter_context(_running(command, folder / f"{program}.log"))
            eventually(partial(_listens, port))
        yield Kannel(f"http://127.0.0.1:{sendsms_port}", network, folder)


@contextmanager
def _running(command: list[str], log: Path) -> Iterator[None]:
    with log.open("ab") as file:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
    try:
        yield
    finally:
        process.kill()  # Kannel takes seconds to end well, and there is nothing of its to keep
        process.wait(30)


def _listens(port: int) -> bool:
    with suppress(OSError), create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False
