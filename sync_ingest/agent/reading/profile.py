"""A profile (hồ sơ ánh xạ): how one department system's columns and words become ours. A TOML file, no code."""

import re
import tomllib
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind
from sync_ingest.agent.errors import ProfileNotReadable
from sync_ingest.agent.reading.field import FieldFacts
from sync_ingest.agent.reading.legacy_text import TextEncoding
from sync_ingest.agent.reading.origins import PLACE, Files, NationalService

PROFILES = Path(__file__).parents[1] / "profiles"
COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")


class Fact(StrEnum):
    """What a column may say of a dossier; the names are those of the wire form where there is one."""

    CODE = "code"
    ALIAS = "alias"
    OWNER = "owner"
    SEQUENCE = "sequence"
    OCCURRED_AT = "occurred_at"
    STATUS = "status"
    PROCEDURE_CODE = "procedure_code"
    PROCEDURE_NAME = "procedure_name"
    PROCEDURE_FIELD = "procedure_field"
    RECEIVED_AT = "received_at"
    DUE_AT = "due_at"
    OFFICER = "officer"
    UNIT = "unit"
    AGENCY = "agency"
    PHONE = "phone"
    NOTE = "note"
    MISSING = "missing"
    FEE = "fee"
    HAND_OVER_TO = "hand_over_to"
    HAND_OVER_DUE_AT = "hand_over_due_at"
    APPLICANT_NAME = "applicant_name"
    APPLICANT_IDENTITY_NUMBER = "applicant_identity_number"
    APPLICANT_PHONE = "applicant_phone"
    APPLICANT_ADDRESS = "applicant_address"


ORIGINS = ("query", "table", "files", "national")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NEEDED = frozenset({Fact.CODE, Fact.OCCURRED_AT, Fact.STATUS})


def _column(name: str) -> str:
    if not COLUMN.fullmatch(name):
        raise ValueError("a column is named by letters, figures and underscores; the query can rename it")
    return name.upper()  # databases differ in the case that they give back


def _agency(code: object) -> AgencyCode:
    try:
        return AgencyCode.parse(str(code))
    except CodeNotReadable as error:
        raise ValueError("not an agency's code") from error


ColumnName = Annotated[str, BeforeValidator(_column)]
Agencies = dict[str, Annotated[AgencyCode, BeforeValidator(_agency)]]


class Feed(BaseModel):
    """Rows of a department. Each is the present state of one dossier, or one step of it.

    They come from exactly one of: a `query` of its database, a `table` of it, `files` in a folder, or the rows of one
    service in copies of its `national` push. `whole` says that all rows together are all that there is, so that a row
    which is gone was deleted: so it is with a query and a table unless it says otherwise, and never with copies. Of
    files the newest is then the whole; otherwise they add up, and the later row of a key counts.

    `key` tells rows apart for ever. `watermark` is a column that grows with each change; None when there is none, and
    changes are then found by their content alone. `texts` are facts that no column says, such as the agency's name.
    `text_encoding` is how the department keeps its texts; `text_encodings` names the columns that differ, by fact.
    `procedures` are the profile's, by the department's key of each.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))

    name: str = Field(pattern=r"^[a-z0-9_]{1,40}$")
    kind: Kind = Kind.RECORD
    query: str | None = Field(default=None, min_length=1)
    table: str | None = Field(default=None, min_length=1)
    files: Files | None = None
    national: NationalService | None = None
    whole: bool | None = None
    key: ColumnName
    watermark: ColumnName | None = None
    columns: dict[Fact, ColumnName]
    texts: dict[Fact, str] = {}
    statuses: dict[str, Status]
    agencies: Agencies = {}
    procedures: dict[str, ProcedureRef] = {}
    time_zone: str = "Asia/Ho_Chi_Minh"
    time_formats: tuple[str, ...] = ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S")
    missing_separator: str = Field(default=";", min_length=1)
    text_encoding: TextEncoding = TextEncoding.UNICODE
    text_encodings: dict[Fact, TextEncoding] = {}

    @field_validator("statuses")
    @classmethod
    def _statuses(cls, statuses: dict[str, Status]) -> dict[str, Status]:
        return {folded(word): status for word, status in statuses.items()}

    @field_validator("agencies")
    @classmethod
    def _agencies(cls, agencies: Agencies) -> Agencies:
        return {folded(word): code for word, code in agencies.items()}

    @field_validator("time_zone")
    @classmethod
    def _time_zone(cls, name: str) -> str:
        _zone(name)
        return name

    @field_validator("time_formats")
    @classmethod
    def _time_formats(cls, forms: tuple[str, ...]) -> tuple[str, ...]:
        for form in forms:
            try:
                datetime.strptime(NEW_YEAR.strftime(form), form)  # noqa: DTZ007 (only the form is tried)
            except (ValueError, re.error) as error:
                raise ValueError(f"{form} is no form of a time, such as %d/%m/%Y %H:%M") from error
        return forms

    @model_validator(mode="before")
    @classmethod
    def _comes_from_one(cls, said: Any) -> Any:
        if not isinstance(said, dict):
            return said  # pydantic says better what it is
        origins = [name for name in ORIGINS if said.get(name) is not None]
        if len(origins) != 1:
            raise ValueError(f"a feed comes from one of {', '.join(ORIGINS)}")
        if origins[0] in ("query", "table"):
            return said
        if said.get("watermark") is not None:
            raise ValueError("files have a watermark of their own: leave it out")
        return {**said, "watermark": PLACE}

    @model_validator(mode="after")
    def _whole_can_be_known(self) -> "Feed":
        if self.whole and self.national:
            raise ValueError("copies of a push never are the whole: leave `whole` out")
        return self

    @model_validator(mode="after")
    def _says_enough(self) -> "Feed":
        if missing := NEEDED - set(self.columns):
            raise ValueError(f"columns are needed for {', '.join(sorted(missing))}")
        return self

    @cached_property
    def zone(self) -> tzinfo:
        """The time zone of the department's times."""
        return _zone(self.time_zone)

    @property
    def is_whole(self) -> bool:
        """Whether a row that is not there any more was deleted at the department."""
        return self.whole if self.whole is not None else bool(self.query or self.table)

    def encoding(self, fact: Fact) -> TextEncoding:
        """How the column for `fact` keeps its texts."""
        return self.text_encodings.get(fact, self.text_encoding)

    def states(self, fact: Fact) -> bool:
        """Whether rows of this feed say anything of `fact`."""
        return fact in self.columns or fact in self.texts


class Profile(FieldFacts):
    """How to read one department system: its name, its field, and what is asked of its database."""

    name: str
    feeds: tuple[Feed, ...] = Field(min_length=1)

    @field_validator("feeds")
    @classmethod
    def _names_differ(cls, feeds: tuple[Feed, ...]) -> tuple[Feed, ...]:
        if len({feed.name for feed in feeds}) < len(feeds):
            raise ValueError("two feeds have the same name")
        return feeds

    @model_validator(mode="after")
    def _words_name_one_procedure(self) -> "Profile":
        words = [word for one in self.procedures for word in {folded(word) for word in (one.code, *one.words)}]
        if twice := {word for word in words if words.count(word) > 1}:
            raise ValueError(f"two procedures have the word {', '.join(sorted(twice))}")
        return self

    @model_validator(mode="after")
    def _hands_over_to_known_agencies(self) -> "Profile":
        known = {word for feed in self.feeds for word in feed.agencies}
        if unknown := {one.to for one in self.hand_overs if folded(one.to) not in known}:
            raise ValueError(f"no feed's agencies list {', '.join(sorted(unknown))}")
        return self


def find_profile(name: str) -> Profile:
    """The profile of this name among ours, or in the file of this path; ProfileNotReadable."""
    path = Path(name) if name.endswith(".toml") else PROFILES / f"{name}.toml"
    try:
        return read_profile(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(sorted(one.stem for one in PROFILES.glob("*.toml")))
        raise ProfileNotReadable(f"no profile {name}: give the path of a .toml file, or one of {known}") from error


def read_profile(text: str) -> Profile:
    """The profile that this TOML text is, or ProfileNotReadable with what is wrong."""
    try:
        return _knowing_procedures(Profile.model_validate(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise ProfileNotReadable(f"the profile is not TOML: {error}") from error
    except ValidationError as error:
        wrong = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise ProfileNotReadable(f"the profile is not valid: {'; '.join(wrong)}") from error


def _knowing_procedures(profile: Profile) -> Profile:
    known = {folded(word): procedure for word, procedure in profile.procedures_by_word().items()}
    feeds = tuple(feed.model_copy(update={"procedures": known | feed.procedures}) for feed in profile.feeds)
    return profile.model_copy(update={"feeds": feeds})


def folded(word: str) -> str:
    """A department's word as it is compared: spaces and capitals do not matter."""
    return " ".join(word.split()).casefold()


def _zone(name: str) -> tzinfo:
    # Viet Nam needs no time-zone database, which a small Windows or container machine may lack.
    try:
        return VIETNAM if name == "Asia/Ho_Chi_Minh" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError("no such time zone on this machine") from error
