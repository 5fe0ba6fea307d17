"""The catalogue of procedures as the public reads it: by field, by code and by search, from this process's memory."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from threading import Lock
from time import monotonic

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.errors import LookupUnavailable
from lookup_api.domain.procedure import Procedure, ProcedureChange
from lookup_api.reading import DATABASE_AWAY
from lookup_api.store.procedures import find_form, list_procedures, newest_changes
from lookup_api.web.search import Index, Text, fold, words_of

READ_AGAIN_SECONDS = 60.0
NAME, FIELD, PAPERS, LEGAL_TEXTS = 8.0, 3.0, 1.5, 1.0  # how much a word weighs by where it stands

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Field:
    """Lĩnh vực: its name, its part of an address ("dang-ky-kinh-doanh"), and its procedures by name."""

    name: str
    slug: str
    procedures: tuple[Procedure, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a search found, best first, and the words (spelt) by which it did."""

    procedures: tuple[Procedure, ...]
    words: frozenset[str]


class Catalogue:
    """All procedures at one moment."""

    def __init__(self, procedures: Sequence[Procedure], changes: Mapping[str, ProcedureChange]) -> None:
        self.procedures = tuple(procedures)
        self.changes = changes
        self.by_code = {procedure.ref.code: procedure for procedure in procedures}
        self.fields = tuple(_by_field(procedures))
        names = ((procedure.ref.name, *procedure.also_called) for procedure in procedures)
        self._index = Index(names, map(_texts_of, procedures))

    def search(self, wanted: str) -> Answered:
        """The procedures that `wanted` may mean; see Index."""
        found = self._index.find(wanted)
        return Answered(tuple(self.procedures[position] for position in found.positions), found.words)

    def field(self, slug: str) -> Field | None:
        """The field of this part of an address."""
        return next((field for field in self.fields if field.slug == slug), None)

    def field_of(self, procedure: Procedure) -> Field | None:
        """The field that the procedure is in; None when it is in none."""
        return self.field(slug_of(procedure.ref.field))


class CatalogueReader:
    """Keeps the catalogue in memory and reads it anew each minute; what was read last serves on while the database is
    away.
    """

    def __init__(self, sessions: sessionmaker[Session], clock: Callable[[], float] = monotonic) -> None:
        self._sessions = sessions
        self._clock = clock
        self._current: Catalogue | None = None
        self._read_again_at = 0.0
        self._reading = Lock()

    def current(self) -> Catalogue:
        """The catalogue, at most a minute old while all is well; LookupUnavailable when it never could be read."""
        if self._current is None or self._clock() >= self._read_again_at:
            self._read_once()
        if self._current is None:
            raise LookupUnavailable
        return self._current

    def content_of(self, code: str, file_name: str) -> bytes | None:
        """What is in a form to download; LookupUnavailable when the database can't be asked."""
        try:
            with self._sessions() as session:
                return find_form(session, code, file_name)
        except DATABASE_AWAY as error:
            raise LookupUnavailable from error

    def _read_once(self) -> None:
        """One thread reads; the others go on with what there is, or wait when there is nothing."""
        if not self._reading.acquire(blocking=self._current is None):
            return
        try:
            if self._current is None or self._clock() >= self._read_again_at:
                self._read()
        finally:
            self._reading.release()

    def _read(self) -> None:
        try:
            with self._sessions() as session:
                procedures, changes = list_procedures(session), newest_changes(session)
        except DATABASE_AWAY:
            log.warning("the catalogue of procedures could not be read")
        else:
            known = self._current
            if known is None or (known.procedures, known.changes) != (tuple(procedures), changes):
                self._current = Catalogue(procedures, changes)
        self._read_again_at = self._clock() + READ_AGAIN_SECONDS


def _by_field(procedures: Iterable[Procedure]) -> Iterator[Field]:
    """The fields in the order of letters, as their procedures; a procedure of no field is found by search alone."""
    named = [procedure for procedure in procedures if words_of(procedure.ref.field)]
    in_order = sorted(named, key=lambda each: (slug_of(each.ref.field), fold(each.ref.name)))
    for slug, group in groupby(in_order, key=lambda each: slug_of(each.ref.field)):
        members = tuple(group)
        yield Field(members[0].ref.field, slug, members)


def slug_of(field: str) -> str:
    """A field's part of an address."""
    return "-".join(map(fold, words_of(field)))


def _texts_of(procedure: Procedure) -> list[Text]:
    legal = (f"{text.title} {text.number}" for text in procedure.legal_texts)
    return [
        Text(" ".join((procedure.ref.name, procedure.ref.code, *procedure.also_called)), NAME),
        Text(procedure.ref.field, FIELD),
        Text(" ".join(paper.name for paper in procedure.papers), PAPERS),
        Text(" ".join(form.name for form in procedure.forms), PAPERS),
        Text(" ".join(legal), LEGAL_TEXTS),
    ]
