"""Parts of messages in the database: kept before their gateway is told so, and one message once all are there."""

import json
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lookup_api.store.errors import SealBroken
from lookup_api.store.sealing import Sealer
from sms_bridge.messages import IncomingSms
from sms_bridge.parts import Body, IncomingPart, join
from sms_bridge.tables import PartsRow

LATE_BATCH = 20

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Again:
    """When a part that has no name from its gateway is the same one, handed over again: within `at_once` on the same
    connection, for the gateway missed our yes; within `after_a_break` on another one. Later somebody writes anew.
    """

    at_once: timedelta = timedelta(seconds=10)
    after_a_break: timedelta = timedelta(minutes=10)


AGAIN = Again()


@dataclass(slots=True, repr=False)
class Kept:
    """What `kept_sealed` holds: hashes of the parts by number, and what they say until the message is whole."""

    sender: str
    our_number: str
    sent_at: str
    total: int
    hashes: dict[int, str] = field(default_factory=dict)
    bodies: dict[int, Body] = field(default_factory=dict)

    @classmethod
    def open(cls, sealed: bytes, sealer: Sealer) -> "Kept | None":
        """From the database; None when no data key opens it any more."""
        try:
            kept = json.loads(sealer.open(sealed))
        except SealBroken:
            log.error("parts of a message open with none of the data keys")
            return None
        bodies = [Body(number, charset, bytes.fromhex(content)) for number, charset, content in kept["bodies"]]
        hashes = {int(number): found for number, found in kept["hashes"].items()}
        who = (kept["sender"], kept["our_number"], kept["sent_at"], kept["total"])
        return cls(*who, hashes, {body.number: body for body in bodies})

    def sealed(self, sealer: Sealer) -> bytes:
        """For the database."""
        bodies = [(body.number, body.charset, body.content.hex()) for body in self.bodies.values()]
        facts: dict[str, Any] = {name: getattr(self, name) for name in ("sender", "our_number", "sent_at", "total")}
        return sealer.seal(json.dumps({**facts, "hashes": self.hashes, "bodies": bodies}))


def keep_part(session: Session, part: IncomingPart, sealer: Sealer, now: datetime) -> IncomingSms | None:
    """Keep the part; the message when it was the last one missing. A part that was there already changes nothing."""
    mark = _mark(part, sealer)
    is_new = _insert_row(session, part, mark, now)
    if part.total == 1:
        is_wanted = is_new or _is_wanted_again(_locked(session, part, mark), part, now)
        return _short(part, sealer, now) if is_wanted else None
    row = _locked(session, part, mark)
    kept = _begun(part) if is_new else Kept.open(row.kept_sealed, sealer) or _begin_anew(row, part, now)
    found = _hash(part, sealer)
    if part.number in kept.hashes:
        if kept.hashes[part.number] == found and (not row.whole or _is_again(row, part, now)):
            row.session, row.heard_at = part.session, now
            return None
        kept = _begin_anew(row, part, now)  # the phone has used its reference for another message
    elif row.whole:
        kept = _begin_anew(row, part, now)
    kept.hashes[part.number] = found
    kept.bodies[part.number] = Body(part.number, part.charset, part.body)
    row.session, row.heard_at = part.session, now
    whole = _joined(row, kept, sealer) if len(kept.bodies) == kept.total else None
    row.kept_sealed = kept.sealed(sealer)
    return whole


def take_late(session: Session, before: datetime, sealer: Sealer) -> list[IncomingSms]:
    """Messages that began before this moment and lack parts still, as far as they are there."""
    late = select(PartsRow).where(PartsRow.whole.is_(False), PartsRow.began_at < before)
    rows = session.scalars(late.limit(LATE_BATCH).with_for_update(skip_locked=True)).all()
    messages = []
    for row in rows:
        kept = Kept.open(row.kept_sealed, sealer)
        if kept is None:
            session.delete(row)
            continue
        messages.append(_joined(row, kept, sealer))
        row.kept_sealed = kept.sealed(sealer)
    return messages


def has_late(session: Session, before: datetime) -> bool:
    """Whether there are any such messages."""
    late = select(PartsRow.mark).where(PartsRow.whole.is_(False), PartsRow.began_at < before)
    return session.scalar(late.limit(1)) is not None


def forget_parts(session: Session, before: datetime) -> None:
    """Forget whole messages that were heard before this moment; from then on a repetition counts as new."""
    session.execute(delete(PartsRow).where(PartsRow.whole.is_(True), PartsRow.heard_at < before))


def _insert_row(session: Session, part: IncomingPart, mark: str, now: datetime) -> bool:
    """Make the part's row, empty; False when it is there. Of two parts at once the second waits here for the first."""
    row = {
        "channel": part.channel,
        "mark": mark,
        "session": part.session,
        "began_at": now,
        "heard_at": now,
        "whole": part.total == 1,
        "kept_sealed": b"",
    }
    try:
        with session.begin_nested():
            session.execute(insert(PartsRow), [row])
    except IntegrityError:
        return False
    return True


def _locked(session: Session, part: IncomingPart, mark: str) -> PartsRow:
    return session.get_one(PartsRow, (part.channel, mark), with_for_update=True)


def _mark(part: IncomingPart, sealer: Sealer) -> str:
    words = [part.channel, part.sender, part.our_number, str(part.reference), str(part.total)]
    if part.total == 1:  # a message by itself is told from others by what it says
        words += [part.gateway_id, part.charset, part.body.hex()]
    return sealer.fingerprint("sms parts", *words)


def _hash(part: IncomingPart, sealer: Sealer) -> str:
    return sealer.fingerprint("sms part", part.gateway_id, part.charset, part.body.hex())


def _is_again(row: PartsRow, part: IncomingPart, now: datetime) -> bool:
    if part.gateway_id:
        return True
    window = AGAIN.at_once if part.session == row.session else AGAIN.after_a_break
    return now - row.heard_at < window


def _is_wanted_again(row: PartsRow, part: IncomingPart, now: datetime) -> bool:
    """Whether somebody writes the same short message anew. Its words are its mark: nothing of it is kept."""
    is_again = _is_again(row, part, now)
    row.session, row.heard_at = part.session, now
    return not is_again


def _short(part: IncomingPart, sealer: Sealer, now: datetime) -> IncomingSms:
    name = sealer.fingerprint("sms joined", _mark(part, sealer), now.isoformat())
    text = join([Body(1, part.charset, part.body)], 1)
    return IncomingSms(part.channel, name, part.sender, part.our_number, part.sent_at, text)


def _begun(part: IncomingPart) -> Kept:
    return Kept(part.sender, part.our_number, part.sent_at, part.total)


def _begin_anew(row: PartsRow, part: IncomingPart, now: datetime) -> Kept:
    row.whole, row.began_at = False, now
    return _begun(part)


def _joined(row: PartsRow, kept: Kept, sealer: Sealer) -> IncomingSms:
    """The message, which is no longer needed here. Its name is of these parts at this time, and of no others."""
    hashes = [kept.hashes[number] for number in sorted(kept.hashes)]
    name = sealer.fingerprint("sms joined", row.mark, row.began_at.isoformat(), *hashes)
    text = join(kept.bodies.values(), kept.total)
    sms = IncomingSms(row.channel, name, kept.sender, kept.our_number, kept.sent_at, text)
    row.whole = True
    kept.sender = kept.our_number = kept.sent_at = ""
    kept.bodies.clear()
    return sms
