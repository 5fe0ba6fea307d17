"""The comparing part: once a night, by itself, agency and centre see whether they hold the same."""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.codes import AgencyCode
from provisioning.device.centre_time import MAY_DIFFER
from sync_ingest.agent.delivering import Bells
from sync_ingest.agent.errors import AgentError, IngestUnavailable
from sync_ingest.agent.reconcile import COMPARED_AT
from sync_ingest.agent.state.file import list_facts, save_fact
from sync_ingest.reconciliation.tree import place_of

log = logging.getLogger(__name__)

SPREAD_MINUTES = 180  # a province's hundred agencies do not all ask at once
LOOK_SECONDS = 60.0
REST_SECONDS = 600.0
AWAITED_SINCE = "comparison_awaited_since"


@dataclass(frozen=True)
class Nightly:
    """Compares (`compare`) once a night, from the hour `hour` in Viet Nam on; what a machine sleeps through is made up
    for when it wakes. Each agency has its own minute.
    """

    db: sqlite3.Connection
    sender: AgencyCode
    compare: Callable[[], object]
    clock: Callable[[], datetime]
    hour: int

    def compare_if_due(self) -> bool:
        """Compare, if it is time; whether it was. What `compare` raises."""
        if not self._is_due():
            return False
        self.compare()
        return True

    def _is_due(self) -> bool:
        now, facts = self.clock(), list_facts(self.db)
        since = facts.get(COMPARED_AT) or facts.get(AWAITED_SINCE)
        if since is None:  # the first night is the one after the installation
            save_fact(self.db, AWAITED_SINCE, now.isoformat())
            return False
        at = datetime.fromisoformat(since)
        return at < self._last_night(now) or at > now + MAY_DIFFER  # a wrong clock had said so

    def _last_night(self, now: datetime) -> datetime:
        """The newest of this agency's moments that lies behind us."""
        minutes = place_of(self.sender.value) % SPREAD_MINUTES
        today = datetime.combine(now.astimezone(VIETNAM), time(self.hour), VIETNAM) + timedelta(minutes=minutes)
        return today if today <= now else today - timedelta(days=1)


def compare_until(bells: Bells, nightly: Nightly) -> None:
    """Compare every night until `bells.stop`. What does not work is told of once, and tried again: soon
    where the centre was away or has to catch up first, after a rest otherwise.
    """
    trouble = ""
    while not bells.stop.is_set():
        try:
            if nightly.compare_if_due():
                trouble = ""
        except (AgentError, sqlite3.Error) as failure:
            if str(failure) != trouble:
                log.error("agency and centre are not compared: %s", failure)
            trouble = str(failure)
            bells.stop.wait(0 if isinstance(failure, IngestUnavailable) else REST_SECONDS)
        bells.stop.wait(LOOK_SECONDS)
