"""A department's software as the tests see it: where it is installed, what its officers do, what citizens then see."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from sqlalchemy import Engine, create_engine

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.status import Status


class Found(StrEnum):
    """When the agent must have found a change: at the next poll, or once it has looked at every row."""

    BY_WATERMARK = "by its watermark"
    BY_CONTENT = "by its content"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline as the holder of the receipt reads it; `at` is local, `23/11/2026 09:00`."""

    at: str
    status: Status
    unit: str
    officer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """How a dossier must look to a citizen. Times are local, `27/11/2026 17:00`; `procedure` is the national code.

    `steps` is the whole timeline, oldest first; an empty one is not looked at. `also` are other codes of the dossier,
    under each of which it must be found.
    """

    code: str
    status: Status
    officer: str
    unit: str
    agency: str
    procedure: str
    received: str | None = None
    due: str | None = None
    missing: tuple[str, ...] = ()
    fee: int | None = None
    steps: tuple[Line, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """A dossier that no citizen may find."""

    code: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an officer does: `statements` (SQL) in the database at `at`, found as `found`, and what is then `seen`.

    `title` says it in words, and names the test. `at` None: at the first installation.
    """

    title: str
    statements: tuple[str, ...]
    seen: Seen | Gone
    found: Found = Found.BY_WATERMARK
    at: AgencyCode | None = None


@dataclass(frozen=True, slots=True)
class Installation:
    """The software at one agency, and the script of its database: DDL and rows, statements ended by `;` at a line's
    end.
    """

    agency: AgencyCode
    script: str


@dataclass(frozen=True, slots=True)
class SampleDepartment:
    """One department system: its profile, where it is installed, and what is seen of it.

    The first installation is the agency that receives the dossiers. `status_words` is a query that gives every status
    word that the software knows. `counted` are how many dossiers the centre has after the first round, of all
    installations together. `secrets` are texts of the database that no public channel may show. `changes` follow each
    other. `local_codes` is the form (a regular expression) of the receiving agency's own codes. `database` is where
    it is tried out.
    """

    profile: str
    installations: tuple[Installation, ...]
    status_words: str
    counted: int
    seen: tuple[Seen | Gone, ...]
    changes: tuple[Change, ...]
    secrets: tuple[str, ...]
    local_codes: str = ""
    database: Literal["sqlite", "postgresql"] = "sqlite"

    @property
    def receiving(self) -> Installation:
        """The installation at the agency that receives the dossiers."""
        return self.installations[0]


def make(installation: Installation, url: str) -> Engine:
    """Open the database at `url` and fill it as the installation stands at first."""
    engine = create_engine(url)
    run(engine, statements_of(installation.script))
    return engine


def run(engine: Engine, statements: Sequence[str]) -> None:
    """Carry out SQL in one transaction."""
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def statements_of(script: str) -> list[str]:
    """The statements of a script."""
    return [statement for part in f"{script}\n".split(";\n") if (statement := part.strip())]
