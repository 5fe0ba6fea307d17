"""Real gateways with their other side, the phones: each says what phones received, and sends what they write."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from time import time
from typing import Any, Protocol
from urllib.parse import quote

import httpx

from lookup_api.domain.phone import PhoneNumber
from sms_bridge.channels.gammu import GammuChannel
from sms_bridge.channels.kannel import KannelChannel
from sms_bridge.channels.long_messages import Place, read_header
from sms_bridge.channels.ports import Channel
from sms_bridge.channels.recording import RecordingChannel
from sms_bridge.channels.smpp import SmppChannel
from sms_bridge.errors import Refusal, SmsFailed
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import Delivery, DeliveryReport
from sms_bridge.tables import OutgoingRow
from tests.servers import free_port
from tests.sms_bridge.builders import PHONE, an_outgoing_sms
from tests.sms_bridge.gammu import Modem, a_gammu_channel, running_modem, sections_of
from tests.sms_bridge.ground import OUR_NUMBER, Ground
from tests.sms_bridge.intake_server import serving_intake
from tests.sms_bridge.kannel import Heard, Kannel, running_kannel
from tests.sms_bridge.smpp import UCS_2, WITH_HEADER, Smsc, a_smpp_channel, running_smsc
from tests.sms_bridge.smsbox import PASSWORD, USERNAME
from tests.waiting import eventually

DENIED = "+84999000001"
NUMBER_DENIED, SYSTEM_ERROR = 0x0B, 0x08
STATES = {Delivery.ACCEPTED: "ACCEPTD", Delivery.BUFFERED: "ENROUTE", Delivery.DELIVERED: "DELIVRD"}
STATUSES = {Delivery.ACCEPTED: "8", Delivery.BUFFERED: "4", Delivery.DELIVERED: "1"}


class Gateway(Protocol):
    """A channel at work on its ground, and its other side."""

    name: str
    ground: Ground
    channel: Channel

    def arrived(self, phone: str) -> list[str]:
        """What this phone has received, whole."""

    def phone_sends(self, sender: str, text: str) -> None:
        """A phone writes to us."""

    def phone_sends_part(self, sender: str, place: Place, text: str) -> None:
        """A part of what a phone writes to us (letters and spaces only) arrives at the gateway."""

    def turn(self) -> None:
        """Let the bridge look, where it looks by itself only now and then."""

    def tells(self, sent: OutgoingRow, delivery: Delivery) -> None:
        """The network reports this of a message; returns once the bridge has it."""

    def kill(self) -> None:
        """The gateway dies."""

    def start(self) -> None:
        """And lives again."""


def refusal(channel: Channel, **stated: Any) -> Refusal:
    """What is said to a message that is not taken."""
    try:
        channel.send(an_outgoing_sms(**{"our_number": OUR_NUMBER, **stated}))
    except SmsFailed as failed:
        return failed.refusal
    raise AssertionError("it was taken")


@dataclass
class RecordingGateway:
    """Phones and bridge in one process."""

    ground: Ground
    name: str = "recording"

    @cached_property
    def channel(self) -> RecordingChannel:
        return RecordingChannel(receiver=self.ground.intake)

    def arrived(self, phone: str) -> list[str]:
        return [sms.text for sms in self.channel.sent if sms.to.e164 == phone]

    def phone_sends(self, sender: str, text: str) -> None:
        self.channel.hand_over(IncomingSms(self.name, f"{sender}{text}", sender, OUR_NUMBER, "", text))

    def phone_sends_part(self, sender: str, place: Place, text: str) -> None:
        where = (place.reference, place.total, place.number)
        self.channel.hand_over(IncomingPart(self.name, sender, OUR_NUMBER, *where, "utf-8", text.encode()))

    def turn(self) -> None:
        """It is told at once."""

    def tells(self, sent: OutgoingRow, delivery: Delivery) -> None:
        self.channel.hand_over(DeliveryReport(self.name, delivery, None, sent.provider_id or "", PHONE))

    def kill(self) -> None:
        self.channel.refusals = [Refusal("unreachable", retryable=True)]

    def start(self) -> None:
        self.channel.refusals.clear()

    def refused(self, *, for_good: bool) -> Refusal:
        """The refusal that it is told to give."""
        self.channel.refusals.append(Refusal("told", retryable=not for_good))
        return refusal(self.channel)


@dataclass
class KannelGateway:
    """Bearerbox, smsbox, and a fake network whose last phone goes on listening."""

    ground: Ground
    kannel: Kannel
    url: str
    name: str = "kannel"
    phone: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def channel(self) -> KannelChannel:
        return self._channel(PASSWORD)

    def arrived(self, phone: str) -> list[str]:
        heard = [one for one in self.kannel.heard if one.to == phone]
        single = [_text([one]) for one in heard if not one.header]
        return single + [_text(parts) for parts in _long(heard)]

    def phone_sends(self, sender: str, text: str) -> None:
        self.network(f"{sender.lstrip('+')} {OUR_NUMBER} ucs2 {quote(text.encode('utf-16-be'))}")

    def phone_sends_part(self, sender: str, place: Place, text: str) -> None:
        self.network(f"{sender.lstrip('+')} {OUR_NUMBER} udh-text {quote(place.header(), safe='')} {text}")

    def network(self, message: str) -> None:
        """Another phone comes, and sends; returns once Kannel has it."""
        self.phone.close()
        log = self.kannel.folder / "network.log"
        before = log.read_text().count("sent message") if log.exists() else 0
        self.phone.enter_context(self.kannel.phone_sends(message))
        eventually(lambda: log.read_text().count("sent message") > before)

    def turn(self) -> None:
        """It is told at once."""

    def tells(self, sent: OutgoingRow, delivery: Delivery) -> None:
        asked = httpx.get(f"{self.url}/dlr?sms={sent.id}&status={STATUSES[delivery]}")
        asked.raise_for_status()

    def kill(self) -> None:
        self.kannel.kill("smsbox")

    def start(self) -> None:
        self.kannel.start("smsbox", int(self.kannel.sendsms_url.rpartition(":")[2]))

    def refused(self, *, for_good: bool) -> Refusal:
        """A number on the black list, or a wrong password."""
        if for_good:
            return refusal(self.channel, to=PhoneNumber(DENIED))
        return refusal(self._channel("wrong"))

    def _channel(self, password: str) -> KannelChannel:
        http = httpx.Client(base_url=self.kannel.sendsms_url, trust_env=False, timeout=5)
        return KannelChannel(http, USERNAME, password, f"{self.url}/dlr")


@dataclass
class SmppGateway:
    """An SMSC from npm, and our link to it."""

    ground: Ground
    channel: SmppChannel
    smsc: Smsc
    life: ExitStack
    name: str = "smpp"

    def arrived(self, phone: str) -> list[str]:
        taken = [told for told in self.smsc.all("submitted", status=0) if f"+{told['to']}" == phone]
        messages: dict[int, list[dict[str, Any]]] = {}
        for told in taken:
            reference, _, number = told["place"]
            messages.setdefault(reference or told["id"] * 1_000 + number, []).append(told)
        whole = [parts for parts in messages.values() if len(parts) == parts[0]["place"][1]]
        return ["".join(part["text"] for part in parts) for parts in whole]

    def phone_sends(self, sender: str, text: str) -> None:
        self.smsc.deliver(sender.lstrip("+"), OUR_NUMBER, text.encode("utf-16-be"))

    def phone_sends_part(self, sender: str, place: Place, text: str) -> None:
        body = place.header() + text.encode("utf-16-be")
        self.smsc.deliver(sender.lstrip("+"), OUR_NUMBER, body, UCS_2, WITH_HEADER)

    def turn(self) -> None:
        """It is told at once."""

    def tells(self, sent: OutgoingRow, delivery: Delivery) -> None:
        order = self.smsc.report(sent.provider_id or "", STATES[delivery], PHONE.lstrip("+"), OUR_NUMBER)
        assert self.smsc.status_of(order) == 0

    def kill(self) -> None:
        self.life.close()

    def start(self) -> None:
        self.smsc = self.life.enter_context(running_smsc(self.smsc.port))
        eventually(lambda: self.smsc.all("bound"))

    def refused(self, *, for_good: bool) -> Refusal:
        """What the SMSC is told to say."""
        self.smsc.order("say", statuses=[NUMBER_DENIED if for_good else SYSTEM_ERROR])
        return refusal(self.channel)


@dataclass
class GammuGateway:
    """The SMS daemon of Gammu, with a dummy phone."""

    ground: Ground
    modem: Modem
    name: str = "gammu"

    @cached_property
    def channel(self) -> GammuChannel:
        return a_gammu_channel(self.modem.folder, self.ground.intake)

    def arrived(self, phone: str) -> list[str]:
        files = [file for file in sorted(self.modem.folders.sent.glob("OUT*")) if f"_{phone}_" in file.name]
        return ["".join(_words(section) for section in sections_of(file)) for file in files]

    def phone_sends(self, sender: str, text: str) -> None:
        self.modem.hears(sender, text)

    def phone_sends_part(self, sender: str, place: Place, text: str) -> None:
        self.modem.hears(sender, text, place.header())

    def turn(self) -> None:
        self.channel.look()

    def tells(self, sent: OutgoingRow, delivery: Delivery) -> None:
        raise AssertionError("its folders tell")

    def kill(self) -> None:
        """And a message lies in its outbox for an hour."""
        self.modem.kill()
        self.channel.send(an_outgoing_sms("waits"))
        self.channel.clock = lambda: time() + 3_600

    def start(self) -> None:
        self.channel.clock = time
        self.modem.start()


@contextmanager
def recording(ground: Ground, _: Path) -> Iterator[RecordingGateway]:
    """No gateway at all."""
    yield RecordingGateway(ground)


@contextmanager
def kannel(ground: Ground, folder: Path) -> Iterator[KannelGateway]:
    """Kannel, which leaves parts of long messages to us."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (
        serving_intake(ground.intake, port),
        running_kannel(folder, free_port(), f"{url}/mo", combine=False) as kannel,
    ):
        gateway = KannelGateway(ground, kannel, url)
        with gateway.phone:
            gateway.network("84900000001 8099 text hello")
            yield gateway


@contextmanager
def smpp(ground: Ground, _: Path) -> Iterator[SmppGateway]:
    """An SMSC with our link to it."""
    with ExitStack() as life:
        smsc = life.enter_context(running_smsc())
        channel = a_smpp_channel(smsc, ground.intake)
        with channel.running():
            eventually(lambda: smsc.all("bound"))
            yield SmppGateway(ground, channel, smsc, life)


@contextmanager
def gammu(ground: Ground, folder: Path) -> Iterator[GammuGateway]:
    """A modem."""
    with running_modem(folder) as modem:
        yield GammuGateway(ground, modem)


GATEWAYS: dict[str, Callable[[Ground, Path], Any]] = {
    "recording": recording,
    "kannel": kannel,
    "smpp": smpp,
    "gammu": gammu,
}


def _long(heard: list[Heard]) -> Iterator[list[Heard]]:
    """The parts of each long message that is whole, in order."""
    messages: dict[int, dict[int, Heard]] = {}
    for one in heard:
        place = read_header(one.header)
        if place:
            parts = messages.setdefault(place.reference, {})
            assert place.number not in parts, "a part came twice"
            parts[place.number] = one
            if len(parts) == place.total:
                yield [parts[number] for number in sorted(parts)]


def _text(parts: list[Heard]) -> str:
    content = b"".join(part.content for part in parts)
    is_unicode = parts[0].is_unicode or (parts[0].header and not re.fullmatch(rb"[\n -~]+", content))
    return content.decode("utf-16-be" if is_unicode else "utf-8")


def _words(section: dict[str, str]) -> str:
    figures = "".join(section[name] for name in sorted(section) if re.fullmatch("Text[0-9]+", name))
    return bytes.fromhex(figures).decode("utf-16-be", errors="surrogatepass")


