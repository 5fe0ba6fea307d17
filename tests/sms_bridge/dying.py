"""A bridge that dies between keeping what came in and telling the gateway: `python -m tests.sms_bridge.dying KIND …`."""

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from sms_bridge.channels.ports import Receiver
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import DeliveryReport
from tests.sms_bridge.gateways import QUICK, a_gammu_channel, serving_intake
from tests.sms_bridge.ground import Ground
from tests.sms_bridge.smpp import PASSWORD, SYSTEM_ID


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
    """Live until something comes in; `where` is a port or a folder."""
    receiver = Dying(Ground.at(url, key).intake)
    if kind == "kannel":
        with serving_intake(receiver, int(where)):
            Event().wait()
    if kind == "smpp":
        from sms_bridge.channels.smpp import SmppChannel
        from sms_bridge.channels.smpp_session import Address

        with SmppChannel("smpp", Address("127.0.0.1", int(where), SYSTEM_ID, PASSWORD), receiver, QUICK).running():
            Event().wait()
    with a_gammu_channel(Path(where), receiver).running():
        Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
