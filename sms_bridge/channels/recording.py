"""A gateway that sends nothing: it keeps what it was given, for tests and for the demo."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from sms_bridge.channels.ports import Accepted
from sms_bridge.errors import Refusal, SmsFailed
from sms_bridge.messages import OutgoingSms


@dataclass
class RecordingChannel:
    """Keeps messages in `sent`, and writes them to `file` as JSON lines when there is one. `refusals` are given out
    first, one a message.
    """

    file: Path | None = None
    sent: list[OutgoingSms] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def send(self, sms: OutgoingSms) -> Accepted:
        """Keep the message; SmsFailed while a refusal is left."""
        with self._lock:
            if self.refusals:
                raise SmsFailed(self.refusals.pop(0))
            self.sent.append(sms)
            self._write(sms)
        return Accepted(provider_id=f"recorded-{sms.id}")

    def _write(self, sms: OutgoingSms) -> None:
        if self.file is None:
            return
        line = {"id": sms.id, "from": sms.our_number, "to": sms.to.e164, "text": sms.text}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
