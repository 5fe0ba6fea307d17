"""Differences between channels: written down by the probe and by people, read and closed by who mends them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from lookup_api.domain.codes import Code
from lookup_api.domain.saying import TROUBLE, Sayings
from lookup_api.store.errors import DifferenceNotOpen
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import DifferenceRow

LONGEST_NOTE = 500
MOST_LISTED = 500


class Source(StrEnum):
    """Who says that channels differ."""

    PROBE = "probe"
    CITIZEN = "citizen"
    CLERK = "clerk"
    KIOSK = "kiosk"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. Times are aware UTC; `note` is what a person wrote, which may hold personal data; `remedy` is
    what was done about it, "" while it is open.
    """

    id: int
    code: str
    source: Source
    sayings: Sayings
    found_at: datetime
    last_seen_at: datetime
    times: int
    closed_by: str | None
    closed_at: datetime | None
    remedy: str
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """What a person tells: of which dossier, who they are to us, and in what words."""

    code: Code
    source: Source
    note: str = field(repr=False)
    sayings: Sayings = field(default_factory=dict)


def record_difference(session: Session, code: Code, sayings: Sayings, now: datetime) -> int:
    """Write down what the probe found, and give its number; one that is open already was only seen again. A channel in
    trouble is one difference, whichever dossier was asked for.
    """
    known = _find_open(session, code, sayings)
    if known is None:
        return _add(session, Report(code, Source.PROBE, "", sayings), None, now)
    known.last_seen_at, known.times = now, known.times + 1
    session.flush()
    return known.id


def report_difference(session: Session, report: Report, sealer: Sealer, now: datetime) -> int:
    """Write down what a person reports, and give its number. The note is cut at LONGEST_NOTE characters."""
    note = report.note.strip()[:LONGEST_NOTE]
    return _add(session, report, sealer.seal(note) if note else None, now)


def list_differences(session: Session, sealer: Sealer, *, closed_too: bool = False) -> list[Difference]:
    """The differences, newest first; those that are open, unless the closed ones are asked for too."""
    query = select(DifferenceRow).order_by(DifferenceRow.id.desc()).limit(MOST_LISTED)
    if not closed_too:
        query = query.where(DifferenceRow.closed_at.is_(None))
    return [_to_domain(row, sealer) for row in session.scalars(query)]


def close_difference(session: Session, number: int, remedy: str, trace: tuple[str, datetime]) -> None:
    """Close an open difference: `remedy` is what was done, `trace` who did it, and when. DifferenceNotOpen."""
    query = select(DifferenceRow).where(DifferenceRow.id == number, DifferenceRow.closed_at.is_(None))
    row = session.scalar(query.with_for_update())
    if row is None:
        raise DifferenceNotOpen
    row.remedy = remedy[:LONGEST_NOTE]
    row.closed_by, row.closed_at = trace
    session.flush()


def _find_open(session: Session, code: Code, sayings: Sayings) -> DifferenceRow | None:
    query = select(DifferenceRow).where(DifferenceRow.closed_at.is_(None), DifferenceRow.source == Source.PROBE.value)
    troubles = _troubles(sayings)
    if not troubles:
        query = query.where(DifferenceRow.code == code.printed)
    rows: Sequence[DifferenceRow] = session.scalars(query.order_by(DifferenceRow.id.desc()).limit(MOST_LISTED)).all()
    same = (row for row in rows if (_troubles(row.sayings) == troubles if troubles else row.sayings == sayings))
    return next(same, None)


def _troubles(sayings: Sayings) -> dict[str, str]:
    """Which channels are in which trouble."""
    return {channel: facts[TROUBLE] for channel, facts in sayings.items() if TROUBLE in facts}


def _add(session: Session, report: Report, sealed: bytes | None, now: datetime) -> int:
    row = DifferenceRow(
        code=report.code.printed,
        source=report.source.value,
        sayings={channel: dict(facts) for channel, facts in report.sayings.items()},
        note_sealed=sealed,
        found_at=now,
        last_seen_at=now,
        times=1,
        remedy="",
    )
    session.add(row)
    session.flush()
    return row.id


def _to_domain(row: DifferenceRow, sealer: Sealer) -> Difference:
    return Difference(
        id=row.id,
        code=row.code,
        source=Source(row.source),
        sayings=row.sayings,
        found_at=row.found_at,
        last_seen_at=row.last_seen_at,
        times=row.times,
        closed_by=row.closed_by,
        closed_at=row.closed_at,
        remedy=row.remedy,
        note=sealer.open(row.note_sealed) if row.note_sealed else "",
    )
