"""Where goes what citizens write to us, reports of a difference and feedback, a few a minute from one network."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.errors import LookupUnavailable
from lookup_api.store.differences import Report, report_difference
from lookup_api.store.errors import FeedbackFull
from lookup_api.store.feedback import Feedback, save_feedback
from lookup_api.store.sealing import Sealer
from lookup_api.web.limits import Buckets
from provisioning.limits import network_of


@dataclass(frozen=True)
class ReportBox:
    """Takes reports and feedback; `clock` gives aware UTC."""

    sessions: sessionmaker[Session]
    sealer: Sealer
    limit: Buckets
    clock: Callable[[], datetime]

    def put(self, report: Report, address: str) -> int:
        """Keep the report and give its number. TooManyRequests when this network has sent enough, LookupUnavailable
        while the database is away, or keeps no more.
        """
        with self._writing(address) as session:
            return report_difference(session, report, self.sealer, self.clock())

    def put_feedback(self, feedback: Feedback, address: str) -> int:
        """Keep the feedback and give its number; fails as `put` does."""
        with self._writing(address) as session:
            return save_feedback(session, feedback, self.sealer, self.clock())

    @contextmanager
    def _writing(self, address: str) -> Iterator[Session]:
        self.limit.take(network_of(address))
        try:
            with self.sessions.begin() as session:
                yield session
        except (SQLAlchemyError, FeedbackFull) as error:
            raise LookupUnavailable from error
