"""What a sender says of one dossier, whatever the form it is said in, as far as the rules ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from lookup_api.domain.codes import Code, parse_code
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind
from sync_ingest.envelope import as_text


class Form(StrEnum):
    """The three ways to push: our own wire form, and the national format with a log-in or to a secret address."""

    WIRE = "wire"
    NATIONAL = "national"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Fate:
    """What the sender heard of an item: `is_settled` when it need not send it again. `reason` says why the sandbox did
    not apply it; "" when it did.
    """

    is_settled: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an item states; "" and () for what it leaves out. `public` are texts that others than the applicant may come
    to read, by the field's name; `applicant` is the name of the person behind the dossier.
    """

    officer: str = ""
    unit: str = ""
    agency: str = ""
    procedure_code: str = ""
    procedure_name: str = ""
    received: str = ""
    due: str = ""
    asks_for: tuple[str, ...] = ()
    hands_over_to: str | None = None
    takes_back: bool = False
    public: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    applicant: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One update, record or step. `place` is its number, `#3/1` being the first of exchange 3. `id` names it for good:
    the sender's id, or what its content makes. `wrong_times` are the fields that hold no time of the form;
    `sequence` and `occurred_at` (aware UTC) put it in order, None where it does not say.
    """

    place: str
    form: Form
    kind: Kind
    id: str
    code_text: str
    status: Status | None
    says_status: bool
    occurred_at: datetime | None
    sequence: int | None
    sent_at: datetime
    content: str = field(repr=False)
    facts: Facts = field(repr=False)
    wrong_times: tuple[str, ...] = ()
    fate: Fate = Fate(is_settled=False)

    @property
    def code(self) -> Code | None:
        """The dossier's code; None when it cannot be read."""
        try:
            return parse_code(self.code_text)
        except CodeNotReadable:
            return None

    @property
    def is_record(self) -> bool:
        """Whether it says how the dossier stands."""
        return self.kind is Kind.RECORD

    @property
    def has_wrong_status(self) -> bool:
        """Whether it says a status that the national table does not have."""
        return self.says_status and self.status is None


def content_of(raw: Mapping[str, Any], *without: str) -> str:
    """A short name of what `raw` says, the same for the same content, `without` some of its fields."""
    said = {name: value for name, value in raw.items() if name not in without}
    return sha256(as_text(said).encode()).hexdigest()


def text_in(raw: Any, *names: str) -> str:
    """The text under these names, one inside the other; "" when there is none."""
    for name in names:
        raw = raw.get(name) if isinstance(raw, Mapping) else None
    return raw.strip() if isinstance(raw, str) else ""
