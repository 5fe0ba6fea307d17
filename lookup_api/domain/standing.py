"""Where a dossier stands: what the store keeps of it beside its updates, and what the next plain word makes of that."""

from datetime import datetime
from typing import NamedTuple

from lookup_api.domain.codes import AgencyCode, Code
from lookup_api.domain.dossier import Dossier, best_code
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind, StatusUpdate


class Standing(NamedTuple):
    """What follows from a dossier's updates, without them. `status` is None while the public is not told of it;
    `due_at` is the due date after pauses. Times are aware UTC.

    `plain_until` is the time of the newest update where all are plain: the owner's records without a number, a
    hand-over or a pause. It is None for every other dossier.

    A tuple, as all is of which each update of a batch makes one: a frozen dataclass takes four times as long to make.
    """

    owner: AgencyCode
    code: Code
    version: int
    status: Status | None
    procedure_code: str | None
    field: str | None
    received_at: datetime | None
    due_at: datetime | None
    completed_at: datetime | None
    plain_until: datetime | None

    @classmethod
    def of(cls, dossier: Dossier, due_at: datetime | None) -> "Standing":
        """Where `dossier` stands; `due_at` is deadlines.due_at of it."""
        procedure = dossier.procedure
        return cls(
            owner=dossier.owner,
            code=dossier.code,
            version=dossier.version,
            status=dossier.status if dossier.is_known else None,
            procedure_code=procedure.code if procedure else None,
            field=procedure.field if procedure else None,
            received_at=dossier.received_at,
            due_at=due_at,
            completed_at=dossier.completed_at,
            plain_until=dossier.updates[-1].occurred_at if all(map(_is_plain, dossier.updates)) else None,
        )

    @classmethod
    def first(cls, update: StatusUpdate) -> "Standing | None":
        """Where a dossier stands of which this update alone is known; None unless it is a plain one."""
        if not _is_plain(update):
            return None
        nothing = cls(update.owner, update.code, 0, None, None, None, None, None, None, None)
        return nothing._with(update)

    def after(self, update: StatusUpdate) -> "Standing | None":
        """Where the dossier stands once `update`, not known so far, is known too. None when that cannot be told without
        the updates before: unless all are plain, and this one is the newest.
        """
        is_next = self.plain_until is not None and self.plain_until < update.occurred_at
        return self._with(update) if is_next and _is_plain(update) and update.owner == self.owner else None

    def _with(self, update: StatusUpdate) -> "Standing":
        procedure, says_its_code = update.procedure, update.code == self.code and not update.aliases
        return Standing(
            owner=self.owner,
            code=self.code if says_its_code else best_code((self.code, update.code, *update.aliases)),
            version=self.version + 1,
            status=update.status,
            procedure_code=procedure.code if procedure else self.procedure_code,
            field=procedure.field if procedure else self.field,
            received_at=update.received_at or self.received_at,
            due_at=update.due_at or self.due_at,
            completed_at=(self.completed_at or update.occurred_at) if update.status.is_completed else None,
            plain_until=update.occurred_at,
        )


def _is_plain(update: StatusUpdate) -> bool:
    is_owners = update.kind is Kind.RECORD and update.sender == update.owner
    return is_owners and update.sequence is None and update.hand_over is None and not update.status.stops_the_clock
