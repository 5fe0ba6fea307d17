"""Laws: the centre's tree does not depend on how updates arrived, and both ends write the same facts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.update import StatusUpdate
from lookup_api.store.agencies import save_agency
from lookup_api.store.documents import read_update, write_update
from sync_ingest.envelope import Delivery, as_item, read_item
from sync_ingest.receive import receive
from sync_ingest.reconciliation.digests import catch_up
from sync_ingest.reconciliation.facts import digest_of, facts_of
from sync_ingest.reconciliation.tables import DigestPositionRow, DossierDigestRow
from sync_ingest.saving import Desk
from tests.builders import AGENCY, NOW, TAX_OFFICE, a_record, an_agency
from tests.sync_ingest.test_convergence import updates

Digests = list[tuple[object, ...]]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Many examples, on the database that is quicker to begin with; test_digests.py asks both."""
    return sqlite_url


@contextmanager
def forgotten_afterwards(engine: Engine) -> Iterator[sessionmaker[Session]]:
    """Sessions whose commits are undone in the end."""
    with engine.connect() as connection, connection.begin() as whole:
        sessions = sessionmaker(connection, join_transaction_mode="create_savepoint")
        with sessions.begin() as session:
            for agency in (AGENCY, TAX_OFFICE):
                save_agency(session, an_agency(agency))
        yield sessions
        whole.rollback()


def followed(sessions: sessionmaker[Session]) -> Digests:
    """The digests, once they know of every event."""
    is_behind = True
    while is_behind:
        with sessions.begin() as session:
            is_behind = catch_up(session)
    row = DossierDigestRow
    with sessions() as session:
        query = select(row.owner, row.code, row.period, row.place, row.first, row.second, row.third)
        return [tuple(each) for each in session.execute(query.order_by(row.owner, row.code))]


def forget_digests(session: Session) -> None:
    """Begin the tree anew."""
    session.execute(delete(DossierDigestRow))
    session.execute(update(DigestPositionRow).values(event=0))


@given(updates(), st.integers(1, 4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_a_tree_that_follows_each_batch_is_the_tree_of_the_whole(
    engine: Engine, desk: Desk, sent: list[StatusUpdate], size: int
) -> None:
    with forgotten_afterwards(engine) as sessions:
        for at in range(0, len(sent), size):
            with sessions.begin() as session:
                receive([Delivery(each) for each in sent[at : at + size]], session, desk, NOW)
            following = followed(sessions)
        with sessions.begin() as session:
            forget_digests(session)
        assert followed(sessions) == following


@given(updates(), st.booleans())
def test_what_comes_over_the_wire_and_out_of_the_store_states_the_same_facts(
    sent: list[StatusUpdate], is_full: bool
) -> None:
    for each in [*sent, a_record(note="Đã chuyển", missing=("Đơn",) if is_full else None)]:
        read = read_item(json.loads(json.dumps(as_item(Delivery(each)))), each.sender)
        assert isinstance(read, Delivery)
        stored = read_update(json.loads(write_update(read.update).text))
        assert digest_of(facts_of(stored, {})) == digest_of(facts_of(each, {}))
