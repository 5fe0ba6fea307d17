"""A dossier (hồ sơ): what its accepted updates say together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, takewhile
from typing import TypeVar

from lookup_api.domain.codes import AgencyCode, Code, DossierCode
from lookup_api.domain.order import in_order
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status, is_odd_transition
from lookup_api.domain.update import Kind, Responsible, StatusUpdate
from lookup_api.domain.windows import HandOverWindow, hand_over_windows

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """Bước xử lý: one line of the timeline. `at` is aware UTC."""

    at: datetime
    status: Status
    responsible: Responsible | None
    note: str

    def repeats(self, other: "Step") -> bool:
        """Whether it says what `other` says, at another time."""
        return (self.status, self.responsible, self.note) == (other.status, other.responsible, other.note)


@dataclass(frozen=True, slots=True)
class OddTransition:
    """A change of status that the agency should look at; it was applied. `identity` is the update's that made it."""

    identity: tuple[str, str]
    at: datetime
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class Dossier:
    """Hồ sơ: its accepted updates in the order in which they count, and what follows from them. `records` are what the
    owner says of the dossier itself, oldest first; the last one stands.

    The same updates give the same dossier in any order of arrival and however often they come. `windows` are its
    hand-overs (liên thông). `is_deleted` tells that its owner's newest word is that its system has it no longer.
    """

    code: Code
    owner: AgencyCode
    updates: tuple[StatusUpdate, ...]
    windows: tuple[HandOverWindow, ...]
    records: tuple[StatusUpdate, ...]
    is_deleted: bool

    @classmethod
    def of(cls, updates: Iterable[StatusUpdate]) -> "Dossier":
        """The dossier that these updates (at least one, all of one dossier) make."""
        ordered = in_order(updates)
        owner = ordered[0].owner
        records = tuple(u for u in ordered if u.kind is Kind.RECORD and u.sender == owner)
        code = best_code(code for u in ordered for code in (u.code, *u.aliases))
        return cls(code, owner, ordered, hand_over_windows(ordered), records, _is_deleted(ordered))

    def after(self, update: StatusUpdate) -> "Dossier":
        """This dossier once `update` is known too; the same dossier when it was known already."""
        if any(known.identity == update.identity for known in self.updates):
            return self
        return Dossier.of((*self.updates, update))

    @property
    def accepted(self) -> tuple[StatusUpdate, ...]:
        """The updates that count: all of the owner's, and the steps of agencies that it handed the dossier to."""
        return tuple(u for u in self.updates if u.sender == self.owner or self._is_handed_over(u))

    @property
    def waiting(self) -> tuple[StatusUpdate, ...]:
        """Steps of other agencies whose hand-over has not been told yet."""
        return tuple(u for u in self.updates if u.sender != self.owner and not self._is_handed_over(u))

    @property
    def version(self) -> int:
        """How many updates are known, waiting ones with them; it only grows."""
        return len(self.updates)

    @property
    def is_known(self) -> bool:
        """Whether the owner has said how the dossier stands, and has it still; otherwise nobody is told of it."""
        return bool(self.records) and not self.is_deleted

    @property
    def status(self) -> Status:
        """The status that stands, by the owner's newest record. Only for a dossier that `is_known`."""
        return self.records[-1].status

    @property
    def procedure(self) -> ProcedureRef | None:
        """The procedure last stated."""
        return _last_stated(u.procedure for u in self.records)

    @property
    def received_at(self) -> datetime | None:
        """When the one-stop unit took the papers, as last stated."""
        return _last_stated(u.received_at for u in self.records)

    @property
    def fee(self) -> int | None:
        """What the citizen pays, in đồng, as last stated."""
        return _last_stated(u.fee for u in self.records)

    @property
    def missing(self) -> tuple[str, ...]:
        """The papers that are awaited; none unless a supplement is requested now."""
        if self.status is not Status.SUPPLEMENT_REQUESTED:
            return ()
        return _last_stated(u.missing for u in self.records) or ()

    @property
    def responsible(self) -> Responsible | None:
        """Who has the dossier now (article 5.3): the owner's newest word, or that of the agency that has it by
        an open hand-over.
        """
        open_to = self.windows[-1].to if self.windows and self.windows[-1].is_open else None
        speakers = (u for u in self.accepted if u.kind is Kind.RECORD or u.sender == open_to)
        return _last_stated(u.responsible for u in speakers)

    @property
    def completed_at(self) -> datetime | None:
        """When the result came to be: the first record of the unbroken run of finished and returned that stands."""
        run = takewhile(lambda record: record.status.is_completed, reversed(self.records))
        return _last_stated(record.occurred_at for record in run)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The timeline, oldest first. A step that a sender repeats at each re-sync stands once, and one that only says
        again what the line before it says (a due date was moved, a row was touched) is no line of its own.
        """
        told = (u for u in self.accepted if u.kind is not Kind.DELETION)  # no step of the work: a system lost its row
        steps = (Step(u.occurred_at, u.status, u.responsible, u.note) for u in told)
        lines: list[Step] = []
        for step in dict.fromkeys(steps):
            if not lines or not step.repeats(lines[-1]):
                lines.append(step)
        return tuple(lines)

    @property
    def odd_transitions(self) -> tuple[OddTransition, ...]:
        """The changes of status that the agency should look at."""
        return tuple(
            OddTransition(after.identity, after.occurred_at, before.status, after.status)
            for before, after in pairwise(self.records)
            if is_odd_transition(before.status, after.status)
        )

    def _is_handed_over(self, update: StatusUpdate) -> bool:
        return any(window.covers(update) for window in self.windows)


def _is_deleted(ordered: tuple[StatusUpdate, ...]) -> bool:
    for update in reversed(ordered):
        if update.kind is not Kind.PROGRESS:  # only the owner has the other kinds to say
            return update.kind is Kind.DELETION
    return False


def best_code(codes: Iterable[Code]) -> Code:
    """The one that stands for the dossier: the national code where there is one, otherwise the smallest of the local
    ones, so that arrival does not matter.
    """
    return min(codes, key=lambda code: (not isinstance(code, DossierCode), code.printed))


def _last_stated(values: Iterable[T | None]) -> T | None:
    last = None
    for value in values:
        last = last if value is None else value
    return last
