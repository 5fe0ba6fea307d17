"""Whether the bridge can do its work, for whoever watches it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from sms_bridge.workers import Worker


@dataclass(frozen=True)
class Watch:
    """Looks at the database and at the workers."""

    reads: sessionmaker[Session]
    workers: Sequence[Worker]

    def trouble(self) -> str:
        """What keeps messages from being kept, answered or sent, in one word; "" when nothing does."""
        if not all(worker.is_alive for worker in self.workers):
            return "worker_ended"
        try:
            with self.reads() as session:
                session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return "database_away"
        return ""
