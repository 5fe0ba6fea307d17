"""What departments' databases are like: names in any case, dates that are none, restarts, texts that quote people."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine, text

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.sources.opening import open_database
from sync_ingest.agent.sources.ports import Watermark
from sync_ingest.agent.sources.sql_view import SqlView
from tests.servers import MariaDbServer

SAID = {
    "name": "hs",
    "key": "so_hs",
    "columns": {"code": "so_hs", "status": "tt", "occurred_at": "ngay"},
    "statuses": {"x": 1},
}


def a_feed(**says: object) -> Feed:
    return Feed.model_validate({**SAID, **says})


@pytest.fixture
def mariadb(mariadb_server: MariaDbServer) -> Iterator[Engine]:
    """A MariaDB database of the test's own."""
    mariadb_server.run("CREATE DATABASE cq CHARACTER SET utf8mb4")
    engine = open_database(mariadb_server.url("cq"))
    yield engine
    engine.dispose()
    mariadb_server.run("DROP DATABASE cq")


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_zero_dates_are_no_dates_and_local_times_come_without_a_zone(mariadb: Engine) -> None:
    run(
        mariadb,
        "CREATE TABLE HS_HOSO (SO_HS VARCHAR(40), NGAY DATETIME, HEN DATE, TT VARCHAR(9))",
        "INSERT INTO HS_HOSO VALUES ('a', '2026-11-23 09:00:00', '2026-11-27', 'x')",
    )
    with mariadb.begin() as connection:
        connection.execute(text("SET SESSION sql_mode = ''"))
        connection.execute(text("INSERT INTO HS_HOSO VALUES ('b', '0000-00-00 00:00:00', '0000-00-00', 'x')"))
    feed = a_feed(table="hs_hoso", watermark="ngay")
    zero, dated = SqlView(mariadb).changed_since(feed, None)
    assert (zero["NGAY"], zero["HEN"]) == (None, None)
    assert (dated["NGAY"], dated["HEN"]) == (datetime(2026, 11, 23, 9), date(2026, 11, 27))  # noqa: DTZ001 (local)


def test_letters_outside_of_the_first_plane_come_whole(mariadb: Engine) -> None:
    run(
        mariadb,
        "CREATE TABLE HS (SO_HS VARCHAR(40), NGAY INT, TT VARCHAR(40))",
        "INSERT INTO HS VALUES ('a', 1, 'Đã ký 𠀀')",
    )
    assert [row["TT"] for row in SqlView(mariadb).all_rows(a_feed(table="HS"))] == ["Đã ký 𠀀"]


def test_after_a_restart_of_the_server_the_next_look_works(mariadb: Engine, mariadb_server: MariaDbServer) -> None:
    run(mariadb, "CREATE TABLE HS (SO_HS VARCHAR(40))", "INSERT INTO HS VALUES ('a')")
    source, feed = SqlView(mariadb), a_feed(table="HS")
    assert len(list(source.all_rows(feed))) == 1
    mariadb_server.restart()
    assert len(list(source.all_rows(feed))) == 1


def test_an_error_that_quotes_a_value_is_told_by_its_number(mariadb: Engine) -> None:
    query = "SELECT * FROM (SELECT 1 AS so_hs) q WHERE CAST(so_hs AS CHAR) = (SELECT 'An' UNION SELECT 'Bình')"
    with pytest.raises(SourceUnavailable) as trouble:
        list(SqlView(mariadb).all_rows(a_feed(query=query)))
    assert str(trouble.value) == "the database cannot be read (error 1242)"


def test_a_postgresql_error_that_quotes_a_value_is_told_by_its_kind(postgres_url: str) -> None:
    engine = open_database(postgres_url)
    with pytest.raises(SourceUnavailable) as trouble:
        list(SqlView(engine).all_rows(a_feed(query="SELECT CAST('Nguyễn Văn An' AS integer) AS so_hs")))
    engine.dispose()
    assert str(trouble.value) == "the database cannot be read (DataError)"


@pytest.mark.parametrize(
    ("kind", "value", "watermark"),
    [
        ("DATE", "'2026-11-23'", date(2026, 11, 23)),
        ("DECIMAL(12,0)", "7", Decimal(7)),
        ("DATETIME", "'2026-11-23 09:00:00'", datetime(2026, 11, 23, 9)),  # noqa: DTZ001 (local)
        ("VARCHAR(9)", "'0007'", "0007"),
    ],
)
def test_a_watermark_may_be_of_any_kind_that_has_an_order(
    mariadb: Engine, kind: str, value: str, watermark: Watermark
) -> None:
    run(mariadb, f"CREATE TABLE HS (SO_HS INT, NGAY {kind})", f"INSERT INTO HS VALUES (1, {value}), (2, NULL)")
    source, feed = SqlView(mariadb), a_feed(table="HS", watermark="ngay")
    assert [row["NGAY"] for row in source.changed_since(feed, None)] == [None, watermark]
    assert [row["SO_HS"] for row in source.changed_since(feed, watermark)] == [1]


@pytest.mark.parametrize("name", ["HS-Hồ sơ", "select", 'a"b'])
def test_a_table_of_any_name_is_quoted_as_the_database_needs_it(name: str, postgres_url: str, mariadb: Engine) -> None:
    for engine in (open_database("sqlite://"), open_database(postgres_url), mariadb):
        quote = engine.dialect.identifier_preparer.quote_identifier
        run(engine, f"CREATE TABLE {quote(name)} (so_hs INT, {quote('Ngay')} INT)")
        run(engine, f"INSERT INTO {quote(name)} VALUES (1, 2)")
        feed = a_feed(table=name.upper() if name == "select" else name, watermark="ngay")
        assert list(SqlView(engine).changed_since(feed, 2)) == [{"SO_HS": 1, "NGAY": 2}]
        run(engine, f"DROP TABLE {quote(name)}")
        engine.dispose()


def test_a_table_may_stand_in_a_schema_of_its_own(postgres_url: str) -> None:
    engine = open_database(postgres_url)
    run(engine, "CREATE SCHEMA dat_dai", "CREATE VIEW dat_dai.v_hs AS SELECT 1 AS so_hs")
    assert list(SqlView(engine).all_rows(a_feed(table="dat_dai.V_HS"))) == [{"SO_HS": 1}]
    run(engine, "DROP SCHEMA dat_dai CASCADE")
    engine.dispose()


@pytest.mark.parametrize(
    ("says", "reason"),
    [({"table": "HS_KHAC"}, "no table HS_KHAC"), ({"table": "HS", "watermark": "NGAY_CN"}, "no column NGAY_CN")],
)
def test_a_name_that_the_database_does_not_have_is_told(says: dict[str, str], reason: str) -> None:
    engine = open_database("sqlite://")
    run(engine, "CREATE TABLE HS (SO_HS INT)")
    with pytest.raises(SourceUnavailable, match=reason):
        list(SqlView(engine).changed_since(a_feed(**says), None))
    engine.dispose()


@pytest.mark.parametrize("url", ["", "no-such-thing", "oracle+nodriver://a:geheim@b/c", "mssql+pyodbc://a:geheim@b/c"])
def test_an_address_that_cannot_be_used_is_told_without_its_password(url: str) -> None:
    with pytest.raises(SourceUnavailable) as trouble:
        open_database(url)
    assert "geheim" not in str(trouble.value)


def test_a_text_of_another_encoding_is_told_of_by_its_column_alone(sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    run(engine, "CREATE TABLE hs (so_hs, ten)", "INSERT INTO hs VALUES ('a', CAST(x'4e677579e1ff' AS TEXT))")
    with pytest.raises(SourceUnavailable) as failure:
        list(SqlView(engine).all_rows(a_feed(table="hs")))
    assert "Nguy" not in str(failure.value)
    assert "column 'ten'" in str(failure.value)
