"""An SMSC for tests, made of the npm package `smpp` (tests/sms_bridge/smsc/), at a free port."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

from sms_bridge.channels.ports import Receiver
from sms_bridge.channels.smpp import SmppChannel
from sms_bridge.channels.smpp_link import LinkPace
from sms_bridge.channels.smpp_session import Address
from tests.servers import ServerNotStarted, free_port
from tests.waiting import PATIENCE_SECONDS, eventually

SERVER = Path(__file__).with_name("smsc") / "server.js"
SYSTEM_ID, PASSWORD = "motcua", "secret"
UCS_2, RECEIPT, WITH_HEADER = 8, 0x04, 0x40
TEMPORARY_REFUSAL = 0x64

QUICK = LinkPace(window=4, per_second=1_000, answer_seconds=3, connect_seconds=0.5, first_wait=0.05, longest_wait=0.2)

Told = dict[str, Any]


@dataclass
class Smsc:
    """A running SMSC: what it tells, and what it is ordered to do."""

    port: int
    process: subprocess.Popen[str]
    told: list[Told] = field(default_factory=list)
    _orders: Iterator[int] = field(default_factory=partial(count, 1))

    @property
    def address(self) -> Address:
        """Where it is, for who knows the password."""
        return Address("127.0.0.1", self.port, SYSTEM_ID, PASSWORD)

    def all(self, kind: str, **like: Any) -> list[Told]:
        """Everything of this kind that it has told."""
        return [told for told in list(self.told) if {"told": kind, **like}.items() <= told.items()]

    def order(self, what: str, **facts: Any) -> int:
        """Make it do this; gives the order's number."""
        number = next(self._orders)
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": what, "order": number, **facts}) + "\n")
        self.process.stdin.flush()
        return number

    def deliver(self, sender: str, to: str, body: bytes, coding: int = UCS_2, esm: int = 0) -> int:
        """Hand this over to the bridge; gives the order's number."""
        return self.order("deliver", **{"from": sender, "to": to, "esm": esm, "coding": coding, "body": body.hex()})

    def status_of(self, order: int) -> int:
        """What the bridge said to what was handed over; waits for it."""
        status: int = eventually(lambda: self.all("acknowledged", order=order))[0]["status"]
        return status

    def report(self, provider_id: str, state: str, phone: str, to: str) -> int:
        """Hand a receipt over."""
        said = f"id:{provider_id} sub:001 dlvrd:001 submit date:2611241200 done date:2611241201 stat:{state} err:000"
        return self.deliver(phone, to, f"{said} text:".encode(), coding=0, esm=RECEIPT)


@contextmanager
def running_smsc(port: int | None = None, password: str = PASSWORD) -> Iterator[Smsc]:
    """An SMSC for as long as the block lasts."""
    node = shutil.which("node")
    if node is None or not (SERVER.parent / "node_modules" / "smpp").exists():
        raise ServerNotStarted("node, or the npm package smpp, is not installed: run `make setup`")
    port = port or free_port()
    command = [node, str(SERVER), str(port), password]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    smsc = Smsc(port, process)
    reader = Thread(target=_read, args=(smsc,))
    reader.start()
    try:
        eventually(lambda: smsc.all("listening"))
        yield smsc
    finally:
        process.kill()
        process.wait(PATIENCE_SECONDS)
        reader.join()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()


def a_smpp_channel(smsc: Smsc, receiver: Receiver, pace: LinkPace = QUICK) -> SmppChannel:
    """The channel to this SMSC, as the SMSC knows it; not running yet."""
    return SmppChannel("smpp", smsc.address, receiver, pace)


def _read(smsc: Smsc) -> None:
    assert smsc.process.stdout is not None
    for line in smsc.process.stdout:
        smsc.told.append(json.loads(line))
