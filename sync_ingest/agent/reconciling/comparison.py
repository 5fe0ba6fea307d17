"""One comparison: finds every difference, and says of each what is to be done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from lookup_api.domain.codes import parse_code
from sync_ingest.agent.reading.mapping import MappedRow
from sync_ingest.agent.reconciling.centre import Centre
from sync_ingest.agent.reconciling.decide import AGREED, Case, Decision, Deed, decide
from sync_ingest.agent.reconciling.department import Department
from sync_ingest.agent.reconciling.here import Here
from sync_ingest.agent.reconciling.own import Own
from sync_ingest.reconciliation.facts import Facts, digest_of, facts_of, period_of
from sync_ingest.reconciliation.forms import MOST_CODES, VersionForm
from sync_ingest.reconciliation.tree import Finding, compare
from sync_ingest.reconciliation.why import Why


@dataclass(frozen=True, slots=True)
class Difference:
    """One dossier that differs, and what is to be done. `row` is the department's, of the feed `feed`; `stated` is what
    it says. `period` is the month in which the dossier was received.
    """

    code: str
    period: str
    finding: Finding
    decision: Decision
    feed: str
    row: MappedRow | None
    stated: Facts | None
    version: VersionForm | None


@dataclass(frozen=True)
class Comparison:
    """Compares what the department holds with what the centre holds, in `period` alone where one is given.

    SourceUnavailable, and what the centre's answers raise.
    """

    department: Department
    centre: Centre
    here: Here
    own: Own
    period: str | None
    clock: Callable[[], datetime]

    def differences(self) -> Iterator[Difference]:
        """Every difference, of which many are agreed at a closer look: they are left out."""
        begun_at = self.clock()
        self.here.fill(self.department, self.centre.begun.known_as)
        self.here.note(compare(self.here, self.centre, lambda period: self.period in (None, period)))
        for difference in chain(self._of_rows(), self._of_others(begun_at)):
            if difference.decision != AGREED:
                yield difference

    def count_here(self) -> int:
        """How many dossiers the department holds, of the period where one is given."""
        totals = self.here.periods()
        return sum(total.count for period, total in totals.items() if self.period in (None, period))

    def _of_rows(self) -> Iterator[Difference]:
        rows = self._differing_rows()
        while some := list(islice(rows, MOST_CODES)):
            versions = self.centre.versions([row.delivery.update.code.printed for _, row, _ in some])
            for (feed, row, stated), version in zip(some, versions, strict=True):
                yield _of_row(feed, row, Case(stated, version, self._is_ours(version)))

    def _differing_rows(self) -> Iterator[tuple[str, MappedRow, Facts]]:
        known_as = self.centre.begun.known_as
        for feed, row in self.department.rows():
            if not isinstance(row, MappedRow):
                continue
            stated = facts_of(row.delivery.update, known_as)
            if self.here.is_found(row.delivery.update, digest_of(stated)):
                yield feed.name, row, stated

    def _of_others(self, begun_at: datetime) -> Iterator[Difference]:
        """Those that only the centre has; of no account where the source never has everything, nor of what came to the
        centre after the department had been looked at.
        """
        if not self.department.is_whole:
            return
        is_doubted, after = self._doubts(), ""
        while codes := self.here.found_without_row(after, MOST_CODES):
            for code, version in zip(codes, self.centre.versions(codes), strict=True):
                if version and self._concerns_us(version) and version.last_at < begun_at:
                    yield self._of_other(code, version, is_doubted)
            after = codes[-1]

    def _of_other(self, code: str, version: VersionForm, is_doubted: bool) -> Difference:
        decision = decide(Case(None, version, self._is_ours(version)), self.here.could_not_read(version.codes))
        if is_doubted and decision.deed is Deed.TELL_DELETED:
            decision = Decision(Deed.ASK, Why.MANY_GONE)
        feed = self.department.records[0].name
        return Difference(code, _period(version, code), Finding.EXTRA, decision, feed, None, None, version)

    def _concerns_us(self, version: VersionForm) -> bool:
        """Whether the department should have the dossier and has not; that of another agent's system it never had."""
        return not self.here.has_any(version.codes) and (not self._is_shared or self.own.has_told(version))

    def _is_ours(self, version: VersionForm | None) -> bool:
        """An agent that is the agency's only one speaks for those that were there before it."""
        return version is not None and version.by_agent and (not self._is_shared or self.own.said_last(version))

    @property
    def _is_shared(self) -> bool:
        return self.centre.begun.agents > 1

    def _doubts(self) -> bool:
        """A view that broke looks like a mass deletion, be it only one of several."""
        if any(self.own.doubts(feed.name, self.here.count_rows(feed.name)) for feed in self.department.records):
            return True
        known = sum(total.count for total in self.centre.periods().values())
        held = sum(total.count for total in self.here.periods().values())
        extra = self.here.findings()[Finding.EXTRA]
        return not self._is_shared and self.own.prudence.doubts(held, extra, known)


def _of_row(feed: str, row: MappedRow, case: Case) -> Difference:
    update = row.delivery.update
    finding = Finding.DIFFERENT if case.version and case.version.is_known else Finding.MISSING
    period = period_of(update.code, update.received_at)
    decision = decide(case, could_not_read=False)
    return Difference(update.code.printed, period, finding, decision, feed, row, case.stated, case.version)


def _period(version: VersionForm, code: str) -> str:
    received_at = version.standing.get("received_at")
    return period_of(parse_code(code), received_at and datetime.fromisoformat(received_at))
