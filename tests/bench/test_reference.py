"""The bare SQL that ingest is measured against does the same work: not one row less."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from bench.data import STEPS, an_agency, an_update
from bench.ingest_reference import prepare, write
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.store.agencies import save_agency
from lookup_api.store.events import Event, list_events
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import HistoryRow
from provisioning.database import open_engine
from sync_ingest.saving import Desk
from tests.emptying import empty, list_tables
from tests.sync_ingest.door import Door, everything_in

AGENCY = an_agency(0)
BATCHES = [[an_update(AGENCY.code, number, step) for number in range(5)] for step in range(len(STEPS))]


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    """A writing engine on an empty PostgreSQL database."""
    engine = open_engine(postgres_url, writes=True)
    yield engine
    engine.dispose()


def _rows(engine: Engine) -> dict[str, Any]:
    with Session(engine) as session:
        digests = {(row.update_id, row.digest) for row in session.scalars(select(HistoryRow))}
        changes = sorted(map(_change, list_events(session, 0)))
        return {**everything_in(session), "digests": digests, "changes": changes}


def _change(event: Event) -> tuple[Any, ...]:
    change = event.change
    return change.version, sorted(change.codes), change.status_before or 0, change.status


def test_the_reference_writes_what_the_door_writes(engine: Engine, postgres_url: str) -> None:
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        save_agency(session, AGENCY)
    for batch in BATCHES:
        Door(sessions, Desk(WorkCalendar(), Sealer((Fernet.generate_key(),)))).receive(batch)
    ours = _rows(engine)
    empty(postgres_url, list_tables(postgres_url))
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as connection:
        for step, batch in enumerate(BATCHES):
            write(connection, prepare(batch, step))
    assert _rows(engine) == ours
