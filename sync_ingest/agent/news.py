"""Whether a row says something new, and from when that counts.

What a row says now is what the department holds true now, even where it was backdated or changed without touching its
time: changed content counts from just after what was told before, at the earliest, so that it stands. A time that alone
was corrected goes into the timeline where it says. A row that is gone counts from when that was found.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind, StatusUpdate
from sync_ingest.agent.reading.mapping import NO_ID, MappedRow, identified
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.state.seen import NOTHING, Seen
from sync_ingest.envelope import Delivery

CLOCKS_MAY_DIFFER = timedelta(minutes=2)
JUST_AFTER = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Look:
    """How a row looks now, and what of it is to be delivered: None when it is as it was."""

    seen: Seen
    news: Delivery | None


def look_at(row: MappedRow, before: Seen | None, seal: Seal, now: datetime) -> Look:
    """Compare `row` with how it looked `before`; None when it was never seen. Of a dossier that was told of as deleted,
    `before` is that deletion: the row counts from after it.
    """
    update, fingerprint = row.delivery.update, seal.fingerprint(row.said)
    is_same = before is not None and seal.matches(before.fingerprint, row.said)
    if before and is_same and (update.occurred_at == before.row_at or not row.is_dated):
        return Look(replace(before, fingerprint=fingerprint), None)  # another one after the key was changed
    told = _told(update, None if is_same else before, now)
    return Look(_seen(told, before, fingerprint, update.occurred_at), replace(row.delivery, update=told))


def deletion_of(before: Seen, sender: AgencyCode, now: datetime) -> Look:
    """What is told of a dossier whose row is gone."""
    told = StatusUpdate(
        id=NO_ID,
        kind=Kind.DELETION,
        code=parse_code(before.code),
        owner=AgencyCode.parse(before.owner),
        sender=sender,
        occurred_at=max(now, before.told_at + JUST_AFTER),
        status=Status.STOPPED,
    )
    return Look(_seen(told, before, NOTHING, before.row_at), Delivery(identified(told)))


def is_believable(at: datetime, now: datetime) -> bool:
    """Whether a department's time may be so: clocks differ a little, but nothing was changed in the future."""
    return at <= now + CLOCKS_MAY_DIFFER


def _told(update: StatusUpdate, outdated: Seen | None, now: datetime) -> StatusUpdate:
    """`update` as it is told; `outdated` is what it replaces. A department's own numbers need no help with order, as
    long as they grow: a number that does not is left out, and the time alone counts.
    """
    counts_from = _believable(update.occurred_at, now)
    if outdated is None:
        return identified(replace(update, occurred_at=counts_from))
    grows = update.sequence is not None and (outdated.sequence is None or update.sequence > outdated.sequence)
    floor = outdated.unnumbered_at if grows else outdated.told_at
    after = max(counts_from, floor + JUST_AFTER) if floor else counts_from
    return identified(replace(update, occurred_at=after, sequence=update.sequence if grows else None))


def _seen(told: StatusUpdate, before: Seen | None, fingerprint: str, row_at: datetime) -> Seen:
    told_before, number_before, unnumbered = (
        (before.told_at, before.sequence, before.unnumbered_at) if before else (told.occurred_at, None, None)
    )
    return Seen(
        fingerprint=fingerprint,
        row_at=row_at,
        told_at=max(told.occurred_at, told_before),
        unnumbered_at=_unnumbered_at(told, unnumbered),
        sequence=max((number for number in (told.sequence, number_before) if number is not None), default=None),
        code=told.code.printed,
        owner=told.owner.value,
        kind=told.kind,
    )


def _unnumbered_at(told: StatusUpdate, before: datetime | None) -> datetime | None:
    """None once a number counts as later: those that follow it do so by themselves."""
    if told.sequence is None:
        return max(told.occurred_at, before) if before else told.occurred_at
    return before if before and told.occurred_at <= before else None


def _believable(at: datetime, now: datetime) -> datetime:
    return at if is_believable(at, now) else now
