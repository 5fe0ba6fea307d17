"""Convergence at the door: what is stored does not depend on the order, the repetition or the batches of arrival."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import Code, parse_code
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Kind, StatusUpdate
from lookup_api.store.agencies import save_agency
from sync_ingest.envelope import Delivery
from sync_ingest.receive import receive
from sync_ingest.saving import Desk
from tests.builders import AGENCY, NOW, TAX_OFFICE, a_code, a_moment, a_status_update, an_agency
from tests.sync_ingest.door import everything_in

DOSSIERS = 3  # each with a national code and two local ones


@st.composite
def updates(draw: st.DrawFn) -> list[StatusUpdate]:
    """Updates of three dossiers: records and steps, numbered or not, hand-overs, and codes that come together late."""
    return [draw(_update(f"u{at}")) for at in range(draw(st.integers(1, 10)))]


@st.composite
def _update(draw: st.DrawFn, id_: str) -> StatusUpdate:
    codes = _codes(draw(st.integers(1, DOSSIERS)))
    stated: dict[str, Any] = {"code": draw(st.sampled_from(codes)), "sender": TAX_OFFICE, "kind": Kind.PROGRESS}
    if draw(st.booleans()):
        stated["sender"] = AGENCY
        stated["kind"] = draw(st.sampled_from(Kind))
        stated["aliases"] = tuple(draw(st.lists(st.sampled_from(codes), max_size=2, unique=True)))
    statuses = [Status.STOPPED] if stated["kind"] is Kind.DELETION else list(Status)
    if stated["kind"] is Kind.RECORD:
        stated["hand_over"] = draw(st.sampled_from([None, None, HandOver(TAX_OFFICE), HandOver(None)]))
    return a_status_update(
        id=id_,
        owner=AGENCY,
        status=draw(st.sampled_from(statuses)),
        occurred_at=a_moment(hours=draw(st.integers(0, 72))),
        sequence=draw(st.none() | st.integers(0, 5)),
        due_at=draw(st.none() | st.just(NOW)),
        **stated,
    )


def _codes(number: int) -> list[Code]:
    return [parse_code(text) for text in (a_code(number), f"{number}/HKD-2026", f"TP {number}")]


@contextmanager
def _forgotten_afterwards(engine: Engine) -> Iterator[sessionmaker[Session]]:
    """Sessions whose commits are undone in the end: a database for one example."""
    with engine.connect() as connection, connection.begin() as whole:
        sessions = sessionmaker(connection, join_transaction_mode="create_savepoint")
        with sessions.begin() as session:
            save_agency(session, an_agency(AGENCY))
            save_agency(session, an_agency(TAX_OFFICE))
        yield sessions
        whole.rollback()


def _stored_after(batches: list[list[StatusUpdate]], engine: Engine, desk: Desk) -> dict[str, Any]:
    with _forgotten_afterwards(engine) as sessions:
        for batch in batches:
            with sessions.begin() as session:
                answer = receive([Delivery(update) for update in batch], session, desk, NOW)
            assert not [result for result in answer.results if result.outcome == "quarantined"]
        with sessions() as session:
            return everything_in(session)


def _in_some_batches(sent: list[StatusUpdate], chance: Random) -> list[list[StatusUpdate]]:
    arrivals = sent + chance.choices(sent, k=len(sent))
    chance.shuffle(arrivals)
    cuts = sorted({0, len(arrivals), *chance.choices(range(len(arrivals)), k=chance.randint(0, 4))})
    return [arrivals[start:end] for start, end in pairwise(cuts)]


@given(updates(), st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_order_any_repetition_and_any_batches_store_the_same(
    engine: Engine, desk: Desk, sent: list[StatusUpdate], chance: Random
) -> None:
    in_one = _stored_after([sent], engine, desk)
    assert _stored_after(_in_some_batches(sent, chance), engine, desk) == in_one
    assert _stored_after([[update] for update in reversed(sent)], engine, desk) == in_one
