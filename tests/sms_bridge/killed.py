"""Gateways whose bridge dies between keeping a message and saying so, and another bridge afterwards."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from sms_bridge.channels.ports import Receiver
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import DeliveryReport
from tests.servers import free_port
from tests.sms_bridge.gammu import a_gammu_channel, running_modem
from tests.sms_bridge.ground import OUR_NUMBER, Ground
from tests.sms_bridge.intake_server import serving_intake
from tests.sms_bridge.kannel import running_kannel
from tests.sms_bridge.smpp import a_smpp_channel, running_smsc
from tests.waiting import eventually

Said = Callable[[str, str], None]


@dataclass
class Counting:
    """Counts what has been kept, and so will be acknowledged."""

    receiver: Receiver | None = None
    times: int = 0

    def accept(self, sms: IncomingSms) -> None:
        assert self.receiver
        self.receiver.accept(sms)
        self.times += 1

    def accept_part(self, part: IncomingPart) -> None:
        assert self.receiver
        self.receiver.accept_part(part)
        self.times += 1

    def accept_report(self, report: DeliveryReport) -> None:
        assert self.receiver
        self.receiver.accept_report(report)


@dataclass(frozen=True)
class Killed:
    """A gateway at `where` (a port or a folder), a phone that writes, and the network that hands it over once more."""

    where: str
    phone_sends: Said
    comes_again: Said
    bridge: Callable[[Receiver], AbstractContextManager[None]]


def by_itself(sender: str, text: str) -> None:
    """The gateway hands it over again without being told."""


@contextmanager
def kannel(folder: Path) -> Iterator[Killed]:
    """Smsbox asks again by itself."""
    port = free_port()
    with running_kannel(folder, free_port(), f"http://127.0.0.1:{port}/mo") as running, ExitStack() as phones:

        def phone_sends(sender: str, text: str) -> None:
            said = quote(text.encode("utf-16-be"))
            phones.enter_context(running.phone_sends(f"{sender.lstrip('+')} {OUR_NUMBER} ucs2 {said}"))

        yield Killed(str(port), phone_sends, by_itself, partial(serving_intake, port=port))


@contextmanager
def smpp(_: Path) -> Iterator[Killed]:
    """An SMSC delivers again what nobody has acknowledged, by the next connection."""
    with running_smsc() as smsc:

        def phone_sends(sender: str, text: str) -> None:
            gone = len(smsc.all("gone"))
            eventually(lambda: len(smsc.all("bound")) > gone)
            smsc.deliver(sender.lstrip("+"), OUR_NUMBER, text.encode("utf-16-be"))

        def comes_again(sender: str, text: str) -> None:
            assert not smsc.all("acknowledged")
            phone_sends(sender, text)

        yield Killed(str(smsc.port), phone_sends, comes_again, lambda to: a_smpp_channel(smsc, to).running())


@contextmanager
def gammu(folder: Path) -> Iterator[Killed]:
    """The daemon's file is there until it has been kept."""
    with running_modem(folder / "modem") as modem:
        bridge = partial(a_gammu_channel, modem.folder)
        yield Killed(str(modem.folder), modem.hears, by_itself, lambda to: bridge(to).running())


@contextmanager
def a_dying_bridge(kind: str, where: str, ground: Ground) -> Iterator[subprocess.Popen[bytes]]:
    """The process of tests/sms_bridge/dying.py."""
    command = [sys.executable, "-m", "tests.sms_bridge.dying", kind, where, ground.url, ground.key]
    process = subprocess.Popen(command)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


KILLED: dict[str, Callable[[Path], AbstractContextManager[Killed]]] = {"kannel": kannel, "smpp": smpp, "gammu": gammu}
