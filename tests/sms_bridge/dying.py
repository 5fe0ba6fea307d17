"""A bridge that dies between keeping what came in and telling its gateway so.

`python -m tests.sms_bridge.dying KIND WHERE DATABASE KEY`; WHERE is a port or a folder.
"""

import os
import signal
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from sms_bridge.channels.ports import Receiver
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import DeliveryReport
from tests.sms_bridge.ground import Ground


@dataclass
class Dying:
    """Keeps the first thing that comes in, and is gone."""

    receiver: Receiver

    def accept(self, sms: IncomingSms) -> None:
        self.receiver.accept(sms)
        os.kill(os.getpid(), signal.SIGKILL)

    def accept_part(self, part: IncomingPart) -> None:
        self.receiver.accept_part(part)
        os.kill(os.getpid(), signal.SIGKILL)

    def accept_report(self, report: DeliveryReport) -> None:
        self.receiver.accept_report(report)
        os.kill(os.getpid(), signal.SIGKILL)


def main(kind: str, where: str, url: str, key: str) -> None:
    """Live until something comes in. Each kind needs little of what the others need, and is quicker there without."""
    with BRIDGES[kind](where, Dying(Ground.at(url, key).intake)):
        Event().wait()


def kannel(port: str, receiver: Receiver) -> AbstractContextManager[None]:
    """The bridge's own address."""
    from tests.sms_bridge.intake_server import serving_intake

    return serving_intake(receiver, int(port))


def smpp(port: str, receiver: Receiver) -> AbstractContextManager[None]:
    """A link to the SMSC at this port."""
    from sms_bridge.channels.smpp import SmppChannel
    from sms_bridge.channels.smpp_session import Address
    from tests.sms_bridge.smpp import PASSWORD, SYSTEM_ID

    return SmppChannel("smpp", Address("127.0.0.1", int(port), SYSTEM_ID, PASSWORD), receiver).running()


def gammu(folder: str, receiver: Receiver) -> AbstractContextManager[None]:
    """The modem in this folder."""
    from tests.sms_bridge.gammu import a_gammu_channel

    return a_gammu_channel(Path(folder), receiver).running()


BRIDGES = {"kannel": kannel, "smpp": smpp, "gammu": gammu}

if __name__ == "__main__":
    main(*sys.argv[1:])
