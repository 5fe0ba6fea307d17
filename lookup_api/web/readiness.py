"""Whether this process can answer new questions, and if not, why: asked of the database once a second at most."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from time import monotonic

from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.orm import Session

from lookup_api.reading import DATABASE_AWAY
from lookup_api.store.key_check import key_fits
from lookup_api.store.sealing import Sealer
from provisioning.database import MIGRATIONS

READY = "ready"
DATABASE_GONE = "database_away"
MIGRATION_BEHIND = "migration_behind"
DATA_KEY_WRONG = "data_key_wrong"
KEPT_SECONDS = 1.0


@dataclass
class Readiness:
    """The last word on it, and until when it stands (monotonic seconds)."""

    _word: str = ""
    _until: float = 0.0

    def __post_init__(self) -> None:
        self._lock = Lock()

    def word(self, sessions: Callable[[], Session], sealer: Sealer) -> str:
        """READY, or what is in the way."""
        with self._lock:
            if monotonic() >= self._until:
                self._word = _look(sessions, sealer)
                self._until = monotonic() + KEPT_SECONDS
            return self._word


def _look(sessions: Callable[[], Session], sealer: Sealer) -> str:
    try:
        with sessions() as session:
            if _is_behind(session):
                return MIGRATION_BEHIND
            return READY if key_fits(session, sealer) else DATA_KEY_WRONG
    except DATABASE_AWAY:
        return DATABASE_GONE


def _is_behind(session: Session) -> bool:
    """A revision that we do not know is newer than this program: on an upgrade the database goes first."""
    known, wanted = _revisions()
    stands_at = set(session.scalars(text("SELECT version_num FROM alembic_version")))
    return not stands_at or (stands_at != wanted and stands_at <= known)


@lru_cache(maxsize=1)
def _revisions() -> tuple[frozenset[str], frozenset[str]]:
    """All that this program knows, and the newest."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    return frozenset(script.revision for script in scripts.walk_revisions()), frozenset(scripts.get_heads())
