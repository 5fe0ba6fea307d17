"""What need not be kept any longer: attachments that were never sent, and filings whose dossiers have long ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.filings import forget_ended, names_sent, settle_others
from sync_ingest.transactions import in_transaction

NEVER_SENT_AFTER = timedelta(days=1)  # twice as long as a form that holds them can be sent
CHUNK = 500


@dataclass(frozen=True)
class Keeping:
    """Where attachments are kept, and for how long after the last change of a dossier that ended."""

    folder: AttachmentFolder
    keep_for: timedelta


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many files were removed: never sent, and of dossiers that ended."""

    never_sent: int
    ended: int


def tidy(sessions: sessionmaker[Session], keeping: Keeping, now: datetime) -> Tidied:
    """Remove what need not be kept. It may be done at any time, and again."""
    in_transaction(sessions, lambda session: settle_others(session, now))
    ended = in_transaction(sessions, lambda session: forget_ended(session, now - keeping.keep_for))
    for name in ended:
        keeping.folder.remove(name)
    return Tidied(_remove_never_sent(sessions, keeping.folder, now), len(ended))


def _remove_never_sent(sessions: sessionmaker[Session], folder: AttachmentFolder, now: datetime) -> int:
    old, removed = list(folder.names_before(now - NEVER_SENT_AFTER)), 0
    for start in range(0, len(old), CHUNK):
        chunk = old[start : start + CHUNK]
        with sessions() as session:
            sent = names_sent(session, chunk)
        for name in set(chunk) - sent:
            folder.remove(name)
            removed += 1
    return removed
