"""The figures are counted as domain/deadlines.py says, whatever database counts them."""

import random
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.orm import Session

from lookup_api.domain.deadlines import Timeliness, standing_to_due
from lookup_api.domain.status import Status
from lookup_api.store.counting import Count, claim_count, count_dossiers, save_count, timeliness_now
from lookup_api.store.figures import newest_updates
from lookup_api.store.tables import DossierRow, FigureRow
from provisioning.database import migrate, open_engine
from tests.builders import AGENCY, NOW, TAX_OFFICE, a_deletion, a_moment, a_progress_step, a_record
from tests.lookup_api.stored import store

EVERY = timedelta(minutes=5)
MIDNIGHT = datetime(2026, 11, 23, 17, tzinfo=UTC)
"""Midnight in Viet Nam before NOW."""
Standing = tuple[Status, datetime | None, datetime | None]
"""Status, due date, completion."""

around_midnights = st.builds(
    lambda days, seconds, micros: MIDNIGHT + timedelta(days=days, seconds=seconds, microseconds=micros),
    st.integers(-400, 400),
    st.sampled_from((-1, 0, 1, 3_600, 43_200)),
    st.integers(0, 999_999),
)
some_day = st.timedeltas(timedelta(days=-24_000), timedelta(days=24_000)).map(lambda gap: MIDNIGHT + gap)
moments = around_midnights | some_day
standings = st.tuples(st.sampled_from(Status), st.none() | moments, st.none() | moments)


@pytest.fixture(scope="module")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One SQLite database for all examples; each is rolled back."""
    url = f"sqlite:///{Path(tmp_path_factory.mktemp('counting')) / 'motcua.db'}"
    migrate(url)
    engine = open_engine(url, writes=True)
    yield engine
    engine.dispose()


def sql_says(session: Session, standings: Sequence[Standing], now: datetime) -> list[Timeliness]:
    session.execute(delete(DossierRow))
    session.execute(insert(DossierRow), [_row(number, each) for number, each in enumerate(standings)])
    return [Timeliness(said) for said in session.scalars(select(timeliness_now(now)).order_by(DossierRow.id))]


def _row(number: int, standing: Standing) -> dict[str, object]:
    status, due_at, completed_at = standing
    who = {"id": number + 1, "owner": "H53.19", "code": f"{number}/HKD", "version": 1, "updates": []}
    return {**who, "status": int(status), "due_at": due_at, "completed_at": completed_at, "changed_at": NOW}


def domain_says(standings: Collection[Standing], now: datetime) -> list[Timeliness]:
    return [standing_to_due(*standing, now) for standing in standings]


@settings(max_examples=60)
@given(st.lists(standings, min_size=1, max_size=20), moments)
def test_a_dossier_stands_in_sql_as_it_stands_in_the_domain(
    one_engine: Engine, drawn: list[Standing], now: datetime
) -> None:
    with Session(one_engine) as session:
        assert sql_says(session, drawn, now) == domain_says(drawn, now)


def test_a_thousand_dossiers_stand_alike_on_either_database(session: Session) -> None:
    chance = random.Random(20261124)

    def a_chance_moment() -> datetime | None:
        near = timedelta(days=chance.randint(-3, 3), seconds=chance.choice((-1, 0, 1, 40_000)))
        return chance.choice((None, MIDNIGHT + near, MIDNIGHT + near, MIDNIGHT + near))

    drawn = [(chance.choice(list(Status)), a_chance_moment(), a_chance_moment()) for _ in range(1_000)]
    assert sql_says(session, drawn, NOW) == domain_says(drawn, NOW)


def test_a_days_last_minute_and_the_next_days_first_are_two_days(session: Session) -> None:
    last_minute, midnight = MIDNIGHT - timedelta(minutes=1), MIDNIGHT
    done = [(Status.FINISHED, last_minute, midnight), (Status.FINISHED, midnight, last_minute)]
    assert sql_says(session, done, NOW) == [Timeliness.LATE, Timeliness.EARLY]


def counted(engine: Engine, now: datetime = NOW) -> Count:
    with Session(engine) as session:
        return count_dossiers(session, now)


def test_a_dossier_is_counted_once_at_the_agency_that_received_it(engine: Engine) -> None:
    store(engine, a_record(), a_progress_step(sender=TAX_OFFICE, owner=AGENCY))
    assert sum(counted(engine).figures.values()) == 1
    assert {agency for _, agency, _, _ in counted(engine).figures} == {AGENCY.value}


def test_a_month_ends_at_midnight_in_viet_nam(engine: Engine) -> None:
    store(engine, a_record(code="H53.19-261101-0001", received_at=datetime(2026, 10, 31, 16, 59, tzinfo=UTC)))
    store(engine, a_record(code="H53.19-261101-0002", received_at=datetime(2026, 10, 31, 17, 0, tzinfo=UTC)))
    assert sorted(month for month, *_ in counted(engine).figures) == [date(2026, 10, 1), date(2026, 11, 1)]


def test_a_dossier_that_the_public_is_not_told_of_or_that_was_not_received_is_in_no_figure(engine: Engine) -> None:
    store(engine, a_record(code="H53.19-261101-0001"), a_deletion(code="H53.19-261101-0001", occurred_at=NOW))
    store(engine, a_record(code="H53.19-261101-0002", status=Status.NEWLY_REGISTERED, received_at=None))
    count = counted(engine)
    assert not count.figures
    assert count.newest == {AGENCY: NOW}


def test_a_count_takes_the_last_ones_place(engine: Engine) -> None:
    store(engine, a_record(received_at=a_moment(days=3)))
    for now in (NOW, NOW + EVERY):
        with Session(engine) as session, session.begin():
            assert save_count(session, count_dossiers(session, now))
    with Session(engine) as session:
        assert [row.number for row in session.scalars(select(FigureRow))] == [1]
        assert newest_updates(session) == {AGENCY: NOW}


def test_a_slow_count_does_not_replace_a_newer_one(engine: Engine) -> None:
    slow = counted(engine)
    with Session(engine) as session, session.begin():
        assert save_count(session, counted(engine, NOW + EVERY))
        assert not save_count(session, slow)


def claims(engine: Engine, now: datetime) -> bool:
    with Session(engine) as session, session.begin():
        return claim_count(session, now, EVERY)


def test_one_worker_counts_and_the_others_wait_for_the_next_turn(engine: Engine) -> None:
    assert [claims(engine, NOW + wait) for wait in (timedelta(0), EVERY, EVERY + timedelta(seconds=1))] == [
        True,
        False,
        True,
    ]


def test_after_midnight_all_is_counted_anew(engine: Engine) -> None:
    at = [MIDNIGHT - timedelta(seconds=5), MIDNIGHT + timedelta(seconds=5), MIDNIGHT + timedelta(seconds=10)]
    assert [claims(engine, now) for now in at] == [True, True, False]


def test_a_machine_whose_clock_was_far_ahead_stops_no_count(engine: Engine) -> None:
    ahead = NOW + timedelta(days=30_000)
    assert claims(engine, ahead)
    with Session(engine) as session, session.begin():
        assert save_count(session, counted(engine, ahead))
    assert claims(engine, NOW)
    with Session(engine) as session, session.begin():
        assert save_count(session, counted(engine))
