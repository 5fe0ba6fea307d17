"""Whether a row says something new, and from when that counts.

What a row says now is what the department holds true now, even where it was backdated or changed without touching its
time: changed content counts from just after what was told before, at the earliest, so that it stands. A time that alone
was corrected goes into the timeline where it says.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lookup_api.domain.update import StatusUpdate
from sync_ingest.agent.reading.mapping import MappedRow, identified
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.state.seen import Seen
from sync_ingest.envelope import Delivery

CLOCKS_MAY_DIFFER = timedelta(minutes=2)
JUST_AFTER = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Look:
    """How a row looks now, and what of it is to be delivered: None when it is as it was."""

    seen: Seen
    news: Delivery | None


def look_at(row: MappedRow, before: Seen | None, seal: Seal, now: datetime) -> Look:
    """Compare `row` with how it looked `before`; None when it was never seen."""
    row_at, fingerprint = row.delivery.update.occurred_at, seal.fingerprint(row.said)
    is_same = before is not None and seal.matches(before.fingerprint, row.said)
    if before and is_same and row_at == before.row_at:
        return Look(replace(before, fingerprint=fingerprint), None)  # another one after the key was changed
    told = _told(row.delivery.update, None if is_same else before, now)
    told_at = max(told.occurred_at, before.told_at) if before else told.occurred_at
    return Look(Seen(fingerprint, row_at, told_at), replace(row.delivery, update=told))


def is_believable(at: datetime, now: datetime) -> bool:
    """Whether a department's time may be so: clocks differ a little, but nothing was changed in the future."""
    return at <= now + CLOCKS_MAY_DIFFER


def _told(update: StatusUpdate, outdated: Seen | None, now: datetime) -> StatusUpdate:
    """`update` as it is told; `outdated` is what it replaces. A department's own numbers need no help with order,
    unless it changed a row and touched neither time nor number.
    """
    counts_from = update.occurred_at if is_believable(update.occurred_at, now) else now
    if outdated and (update.sequence is None or update.occurred_at == outdated.row_at):
        counts_from = max(counts_from, outdated.told_at + JUST_AFTER)
    return identified(replace(update, occurred_at=counts_from))
