"""A gateway that sends nothing: it keeps what it was given, and hands over what it is told; for tests and the demo."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from sms_bridge.channels.ports import Accepted, Receiver
from sms_bridge.errors import Refusal, SmsFailed
from sms_bridge.messages import IncomingSms, OutgoingSms
from sms_bridge.parts import IncomingPart
from sms_bridge.reports import DeliveryReport


@dataclass
class RecordingChannel:
    """Keeps messages in `sent`, and writes them to `file` as JSON lines when there is one. `refusals` are given out
    first, one a message. What phones and the network are to say goes to `receiver`.
    """

    file: Path | None = None
    sent: list[OutgoingSms] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    receiver: Receiver | None = None
    _lock: Lock = field(default_factory=Lock, repr=False)

    def send(self, sms: OutgoingSms) -> Accepted:
        """Keep the message; SmsFailed while a refusal is left."""
        with self._lock:
            if self.refusals:
                raise SmsFailed(self.refusals.pop(0))
            self.sent.append(sms)
            self._write(sms)
        return Accepted(provider_id=f"recorded-{sms.id}")

    def hand_over(self, heard: IncomingSms | IncomingPart | DeliveryReport) -> None:
        """A phone, or the network, says this."""
        if self.receiver is None:
            return
        match heard:
            case IncomingSms():
                self.receiver.accept(heard)
            case IncomingPart():
                self.receiver.accept_part(heard)
            case DeliveryReport():
                self.receiver.accept_report(heard)

    def _write(self, sms: OutgoingSms) -> None:
        if self.file is None:
            return
        line = {"id": sms.id, "from": sms.our_number, "to": sms.to.e164, "text": sms.text}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
