"""Where citizens' reports of a difference go, a few a minute from one network."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.differences import Report, report_difference
from lookup_api.store.sealing import Sealer
from lookup_api.web.limits import Buckets
from provisioning.limits import network_of


@dataclass(frozen=True)
class ReportBox:
    """Takes reports; `clock` gives aware UTC."""

    sessions: sessionmaker[Session]
    sealer: Sealer
    limit: Buckets
    clock: Callable[[], datetime]

    def put(self, report: Report, address: str) -> int:
        """Keep the report and give its number; TooManyRequests when this network has sent enough."""
        self.limit.take(network_of(address))
        with self.sessions.begin() as session:
            return report_difference(session, report, self.sealer, self.clock())
