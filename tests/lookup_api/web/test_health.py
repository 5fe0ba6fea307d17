"""Whether new questions should be sent here, and if not, why."""

import pytest
from cryptography.fernet import Fernet
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.key_check import key_fits
from lookup_api.store.sealing import Sealer
from lookup_api.web.readiness import Readiness
from lookup_api.web.watch import Watch
from tests.builders import an_applicant
from tests.lookup_api.stored import store, store_applicant


def test_a_process_that_lives_says_so(http: TestClient) -> None:
    assert http.get("/health/live").json() == {"status": "live"}


def test_one_that_can_answer_is_ready(http: TestClient) -> None:
    answered = http.get("/health/ready")
    assert (answered.status_code, answered.json()) == (200, {"status": "ready"})


def test_one_that_is_about_to_end_is_not(http: TestClient, watch: Watch) -> None:
    watch.life.is_ending = True
    answered = http.get("/health/ready")
    assert (answered.status_code, answered.json()) == (503, {"status": "stopping"})


@pytest.mark.parametrize(("revision", "word"), [("0006", "migration_behind"), ("9999", "ready")])
def test_an_older_database_is_in_the_way_and_a_newer_one_is_not(
    engine: Engine, sealer: Sealer, revision: str, word: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    assert Readiness().word(sessionmaker(engine), sealer) == word


def test_a_data_key_that_opens_nothing_is_in_the_way(engine: Engine, sealer: Sealer) -> None:
    store_applicant(engine, store(engine), an_applicant(), sealer)
    other = Sealer((Fernet.generate_key(),))
    assert Readiness().word(sessionmaker(engine), other) == "data_key_wrong"
    with Session(engine) as session:
        assert key_fits(session, sealer)


def test_the_database_is_asked_once_a_second_at_most(engine: Engine, sealer: Sealer) -> None:
    asked: list[Session] = []

    def sessions() -> Session:
        asked.append(Session(engine))
        return asked[-1]

    readiness = Readiness()
    assert [readiness.word(sessions, sealer) for _ in range(3)] == ["ready"] * 3
    assert len(asked) == 1
