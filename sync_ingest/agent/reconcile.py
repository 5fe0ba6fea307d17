"""Reconciliation (đối soát): finds every dossier that agency and centre hold differently, mends what is the agent's to
mend, compares again, and tells the centre what is left for a person.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import httpx

from provisioning.device.centre_time import CentreTime
from sync_ingest.agent.chunks import CHUNK
from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.gone import Prudence
from sync_ingest.agent.reconciling.centre import Centre
from sync_ingest.agent.reconciling.comparison import Comparison, Difference
from sync_ingest.agent.reconciling.decide import Deed
from sync_ingest.agent.reconciling.department import Department
from sync_ingest.agent.reconciling.here import Here
from sync_ingest.agent.reconciling.mend import Mender
from sync_ingest.agent.reconciling.own import Own
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.file import save_fact, transaction
from sync_ingest.envelope import MOST_UPDATES
from sync_ingest.reconciliation.forms import MOST_LISTED, AgreementForm, FactsForm, LeftForm
from sync_ingest.reconciliation.tree import Finding
from sync_ingest.reconciliation.why import Why

log = logging.getLogger(__name__)

ROUNDS = 3  # of comparing and mending: the second one normally finds nothing more
COMPARED_AT, LEFT = "compared_at", "left_for_a_person"


@dataclass(frozen=True, slots=True)
class Left:
    """A difference that a person has to look at, and why."""

    difference: Difference
    why: Why


@dataclass
class Found:
    """What one comparison found: how many by how they differ, how many it mended, and what is left, of which no more
    than MOST_LISTED are listed.
    """

    here: int = 0
    counts: Counter[Finding] = field(default_factory=Counter)
    mended: int = 0
    left: list[Left] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many dossiers differ."""
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the first comparison, and the last one. `waiting` is how many differences wait for a person at
    the centre, without those that one has said to leave as they are; without mending it is how many there are.
    """

    period: str | None
    first: Found
    last: Found
    waiting: int

    @property
    def is_agreed(self) -> bool:
        """Whether agency and centre hold the same now, apart from what a person has said to leave."""
        return self.waiting == 0


@dataclass(frozen=True)
class Reconciler:
    """Compares and mends for one agency. `http` has the centre as its base URL and signs."""

    department: Department
    http: httpx.Client
    mender: Mender
    courier: Courier
    prudence: Prudence = field(default_factory=Prudence)
    time: CentreTime | None = None

    def reconcile(self, period: str | None = None, mends: bool = True) -> Outcome:
        """Compare, in one period (`2026-11`) or in all. With `mends` False nothing is changed, here or there.

        SourceUnavailable, IngestUnavailable, IngestRefused, ClockRefused, DataKeyWrong; what was queued stays queued.
        """
        if not mends:
            first = self._go_round(period, mends=False)
            return Outcome(period, first, first, first.number)
        self._deliver()
        first = last = self._go_round(period, mends=True)
        for round_ in range(2, ROUNDS + 1):
            if last.mended:
                last = self._go_round(period, mends=round_ < ROUNDS)
        return self._tell(period, first, last)

    def _go_round(self, period: str | None, mends: bool) -> Found:
        here, found = Here(), Found()
        try:
            centre, own = Centre(self.http, self.time), Own(self.mender.db, self.prudence)
            comparison = Comparison(self.department, centre, here, own, period, self.mender.clock)
            differences = comparison.differences()
            while some := list(islice(differences, CHUNK)):
                self._take(some, found, mends)
            found.here = comparison.count_here()
        finally:
            here.close()
        if mends:
            self._deliver()
        return found

    def _take(self, some: Sequence[Difference], found: Found, mends: bool) -> None:
        """Mend or list them; what is queued is delivered now and then, so that no disk fills."""
        with transaction(self.courier.db):
            for difference in some:
                self._take_one(difference, found, mends)
        if mends and queue.count(self.courier.db) >= MOST_UPDATES:
            self._deliver()

    def _take_one(self, difference: Difference, found: Found, mends: bool) -> None:
        found.counts[difference.finding] += 1
        why = self._objection(difference)
        if why is None and mends:
            self._mend(difference)
            found.mended += 1
        elif len(found.left) < MOST_LISTED:
            found.left.append(Left(difference, why or Why.DIFFERS_STILL))

    def _objection(self, difference: Difference) -> Why | None:
        """Why this is for a person; None when the agent mends it."""
        if difference.decision.deed is Deed.ASK:
            return difference.decision.why
        if difference.row and self.mender.was_refused(difference.row.delivery.update):
            return Why.NOT_TAKEN
        return None

    def _mend(self, difference: Difference) -> None:
        if difference.row:
            self.mender.tell_again(difference.feed, difference.row, difference.version)
        elif difference.version:
            self.mender.tell_deleted(difference.feed, difference.code, difference.version)

    def _deliver(self) -> None:
        while self.courier.deliver():
            pass

    def _tell(self, period: str | None, first: Found, last: Found) -> Outcome:
        waiting = Centre(self.http, self.time).tell(_form_of(period, first, last))
        with transaction(self.courier.db):
            save_fact(self.courier.db, COMPARED_AT, self.courier.clock().isoformat())
            save_fact(self.courier.db, LEFT, str(waiting))
        log.info("compared %d dossiers: %d differed, %d wait for a person", first.here, first.number, waiting)
        return Outcome(period, first, last, waiting)


def _form_of(period: str | None, first: Found, last: Found) -> AgreementForm:
    return AgreementForm(
        period=period,
        there=last.here,
        missing=first.counts[Finding.MISSING],
        extra=first.counts[Finding.EXTRA],
        different=first.counts[Finding.DIFFERENT],
        repaired=max(0, first.number - last.number),
        left=last.number,
        differences=[_left_form(left) for left in last.left],
    )


def _left_form(left: Left) -> LeftForm:
    difference = left.difference
    there = FactsForm(**difference.stated) if difference.stated else None
    return LeftForm(
        code=difference.code, period=difference.period, finding=difference.finding, reason=left.why, there=there
    )
