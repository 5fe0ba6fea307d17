"""When agency and centre last agreed, and what waits for a person still."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from sync_ingest.reconciliation.facts import Facts
from sync_ingest.reconciliation.forms import AgreementForm, LeftForm
from sync_ingest.reconciliation.tables import AgreementRow, DifferenceLeftRow
from sync_ingest.reconciliation.tree import Finding
from sync_ingest.reconciliation.versions import find_version


@dataclass(frozen=True, slots=True)
class Agreement:
    """Đối soát: what one comparison found, mended and left, at `compared_at` (aware UTC). `period` is None when
    everything was compared. `here` and `there` are how many dossiers the centre and the agency have.
    """

    agency: AgencyCode
    period: str | None
    compared_at: datetime
    here: int
    there: int
    missing: int
    extra: int
    different: int
    repaired: int
    left: int

    @property
    def is_agreed(self) -> bool:
        """Whether nothing was left for a person."""
        return self.left == 0


@dataclass(frozen=True, slots=True)
class DifferenceLeft:
    """A dossier that differs still. `here` are the centre's facts, `there` the agency's; `kept_by` is who said to leave
    it as it is. Times are aware UTC.
    """

    code: str
    finding: Finding
    reason: str
    here: Facts | None
    there: Facts | None
    since: datetime
    kept_by: str | None


def save_agreement(session: Session, agency: AgencyCode, told: AgreementForm, at: tuple[int, datetime]) -> Agreement:
    """Note what the agency's agent has told; `at` is how many dossiers the centre has, and the time. What is left
    replaces what was left before; a difference that a person keeps stays kept while neither side changes.
    """
    here, now = at
    kept = _replace_left(session, agency, told, now)
    counts = {name: getattr(told, name) for name in ("there", "missing", "extra", "different", "repaired")}
    row = AgreementRow(
        agency=agency.value, period=told.period, compared_at=now, here=here, left=max(0, told.left - kept), **counts
    )
    session.add(row)
    session.flush()
    return _to_domain(row)


def list_last(session: Session) -> dict[AgencyCode, Agreement]:
    """The last agreement of each agency that has one."""
    newest = select(func.max(AgreementRow.id)).group_by(AgreementRow.agency)
    rows = session.scalars(select(AgreementRow).where(AgreementRow.id.in_(newest)))
    return {AgencyCode(row.agency): _to_domain(row) for row in rows}


def find_last(session: Session, agency: AgencyCode) -> Agreement | None:
    """The agency's last agreement; None before the first."""
    query = select(AgreementRow).where(AgreementRow.agency == agency.value).order_by(AgreementRow.id.desc()).limit(1)
    row = session.scalars(query).first()
    return _to_domain(row) if row else None


def list_left(session: Session, agency: AgencyCode) -> list[DifferenceLeft]:
    """What waits for a person at this agency, then what one keeps as it is; each the oldest first."""
    row = DifferenceLeftRow
    query = select(row).where(row.agency == agency.value)
    found = session.scalars(query.order_by(row.kept_by.is_not(None), row.since, row.code))
    return [DifferenceLeft(r.code, Finding(r.finding), r.reason, r.here, r.there, r.since, r.kept_by) for r in found]


def keep(session: Session, agency: AgencyCode, code: str, trace: tuple[str, datetime]) -> None:
    """Leave a difference as it is, until one of the two sides changes; `trace` is who says so, and when.
    Nothing is done when it is not there any more.
    """
    query = select(DifferenceLeftRow).where(DifferenceLeftRow.agency == agency.value, DifferenceLeftRow.code == code)
    row = session.scalar(query.with_for_update())
    if row is not None:
        row.kept_by, row.kept_at = trace
        session.flush()


def _replace_left(session: Session, agency: AgencyCode, told: AgreementForm, now: datetime) -> int:
    """Write what is left now in place of what was; gives how many of it somebody keeps as it is."""
    compared = DifferenceLeftRow.agency == agency.value
    before = {row.code: row for row in session.scalars(select(DifferenceLeftRow).where(compared))}
    fresh = {left.code: _columns(session, agency, left) for left in told.differences}
    for code, row in before.items():
        if told.period in (None, row.period) or code in fresh:
            session.delete(row)
    session.flush()
    rows = [_with_past(columns, before.get(code), now) for code, columns in fresh.items()]
    session.add_all(rows)
    session.flush()
    return sum(row.kept_by is not None for row in rows)


def _columns(session: Session, agency: AgencyCode, left: LeftForm) -> dict[str, Any]:
    version = find_version(session, agency, left.code)
    return {
        "agency": agency.value,
        "code": left.code,
        "period": left.period,
        "finding": left.finding.value,
        "reason": left.reason,
        "here": version.standing if version and version.is_known else None,
        "there": left.there and left.there.facts(),
    }


def _with_past(columns: Mapping[str, Any], before: DifferenceLeftRow | None, now: datetime) -> DifferenceLeftRow:
    if before is None:
        return DifferenceLeftRow(**columns, since=now)
    is_same = all(getattr(before, name) == columns[name] for name in ("here", "there"))
    kept = {"kept_by": before.kept_by, "kept_at": before.kept_at} if is_same else {}
    return DifferenceLeftRow(**columns, since=before.since, **kept)


def _to_domain(row: AgreementRow) -> Agreement:
    return Agreement(
        agency=AgencyCode(row.agency),
        period=row.period,
        compared_at=row.compared_at,
        here=row.here,
        there=row.there,
        missing=row.missing,
        extra=row.extra,
        different=row.different,
        repaired=row.repaired,
        left=row.left,
    )
