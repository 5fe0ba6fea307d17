"""Reading a code out of what people type and scan: the national form, or one of the agencies' own."""

import logging
import re
from collections.abc import Iterable
from threading import Lock
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import Code, LocalCode
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.domain.reading import read_code, tidy
from lookup_api.store.agencies import list_agencies

LONGEST_CODE_TEXT = 200  # signs: a code with some words around it
READ_AGAIN_SECONDS = 60.0

log = logging.getLogger(__name__)


class CodeReader:
    """Reads codes by the forms that the agencies have registered; those are read again each minute."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions
        self._forms: tuple[re.Pattern[str], ...] = ()
        self._read_again_at = 0.0
        self._has_looked = False
        self._looking = Lock()

    def read(self, text: str) -> tuple[Code, bool]:
        """The one code in `text`, and whether a letter or figure of it was corrected.

        CodeNotReadable when there is none, SeveralCodes when there are more.
        """
        if len(text) > LONGEST_CODE_TEXT:
            raise CodeNotReadable
        try:
            reading = read_code(text)
        except CodeNotReadable:
            return self._read_local(text), False
        return reading.code, reading.corrected

    def _read_local(self, text: str) -> LocalCode:
        for code in (LocalCode.parse(tidy(text)), LocalCode.parse(text)):
            if any(form.fullmatch(code.printed) for form in self._current_forms()):
                return code
        raise CodeNotReadable

    def _current_forms(self) -> tuple[re.Pattern[str], ...]:
        """The forms; those known before when the database can't be asked, and while another thread asks it."""
        if monotonic() >= self._read_again_at and self._looking.acquire(blocking=not self._has_looked):
            try:
                self._look_again()
            finally:
                self._looking.release()
        return self._forms

    def _look_again(self) -> None:
        if monotonic() < self._read_again_at:
            return  # another thread has just done it
        try:
            with self._sessions() as session:
                self._forms = tuple(_compiled(agency.local_code_pattern for agency in list_agencies(session)))
        except SQLAlchemyError:
            log.warning("the agencies' code forms could not be read")
        self._read_again_at = monotonic() + READ_AGAIN_SECONDS
        self._has_looked = True


def _compiled(patterns: Iterable[str | None]) -> Iterable[re.Pattern[str]]:
    for pattern in dict.fromkeys(filter(None, patterns)):
        try:
            yield re.compile(pattern, re.IGNORECASE)
        except re.error:
            log.error("an agency's form of local codes is no regular expression: %r", pattern)
