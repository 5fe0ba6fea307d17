"""A modem with a SIM card, by Gammu's SMS daemon and its folders (`service = files`, both formats `detail`)."""

import logging
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sms_bridge.channels.gammu_backup import Where, read_backup, write_backup
from sms_bridge.channels.long_messages import cut
from sms_bridge.channels.ports import Accepted, Receiver
from sms_bridge.errors import MessageNotReadable, Refusal, SmsFailed
from sms_bridge.messages import IncomingSms, OutgoingSms
from sms_bridge.reports import Delivery, DeliveryReport
from sms_bridge.workers import Worker

UNREACHABLE = Refusal("unreachable", retryable=True)
STALLED = Refusal("stalled", retryable=True)
FULL = Refusal("throttled", retryable=True)
OURS = re.compile(r"OUTC([0-9]{12})_.*_motcua\.smsbackup")
OUTGOING, INCOMING, UNREADABLE = "OUT*", "IN*", ".unreadable"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Folders:
    """The daemon's folders, as its configuration names them."""

    inbox: Path
    outbox: Path
    sent: Path
    error: Path

    @classmethod
    def within(cls, folder: Path) -> "Folders":
        """With their usual names."""
        return cls(*(folder / name for name in ("inbox", "outbox", "sent", "error")))


@dataclass(frozen=True, slots=True)
class ModemPace:
    """How often the folders are looked into. The daemon is taken for dead when the oldest message of its outbox waits
    longer than `stalled_after` seconds; more than `queue` messages are not laid before it. A file that is not readable
    is put aside after `unreadable_after`: until then it may still be written.
    """

    poll: float = 0.5
    stalled_after: float = 120.0
    queue: int = 50
    unreadable_after: float = 60.0


@dataclass
class GammuChannel:
    """Sends and receives while it is `running`. The daemon takes a message from its outbox, and moves it to its sent
    messages or to its failures: that is the report. `where` says under which name what comes in is kept.
    """

    where: Where
    folders: Folders
    receiver: Receiver
    pace: ModemPace = field(default_factory=ModemPace)
    clock: Callable[[], float] = time.time

    @contextmanager
    def running(self) -> Iterator[None]:
        """Look into the folders for as long as the block lasts."""
        with Worker(f"{self.where.channel} folders", self.look, self.pace.poll).running():
            yield

    def send(self, sms: OutgoingSms) -> Accepted:
        """Lay the message into the outbox, on disk, where the daemon finds it; SmsFailed while the daemon does not take
        what lies there. The same message is laid there once, however often it is sent.
        """
        name = f"OUTC{sms.id:012d}_0_00_{sms.to.e164}_motcua.smsbackup"
        try:
            if not any((folder / name).exists() for folder in (self.folders.outbox, self.folders.sent)):
                self._check_outbox()
                _write(self.folders.outbox / name, write_backup(sms.to.e164, cut(sms.text, sms.id)))
        except OSError as error:
            raise SmsFailed(UNREACHABLE) from error
        return Accepted("")

    def look(self) -> bool:
        """Take what has come in and what has been sent; whether there was anything."""
        try:
            return self._look()
        except OSError as error:  # its own text would name a file, and so a number
            log.error("Gammu's folders cannot be used: %s", error.strerror)
            return False

    def _look(self) -> bool:
        taken = [self._take(file) for file in sorted(self.folders.inbox.glob(INCOMING)) if file.suffix != UNREADABLE]
        for folder, delivery in ((self.folders.sent, Delivery.ACCEPTED), (self.folders.error, Delivery.FAILED)):
            for file in sorted(folder.glob(OUTGOING)):
                taken.append(self._report(file, delivery))
        return any(taken)

    def _check_outbox(self) -> None:
        waiting = list(self.folders.outbox.glob(OUTGOING))
        ages = [self.clock() - modified for file in waiting if (modified := _modified(file))]
        if max(ages, default=0) > self.pace.stalled_after:
            raise SmsFailed(STALLED)
        if len(waiting) >= self.pace.queue:
            raise SmsFailed(FULL)

    def _take(self, file: Path) -> bool:
        """Keep what is in the file, and only then delete it."""
        try:
            messages = read_backup(file.read_text(encoding="utf-8", errors="replace"), self.where)
        except MessageNotReadable:
            return self._put_aside(file)
        for message in messages:
            if isinstance(message, IncomingSms):
                self.receiver.accept(message)
            else:
                self.receiver.accept_part(message)
        file.unlink()
        return True

    def _put_aside(self, file: Path) -> bool:
        if self.clock() - _modified(file) > self.pace.unreadable_after:
            log.warning("a file in Gammu's inbox is no message, and was put aside")
            file.rename(file.with_name(file.name + UNREADABLE))
        return False

    def _report(self, file: Path, delivery: Delivery) -> bool:
        """Numbers stand in its name and in it: it does not stay."""
        ours = OURS.fullmatch(file.name)
        if ours is None:
            return False
        self.receiver.accept_report(DeliveryReport(self.where.channel, delivery, sms_id=int(ours[1])))
        file.unlink()
        return True


def _write(file: Path, text: str) -> None:
    """Whole or not at all, and on disk."""
    unfinished = file.with_name(f"unfinished-{file.name}")
    with unfinished.open("w", encoding="ascii") as writing:
        writing.write(text)
        writing.flush()
        os.fsync(writing.fileno())
    unfinished.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _modified(file: Path) -> float:
    """When it was written; now, as it were, when the daemon has just taken it."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
