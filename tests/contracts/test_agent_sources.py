"""What every source of the agent promises, shown on each."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, create_engine, insert

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.sources.folder import Folder
from sync_ingest.agent.sources.opening import open_database
from sync_ingest.agent.sources.ports import Source, Watermark
from sync_ingest.agent.sources.scripted import ScriptedSource
from sync_ingest.agent.sources.sql_view import FETCH, SqlView
from tests.sync_ingest.agent.builders import SEAL
from tests.sync_ingest.agent.sources.files import LATER, write_csv, write_push, write_xlsx

TABLE = Table(
    "hs", MetaData(), Column("id", Integer, primary_key=True), Column("Ngay", Integer), Column("ten", String(9))
)
SAID = {
    "name": "hs",
    "key": "id",
    "columns": {"code": "ten", "status": "ten", "occurred_at": "ngay"},
    "statuses": {"x": 1},
}
QUERY = Feed.model_validate({**SAID, "query": 'SELECT id, "Ngay" AS ngay, ten FROM hs;', "watermark": "ngay"})
MARIADB_QUERY = QUERY.model_copy(update={"query": "SELECT id, Ngay AS ngay, ten FROM hs;"})
FROM_TABLE = Feed.model_validate({**SAID, "table": "HS", "watermark": "ngay"})
FILES = Feed.model_validate({**SAID, "files": {}})
NATIONAL = Feed.model_validate(
    {
        **SAID,
        "national": "DongBoHoSoMC",
        "key": "MaHoSo",
        "columns": {"code": "MaHoSo", "status": "TrangThaiHoSo", "occurred_at": "MOTCUA_SAID_AT"},
    }
)

Rows = Sequence[tuple[int, int | None, str]]
ROWS: Rows = [(1, 30, "a"), (2, None, "b"), (3, 10, "c"), (4, 20, "đ")]

Made = tuple[Source, Feed]
MakeSource = Callable[[Rows], Made]


def _scripted(request: pytest.FixtureRequest) -> MakeSource:
    return lambda rows: (ScriptedSource([dict(zip(("ID", "NGAY", "TEN"), row, strict=True)) for row in rows]), QUERY)


def _database(url: str, feed: Feed) -> Callable[[pytest.FixtureRequest], MakeSource]:
    def prepare(request: pytest.FixtureRequest) -> MakeSource:
        engine = open_database(request.getfixturevalue(url) if url.endswith("_url") else url)
        request.addfinalizer(engine.dispose)
        return lambda rows: (SqlView(_filled(engine, rows)), feed)

    return prepare


def _files(write: Callable[[Path, Rows], None], feed: Feed) -> Callable[[pytest.FixtureRequest], MakeSource]:
    def prepare(request: pytest.FixtureRequest) -> MakeSource:
        folder = request.getfixturevalue("tmp_path")

        def fill(rows: Rows) -> Made:
            write(folder, rows)
            return Folder(folder, SEAL, lambda: LATER), feed

        return fill

    return prepare


KINDS = {
    "scripted": _scripted,
    "sqlite": _database("sqlite://", QUERY),
    "sqlite table": _database("sqlite://", FROM_TABLE),
    "postgresql": _database("postgres_url", QUERY),
    "postgresql table": _database("postgres_url", FROM_TABLE),
    "mariadb": _database("mariadb_url", MARIADB_QUERY),
    "mariadb table": _database("mariadb_url", FROM_TABLE),
    "csv": _files(write_csv, FILES),
    "xlsx": _files(write_xlsx, FILES),
    "national": _files(write_push, NATIONAL),
}


@pytest.fixture(params=KINDS)
def make_source(request: pytest.FixtureRequest) -> MakeSource:
    """Makes a source of each kind that holds these rows, and a feed that reads them."""
    return KINDS[request.param](request)


def test_all_rows_come_with_their_columns_in_capitals(make_source: MakeSource) -> None:
    source, feed = make_source(ROWS)
    rows = list(source.all_rows(feed))
    assert len(rows) == 4
    assert sorted(_number(row[feed.key]) for row in rows) == [1, 2, 3, 4]
    assert all(name == name.upper() for row in rows for name in row)


def test_letters_come_as_they_were_written(make_source: MakeSource) -> None:
    source, feed = make_source(ROWS)
    assert "đ" in {row.get("TEN", row.get("GHICHU")) for row in source.all_rows(feed)}


def test_changed_rows_come_from_the_watermark_on_the_lowest_first(make_source: MakeSource) -> None:
    source, feed = make_source(ROWS)
    first, second, third = _watermarks(source, feed, None)
    assert first < second < third
    assert _watermarks(source, feed, second) == [second, third]


def test_rows_without_a_watermark_come_first_so_that_the_last_row_has_one(make_source: MakeSource) -> None:
    source, feed = make_source(ROWS)
    *_, last = source.changed_since(feed, None)
    assert last[feed.watermark or ""] is not None


def test_many_rows_come_as_a_stream(make_source: MakeSource) -> None:
    source, feed = make_source(_many(3 * FETCH))
    stream = iter(source.all_rows(feed))
    assert _number(next(stream)[feed.key]) == 1
    assert sum(1 for _ in stream) == 3 * FETCH - 1


def test_a_stream_may_be_left_before_its_end(make_source: MakeSource) -> None:
    source, feed = make_source(_many(3 * FETCH))
    next(iter(source.all_rows(feed)))
    assert sum(1 for _ in source.all_rows(feed)) == 3 * FETCH


def test_a_feed_of_another_kind_of_source_is_told(make_source: MakeSource) -> None:
    source, feed = make_source(ROWS)
    other = FILES if feed.query or feed.table else QUERY
    if not isinstance(source, ScriptedSource):
        with pytest.raises(SourceUnavailable, match="the feed hs reads"):
            list(source.all_rows(other))


@pytest.mark.parametrize("make_source", ["sqlite", "postgresql", "mariadb"], indirect=True)
def test_a_query_that_the_database_does_not_understand_is_told_in_its_words(make_source: MakeSource) -> None:
    source, feed = make_source(ROWS)
    with pytest.raises(SourceUnavailable, match="no_such_table"):
        list(source.all_rows(feed.model_copy(update={"query": "SELECT * FROM no_such_table"})))


@pytest.mark.parametrize("driver", ["postgresql+psycopg", "mysql+pymysql", "mariadb+pymysql"])
def test_a_database_that_is_not_there_is_told_without_its_password(driver: str) -> None:
    source = SqlView(open_database(f"{driver}://agent:geheim@127.0.0.1:1/hs"))
    with pytest.raises(SourceUnavailable) as trouble:
        list(source.all_rows(QUERY))
    assert "geheim" not in str(trouble.value)


@pytest.fixture
def mariadb_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A MariaDB database without tables."""
    url = request.getfixturevalue("mariadb_server").url("hs")
    yield url
    engine = create_engine(url)
    TABLE.metadata.drop_all(engine)
    engine.dispose()


def _watermarks(source: Source, feed: Feed, since: Watermark | None) -> list[Any]:
    """Of all that have one; the second row has none, which a file does not leave out."""
    given = [row[feed.watermark or ""] for row in source.changed_since(feed, since)]
    return [value for value in given if value is not None][-3:]


def _many(number: int) -> Rows:
    return [(each, each, "x") for each in range(1, number + 1)]


def _number(key: object) -> int:
    """Keys are numbers, or codes that end in one."""
    return int(str(key).rpartition("-")[2])


def _filled(engine: Engine, rows: Rows) -> Engine:
    TABLE.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(TABLE), [dict(zip(("id", "Ngay", "ten"), row, strict=True)) for row in rows])
    return engine
