"""The servers that tests start are real, and gone afterwards."""

import psycopg
import pytest
from redis import Redis
from sqlalchemy import Engine, text

from tests.servers import running_redis


def test_a_test_database_keeps_what_is_committed(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (word TEXT)"))
        connection.execute(text("INSERT INTO note VALUES ('Một Cửa')"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT word FROM note")) == "Một Cửa"


def test_postgresql_really_writes_to_the_disk(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_redis_is_empty_at_the_start_of_each_test(redis_url: str) -> None:
    with Redis.from_url(redis_url) as redis:
        assert redis.dbsize() == 0
        redis.set("word", "Một Cửa")


def test_a_server_ends_with_its_block() -> None:
    with running_redis() as server:
        assert server.answers()
    assert not server.answers()


@pytest.mark.parametrize("_", range(2))
def test_what_another_test_wrote_is_not_seen(_: int, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE seen_by_one_test (word TEXT)"))
