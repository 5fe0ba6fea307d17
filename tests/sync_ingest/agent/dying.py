"""A power cut at a chosen statement: from there on the connection does nothing, and what was not committed is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sync_ingest.agent.state.file import FILE, open_state


class PowerCut(BaseException):
    """The machine went off; nobody can catch that."""


class DyingConnection(sqlite3.Connection):
    """Works for `left` statements and dies with the next one; for ever when that is None. `is_done` tells whether that
    one was still carried out.
    """

    left: int | None = None
    is_done: bool = False

    def execute(self, *words: Any) -> sqlite3.Cursor:
        """See sqlite3.Connection."""
        self._live(lambda: super(DyingConnection, self).execute(*words))
        return super().execute(*words)

    def executemany(self, *words: Any) -> sqlite3.Cursor:
        """See sqlite3.Connection."""
        self._live(lambda: super(DyingConnection, self).executemany(*words))
        return super().executemany(*words)

    def _live(self, last: Any) -> None:
        if self.left is None:
            return
        if self.left == 0:
            self.left = -1
            if self.is_done:
                last()
        if self.left < 0:
            raise PowerCut
        self.left -= 1


@contextmanager
def a_life(folder: Path, statements: int | None, is_done: bool) -> Iterator[DyingConnection]:
    """The agent's state, from the start of the agent to its end, be that a power cut after so many statements."""
    open_state(folder).close()
    db = sqlite3.connect(folder / FILE, isolation_level=None, factory=DyingConnection)
    db.execute("PRAGMA synchronous=OFF")  # the disk is not what is tested here
    db.left, db.is_done = statements, is_done
    try:
        yield db
    except PowerCut:
        pass
    finally:
        db.close()
