"""The JSON form of a status update, version 1: what departments send, what the agent queues and what the store keeps.

Wire format: docs/wire-format.md.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import LARGEST_SEQUENCE, LONGEST_NOTE, HandOver, Kind, Responsible, StatusUpdate


def _utc_text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _no_number(given: Any) -> Any:
    """A number would be read as seconds since 1970, or as milliseconds: nobody who sends one means either."""
    if isinstance(given, int | float):
        raise PydanticCustomError("datetime_type", "a moment is a text")
    return given


def _whole_number(given: Any) -> Any:
    """`true` and 2.0 equal whole numbers in Python, and are none on the wire."""
    if isinstance(given, bool) or not isinstance(given, int):
        raise PydanticCustomError("int_type", "a status is a whole number")
    return given


Moment = Annotated[AwareDatetime, BeforeValidator(_no_number), PlainSerializer(_utc_text, return_type=str)]


class Form(BaseModel):
    """A part of the wire form: unknown names are errors, so that a misspelt one is found and not lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


F = TypeVar("F", bound=Form)


class ProcedureForm(Form):
    code: str = Field(min_length=1, max_length=60)
    name: str = Field(min_length=1, max_length=500)
    field: str = Field(default="", max_length=200)


class ResponsibleForm(Form):
    officer: str = Field(default="", max_length=200)
    unit: str = Field(default="", max_length=200)
    agency: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=40)


class HandOverForm(Form):
    to: str | None
    due_at: Moment | None = None


class UpdateForm(Form):
    """One update on the wire. `agency` is the one that received the dossier: the sender itself when left out."""

    id: str = Field(min_length=1, max_length=80)
    kind: Kind = Kind.RECORD
    code: str = Field(min_length=1, max_length=80)
    aliases: tuple[Annotated[str, Field(min_length=1, max_length=80)], ...] = Field(default=(), max_length=8)
    agency: str | None = None
    sequence: int | None = Field(default=None, ge=0, le=LARGEST_SEQUENCE, strict=True)
    occurred_at: Moment
    status: Annotated[Status, BeforeValidator(_whole_number)]
    procedure: ProcedureForm | None = None
    received_at: Moment | None = None
    due_at: Moment | None = None
    responsible: ResponsibleForm | None = None
    note: str = Field(default="", max_length=LONGEST_NOTE)
    missing: tuple[Annotated[str, Field(min_length=1, max_length=300)], ...] | None = Field(default=None, max_length=40)
    fee: int | None = Field(default=None, ge=0, le=10**12, strict=True)
    hand_over: HandOverForm | None = None

    def to_domain(self, sender: AgencyCode) -> StatusUpdate:
        """The update as `sender` says it; CodeNotReadable or UpdateNotValid when a part contradicts itself."""
        return StatusUpdate(
            id=self.id,
            kind=self.kind,
            code=parse_code(self.code),
            owner=AgencyCode.parse(self.agency) if self.agency else sender,
            sender=sender,
            occurred_at=self.occurred_at.astimezone(UTC),
            status=self.status,
            sequence=self.sequence,
            aliases=tuple(map(parse_code, self.aliases)),
            procedure=ProcedureRef(**vars(self.procedure)) if self.procedure else None,
            received_at=_utc(self.received_at),
            due_at=_utc(self.due_at),
            responsible=Responsible(**vars(self.responsible)) if self.responsible else None,
            note=self.note,
            missing=self.missing,
            fee=self.fee,
            hand_over=_hand_over(self.hand_over) if self.hand_over else None,
        )

    @classmethod
    def of(cls, update: StatusUpdate) -> "UpdateForm":
        """The wire form of `update`; `to_domain(update.sender)` gives it back."""
        return cls(
            id=update.id,
            kind=update.kind,
            code=update.code.printed,
            aliases=tuple(code.printed for code in update.aliases),
            agency=update.owner.value,
            sequence=update.sequence,
            occurred_at=update.occurred_at,
            status=update.status,
            procedure=_copied(ProcedureForm, update.procedure),
            received_at=update.received_at,
            due_at=update.due_at,
            responsible=_copied(ResponsibleForm, update.responsible),
            note=update.note,
            missing=update.missing,
            fee=update.fee,
            hand_over=_hand_over_form(update.hand_over) if update.hand_over else None,
        )

    def as_json(self) -> dict[str, Any]:
        """The form as JSON values, without what is at its default."""
        return self.model_dump(mode="json", exclude_defaults=True)


def _utc(at: datetime | None) -> datetime | None:
    return at and at.astimezone(UTC)


def _copied(form: type[F], value: object | None) -> F | None:
    return None if value is None else form.model_validate(value, from_attributes=True)


def _hand_over_form(hand_over: HandOver) -> HandOverForm:
    return HandOverForm(to=hand_over.to.value if hand_over.to else None, due_at=hand_over.due_at)


def _hand_over(form: HandOverForm) -> HandOver:
    return HandOver(AgencyCode.parse(form.to) if form.to else None, _utc(form.due_at))
