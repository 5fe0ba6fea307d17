"""Figures stay fresh by themselves, and outlive a database that is away."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from lookup_api.counting import Counting
from lookup_api.domain.figures import Period
from lookup_api.main import cli
from lookup_api.store.figures import Scope, counted_at, tally_by_agency
from tests.builders import NOW, a_record
from tests.lookup_api.stored import store
from tests.waiting import wait_until

NOVEMBER = Scope(Period.month(date(2026, 11, 1)))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """That both databases count alike is tested in store/."""
    return sqlite_url


@pytest.fixture
def counting(engine: Engine, reading_engine: Engine) -> Counting:
    """Counts at NOW, every five minutes."""
    return Counting(sessionmaker(reading_engine), sessionmaker(engine), timedelta(minutes=5), lambda: NOW)


def received(counting: Counting) -> int:
    with counting.reads() as session:
        return sum(tally.received for tally in tally_by_agency(session, NOVEMBER).values())


def test_the_first_worker_counts_and_the_second_finds_it_done(engine: Engine, counting: Counting) -> None:
    store(engine, a_record(received_at=NOW))
    assert [counting.count_in_turn(), counting.count_in_turn()] == [True, False]
    assert received(counting) == 1
    with counting.reads() as session:
        assert counted_at(session) == NOW


def test_a_count_that_is_asked_for_waits_for_no_turn(engine: Engine, counting: Counting) -> None:
    counting.count_in_turn()
    store(engine, a_record(received_at=NOW))
    assert sum(counting.count().figures.values()) == 1
    assert received(counting) == 0, "a count of the same moment is no newer one"


def test_a_running_program_counts_by_itself(engine: Engine, counting: Counting) -> None:
    store(engine, a_record(received_at=NOW))
    with counting.running():
        wait_until("the dossier is counted", lambda: received(counting) == 1)


def test_a_database_that_is_away_ends_nothing(
    engine: Engine, counting: Counting, caplog: pytest.LogCaptureFixture
) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE figures_count RENAME TO elsewhere"))
    with counting.running():
        wait_until("the trouble is told", lambda: "counting the dossiers is interrupted" in caplog.text)


def test_an_operator_counts_at_once(engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store(engine, a_record(received_at=NOW))
    monkeypatch.setenv("MOTCUA_DATABASE_URL", database_url)
    ran = CliRunner().invoke(cli, ["count"])
    assert ran.output == "1 dossiers of 1 agencies\n"
