"""The catalogue of procedures from a JSON file, with the forms to download beside it: docs/catalogue.md."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from lookup_api.domain.procedure import BlankForm, LegalText, Level, Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.store.procedures import change_procedure
from sync_ingest.blank_forms import read_form
from sync_ingest.errors import CatalogueNotReadable

Count = Annotated[int, Field(ge=0, le=1_000)]
Name = Annotated[str, Field(min_length=1, max_length=500)]
Paragraph = Annotated[str, Field(min_length=1, max_length=2_000)]


class Part(BaseModel):
    """A part of the file; what it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid")


class PaperForm(Part):
    name: Name
    originals: Count = 0
    certified_copies: Count = 0
    photocopies: Count = 0


class LegalTextForm(Part):
    title: Name
    number: str = Field(default="", max_length=100)
    issued_on: date | None = None
    url: str = Field(default="", max_length=500, pattern=r"^(https?://\S+)?$")


class FormForm(Part):
    """A form to download; `file` is its path, from the folder of the JSON file."""

    name: Name
    file: str = Field(min_length=1, max_length=500)


class ProcedureFileForm(Part):
    """One procedure of the file. `fee` is in đồng; a term of 0 means that none is set."""

    code: str = Field(min_length=1, max_length=60, pattern=r"^[^/?#\s]+$")
    name: Name
    field: str = Field(max_length=200)
    term: int = Field(ge=0, le=3_660)
    term_unit: TermUnit = TermUnit.WORKING_DAYS
    papers: tuple[PaperForm, ...] = ()
    fee: int = Field(default=0, ge=0, le=10**12)
    also_called: tuple[Name, ...] = ()
    result: str = Field(default="", max_length=500)
    steps: tuple[Paragraph, ...] = ()
    levels: tuple[Level, ...] = ()
    legal_texts: tuple[LegalTextForm, ...] = ()
    forms: tuple[FormForm, ...] = ()
    online: bool = False

    def to_domain(self, forms: Iterable[BlankForm]) -> Procedure:
        """The procedure as a plain value, with these forms to download."""
        return Procedure(
            ref=ProcedureRef(self.code, self.name, self.field),
            term=self.term,
            term_unit=self.term_unit,
            papers=tuple(Paper(**vars(paper)) for paper in self.papers),
            fee=self.fee,
            also_called=self.also_called,
            result=self.result,
            steps=self.steps,
            levels=self.levels,
            legal_texts=tuple(LegalText(**vars(text)) for text in self.legal_texts),
            forms=tuple(forms),
            online=self.online,
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure, and the content of its forms by file name."""

    procedure: Procedure
    contents: dict[str, bytes]


def import_catalogue(session: Session, entries: Iterable[Entry], now: datetime) -> tuple[int, int]:
    """Write the entries; how many there were, and how many of them were new or had changed. Others stay as they are."""
    changed = [change_procedure(session, entry.procedure, entry.contents, now) for entry in entries]
    return len(changed), sum(changed)


def read_catalogue(file: Path) -> Iterator[Entry]:
    """The procedures that the JSON file lists, with their form files, one at a time: forms of a whole province need not
    fit into memory. CatalogueNotReadable, saying where, when something is not of this form.
    """
    try:
        listed = TypeAdapter(list[ProcedureFileForm]).validate_json(file.read_bytes())
    except ValidationError as error:
        raise CatalogueNotReadable(str(error)) from error
    if twice := _twice(each.code for each in listed):
        raise CatalogueNotReadable(f"{twice} is in the file more than once")
    for each in listed:
        yield _entry(each, file.parent)


def _entry(listed: ProcedureFileForm, folder: Path) -> Entry:
    try:
        found = [read_form(form.name, _inside(folder, form.file)) for form in listed.forms]
    except CatalogueNotReadable as error:
        raise CatalogueNotReadable(f"{listed.code}: {error}") from error
    if twice := _twice(form.file_name for form, _ in found):
        raise CatalogueNotReadable(f"{listed.code}: two forms are called {twice}")
    contents = {form.file_name: content for form, content in found}
    return Entry(listed.to_domain(form for form, _ in found), contents)


def _inside(folder: Path, path: str) -> Path:
    """The file at `path` from the folder; never one outside of it."""
    whole = (folder / path).resolve()
    if not whole.is_relative_to(folder.resolve()):
        raise CatalogueNotReadable(f"{path} is not in the folder of the catalogue")
    return whole


def _twice(names: Iterable[str]) -> str | None:
    return next((name for name, times in Counter(names).items() if times > 1), None)
