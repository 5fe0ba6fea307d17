"""What this agent knows from its own work: what it has told, and how many rows its feeds had.

An agency may have several agents, one for each of its systems. What the centre has of the agency is then of all of
them, and each agent answers for its own only.
"""

import sqlite3
from dataclasses import dataclass, field

from sync_ingest.agent.gone import Prudence
from sync_ingest.agent.state.seen import find_told_at
from sync_ingest.agent.state.swept import count_known
from sync_ingest.reconciliation.forms import VersionForm


@dataclass(frozen=True)
class Own:
    """By the agent's state `db`."""

    db: sqlite3.Connection
    prudence: Prudence = field(default_factory=Prudence)

    def has_told(self, version: VersionForm) -> bool:
        """Whether this agent ever told of the dossier."""
        return find_told_at(self.db, version.codes) is not None

    def said_last(self, version: VersionForm) -> bool:
        """Whether nobody has said anything of the dossier after this agent."""
        told_at = find_told_at(self.db, version.codes)
        return told_at is not None and version.last_at <= told_at

    def doubts(self, feed: str, met: int) -> bool:
        """Whether a look that has met so many rows of the feed is to be doubted, as a sweep would doubt it."""
        known = count_known(self.db, feed)
        return self.prudence.doubts(met, known - met, known)
