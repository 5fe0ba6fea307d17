"""The database as pages use it that are no look-up: figures, and leaders' work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.errors import LookupUnavailable
from lookup_api.reading import DATABASE_AWAY


@dataclass(frozen=True, slots=True)
class Database:
    """Sessions that read and sessions that may write. Each that reads sees one moment, so that all figures of a page
    are of one count; on SQLite they never wait for a writer.
    """

    reads: sessionmaker[Session]
    writes: sessionmaker[Session]

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads; LookupUnavailable while the database is away."""
        try:
            with self.reads() as session:
                yield session
        except DATABASE_AWAY as error:
            raise LookupUnavailable from error

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at the end of the block; LookupUnavailable while the database is away."""
        try:
            with self.writes.begin() as session:
                yield session
        except DATABASE_AWAY as error:
            raise LookupUnavailable from error
