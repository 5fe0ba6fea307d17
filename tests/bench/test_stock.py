"""The stocks of the benches hold what the one door would have written."""

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from bench.data import STEPS, an_agency, an_update
from bench.data_stock import COLUMNS, LOOKED_UP, make_stock
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.store.agencies import save_agency
from lookup_api.store.events import list_events, newest_event
from lookup_api.store.sealing import Sealer
from provisioning.database import open_engine
from sync_ingest.saving import Desk
from tests.servers import PostgresServer
from tests.sync_ingest.door import Door, everything_in

AGENCY, SIZE = an_agency(0), 7
STOCKS = {"with all tables": tuple(COLUMNS), "only to look up in": LOOKED_UP}


@pytest.fixture(params=STOCKS)
def stock(request: pytest.FixtureRequest, postgres_server: PostgresServer) -> Iterator[tuple[Engine, bool]]:
    """A stock that was loaded by COPY, and whether it has all tables."""
    tables = STOCKS[request.param]
    make_stock(postgres_server, "a_stock", SIZE, tables)
    engine = open_engine(postgres_server.url("a_stock"), writes=False)
    yield engine, tables == tuple(COLUMNS)
    engine.dispose()
    postgres_server.run("DROP DATABASE a_stock WITH (FORCE)")


def _rows(engine: Engine, has_all: bool) -> dict[str, Any]:
    """All that is stored, less what a stock to look up in leaves out."""
    with Session(engine) as session:
        rows = {**everything_in(session), "number": newest_event(session)}
        changes = [event.change for event in list_events(session, 0)]
    versions = sorted((sorted(change.codes), change.version, change.status_before, change.status) for change in changes)
    return {**rows, "versions": versions} if has_all else {**rows, "history": set()}


def test_a_stock_is_what_the_door_writes(stock: tuple[Engine, bool], postgres_url: str) -> None:
    loaded, has_all = stock
    engine = open_engine(postgres_url, writes=True)
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        save_agency(session, AGENCY)
    door = Door(sessions, Desk(WorkCalendar(), Sealer((Fernet.generate_key(),))))
    for step in range(len(STEPS)):
        door.receive(an_update(AGENCY.code, number, step) for number in range(SIZE))
    assert _rows(loaded, has_all) == _rows(engine, has_all)
    engine.dispose()
