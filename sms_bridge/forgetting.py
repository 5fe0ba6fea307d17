"""Forgetting in time what is no longer needed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.notices import forget_lapsed
from provisioning.clock import utc_now
from sms_bridge.store.forgetting import blank_texts, delete_settled
from sms_bridge.store.parts import forget_parts
from sms_bridge.store.reports import forget_reports

KEEP_PARTS = timedelta(hours=48)
KEEP_REPORTS = timedelta(days=3)


@dataclass(frozen=True)
class Forgetter:
    """Blanks the words of settled messages after `keep_texts`, and deletes their rows after `keep_rows`; and notices to
    which nobody agreed, hashes of parts, and reports whose message nobody knows.
    """

    sessions: sessionmaker[Session]
    keep_texts: timedelta
    keep_rows: timedelta
    clock: Callable[[], datetime] = utc_now

    def forget(self) -> bool:
        """Do it once; there is never more to do at once."""
        now = self.clock()
        with self.sessions.begin() as session:
            blank_texts(session, now - self.keep_texts)
            delete_settled(session, now - self.keep_rows)
            forget_parts(session, now - KEEP_PARTS)
            forget_reports(session, now - KEEP_REPORTS)
            forget_lapsed(session, now)
        return False
