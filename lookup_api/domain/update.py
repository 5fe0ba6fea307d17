"""A status update (cập nhật trạng thái): what one sender says of one dossier at one moment."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from lookup_api.domain.codes import AgencyCode, Code
from lookup_api.domain.errors import UpdateNotValid
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status

LONGEST_NOTE = 1_000
LARGEST_SEQUENCE = 2**63 - 1
NO_OFFSET = timedelta(0)
NOTE_TOO_LONG = f"note has at most {LONGEST_NOTE} characters"


class Kind(StrEnum):
    """What an update is. RECORD (hồ sơ): the receiving agency says how its dossier stands. PROGRESS (tiến
    trình): a step for the timeline alone; it never sets the status, for senders are known to invent such steps.
    DELETION (xoá hồ sơ): the receiving agency's system has the dossier no longer; a later record brings it back.
    """

    RECORD = "record"
    PROGRESS = "progress"
    DELETION = "deletion"


@dataclass(frozen=True, slots=True)
class Responsible:
    """Người, bộ phận, cơ quan đang thụ lý: who is responsible (article 5.3); `agency` is its name. Texts are ""
    when unknown.
    """

    officer: str
    unit: str
    agency: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Liên thông: the dossier goes to agency `to` until `due_at`; `to` None takes it back."""

    to: AgencyCode | None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """Cập nhật trạng thái. `id` is the sender's and unique to it; `owner` is the agency that received the
    dossier; times are aware UTC. A fact that is None is not stated by this update, and what was stated before
    stands.

    `sequence`, where the sender has one, grows with each of its updates to this dossier and outweighs its
    clock. `fee` is in đồng. `missing` are the papers that a supplement asks for.
    """

    id: str
    kind: Kind
    code: Code
    owner: AgencyCode
    sender: AgencyCode
    occurred_at: datetime
    status: Status
    sequence: int | None = None
    aliases: tuple[Code, ...] = ()
    procedure: ProcedureRef | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    responsible: Responsible | None = None
    note: str = ""
    missing: tuple[str, ...] | None = None
    fee: int | None = None
    hand_over: HandOver | None = None

    def __post_init__(self) -> None:
        """Refuse what no reader could make sense of, with UpdateNotValid."""
        for at in (self.occurred_at, self.received_at, self.due_at):
            if at is not None and at.tzinfo is not UTC and at.utcoffset() != NO_OFFSET:
                raise UpdateNotValid("times are aware UTC")
        if not 0 < len(self.id) <= 80:
            raise UpdateNotValid("id has 1 to 80 characters")
        if len(self.note) > LONGEST_NOTE:
            raise UpdateNotValid(NOTE_TOO_LONG)
        self._check_numbers()
        if self.kind is not Kind.RECORD:
            self._check_kind()

    def _check_numbers(self) -> None:
        if self.sequence is not None and not 0 <= self.sequence <= LARGEST_SEQUENCE:
            raise UpdateNotValid("sequence is not negative, of 63 bits")
        if self.fee is not None and self.fee < 0:
            raise UpdateNotValid("fee is not negative")

    def _check_kind(self) -> None:
        if self.hand_over is not None:
            raise UpdateNotValid("only a record hands a dossier over")
        if self.kind is Kind.DELETION and self.status is not Status.STOPPED:
            raise UpdateNotValid("a deletion's status is 8, stopped")

    @property
    def identity(self) -> tuple[str, str]:
        """What makes an update the same one when it is sent again."""
        return self.sender.value, self.id

    @property
    def is_senders_to_say(self) -> bool:
        """Whether the sender owns the dossier, or only adds a step of its own (which then needs a hand-over)."""
        return self.sender == self.owner or self.kind is Kind.PROGRESS
