"""From timed beats to the status updates that the agencies' systems would have sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import DossierCode, LocalCode
from lookup_api.domain.procedure import Procedure, TermUnit
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Kind, Responsible, StatusUpdate
from sync_ingest.agent.reading.mapping import identified
from tests.sample_site.catalogue import Desk, desk_of
from tests.sample_site.courses import Beat, Move, Speaker
from tests.sample_site.offices import OFFICES, ONE_STOP
from tests.sample_site.timing import TimedBeat

NOT_HANDED_OVER = HandOver(None)
NOT_ACCEPTED = (Status.NEWLY_REGISTERED, Status.REFUSED)


@dataclass
class History:
    """Writes one dossier's updates, each as whole as a department system's row: what stands now is stated anew."""

    code: DossierCode
    aliases: tuple[LocalCode, ...]
    procedure: Procedure
    calendar: WorkCalendar
    chance: Random
    received_at: datetime | None = None
    due_at: datetime | None = None
    hand_over: HandOver = NOT_HANDED_OVER
    people: dict[Speaker, Responsible] = field(default_factory=dict)

    def updates(self, beats: Iterable[TimedBeat]) -> Iterator[StatusUpdate]:
        """What is said at each of these beats, which are in order."""
        for timed in beats:
            self._move_on(timed)
            of_other = timed.beat.speaker is Speaker.OTHER
            yield identified(self._step(timed) if of_other else self._record(timed))

    @property
    def _desk(self) -> Desk:
        return desk_of(self.procedure)

    def _move_on(self, timed: TimedBeat) -> None:
        """What becomes true with this beat and stays so."""
        if self.received_at is None and timed.beat.status not in NOT_ACCEPTED:
            self.received_at = timed.at
            self.due_at = self.calendar.due_at(timed.at, self.procedure.term, self.procedure.term_unit)
        if timed.beat.move is Move.OUT:
            due = self.calendar.due_at(timed.at, self._desk.other_term, TermUnit.WORKING_DAYS)
            self.hand_over = HandOver(self._desk.other, due)
        elif timed.beat.move is Move.BACK:
            self.hand_over = NOT_HANDED_OVER

    def _record(self, timed: TimedBeat) -> StatusUpdate:
        beat = timed.beat
        return StatusUpdate(
            id="-",
            kind=Kind.RECORD,
            code=self.code,
            owner=self.code.agency,
            sender=self.code.agency,
            occurred_at=timed.at,
            status=beat.status,
            aliases=self.aliases,
            procedure=self.procedure.ref,
            received_at=self.received_at,
            due_at=self.due_at,
            responsible=self._responsible(beat),
            note=beat.note,
            missing=self._missing(beat),
            fee=self.procedure.fee,
            hand_over=self.hand_over,
        )

    def _step(self, timed: TimedBeat) -> StatusUpdate:
        assert self._desk.other is not None
        return StatusUpdate(
            id="-",
            kind=Kind.PROGRESS,
            code=self.code,
            owner=self.code.agency,
            sender=self._desk.other,
            occurred_at=timed.at,
            status=timed.beat.status,
            responsible=self._responsible(timed.beat),
            note=timed.beat.note,
        )

    def _responsible(self, beat: Beat) -> Responsible:
        if beat.speaker is Speaker.NOBODY:
            return Responsible("", "", OFFICES[self.code.agency].agency.name)
        if beat.speaker not in self.people:
            self.people[beat.speaker] = self.chance.choice(self._candidates(beat.speaker))
        return self.people[beat.speaker]

    def _candidates(self, speaker: Speaker) -> tuple[Responsible, ...]:
        if speaker is Speaker.OTHER and self._desk.other:
            return OFFICES[self._desk.other].officers_of(self._desk.other_unit)
        unit = ONE_STOP if speaker is Speaker.ONE_STOP else self._desk.unit
        return OFFICES[self.code.agency].officers_of(unit)

    def _missing(self, beat: Beat) -> tuple[str, ...]:
        if beat.status is not Status.SUPPLEMENT_REQUESTED:
            return ()
        papers = [paper.name for paper in self.procedure.papers]
        return tuple(self.chance.sample(papers, k=self.chance.randint(1, min(2, len(papers)))))
