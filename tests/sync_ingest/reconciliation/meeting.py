"""A department and a real centre that are to hold the same: rows on one side, the ingest service on the other."""

from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import parse_code
from lookup_api.domain.dossier import Dossier
from lookup_api.store.dossiers import find_dossier
from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.reconcile import Outcome, Reconciler
from sync_ingest.agent.reconciling.department import Department as Rows
from sync_ingest.agent.reconciling.mend import Mender
from sync_ingest.reconciliation.agreements import Agreement, DifferenceLeft, find_last, list_left
from sync_ingest.reconciliation.forms import PATH
from tests.builders import AGENCY
from tests.sync_ingest.agent.builders import SEAL, Department
from tests.sync_ingest.door import Door


@dataclass
class Meeting:
    """The department's agent with the centre before it; `door` is the centre's, for everybody else. `others` are feeds
    that the department has beside its own one.
    """

    department: Department
    http: httpx.Client
    sessions: sessionmaker[Session]
    door: Door
    others: list[Feed] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """The department's rows; the test may change them unseen by the watcher."""
        return self.department.source.rows

    def change_unseen(self, number: int, **says: Any) -> None:
        """Change a row as nobody should: without its time, and while nobody watches."""
        self.department.change(number, **says)

    def lose(self, number: int) -> None:
        """Delete a row."""
        self.department.source.rows = [row for row in self.rows if row["ID"] != number]

    def deliver(self) -> None:
        """The agent watches, and delivers all that is new."""
        self.department.poll()
        while self._courier.deliver():
            pass

    def reconcile(self, period: str | None = None, mends: bool = True) -> Outcome:
        """`motcua-agent reconcile`."""
        rows = Rows(self.department.source, [self.department.feed, *self.others], AGENCY)
        mender = Mender(self.department.db, AGENCY, SEAL, self.department.clock)
        return Reconciler(rows, self.http, mender, self._courier).reconcile(period, mends)

    def dossier(self, code: str) -> Dossier:
        """The dossier as the centre has it."""
        with self.sessions() as session:
            stored = find_dossier(session, parse_code(code))
        assert stored
        return stored.dossier

    @property
    def last(self) -> Agreement:
        """What the centre knows of the last comparison."""
        with self.sessions() as session:
            last = find_last(session, AGENCY)
        assert last
        return last

    @property
    def left(self) -> list[DifferenceLeft]:
        """What waits for a person."""
        with self.sessions() as session:
            return list_left(session, AGENCY)

    @property
    def _courier(self) -> Courier:
        return Courier(self.department.db, self.http, SEAL, self.department.clock)


def ask(http: httpx.Client, what: str, asked: object, auth: httpx.Auth | None = None) -> httpx.Response:
    """One question of an agent's, as it stands."""
    return http.send(http.build_request("POST", f"{PATH}/{what}", json=asked), auth=auth)
