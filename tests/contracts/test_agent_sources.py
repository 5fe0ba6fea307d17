"""What every source of the agent promises, shown on each."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, create_engine, insert

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.sources.ports import Source
from sync_ingest.agent.sources.scripted import ScriptedSource
from sync_ingest.agent.sources.sql_view import FETCH, SqlView

TABLE = Table(
    "hs", MetaData(), Column("id", Integer, primary_key=True), Column("Ngay", Integer), Column("ten", String(9))
)
FEED = Feed.model_validate({
    "name": "hs",
    "query": 'SELECT id, "Ngay" AS ngay, ten FROM hs;',
    "key": "id",
    "watermark": "ngay",
    "columns": {"code": "ten", "status": "ten", "occurred_at": "ngay"},
    "statuses": {"x": 1},
})
ROWS = [(1, 30, "a"), (2, None, "b"), (3, 10, "c"), (4, 20, "đ")]

MakeSource = Callable[[list[tuple[int, int | None, str]]], Source]


@pytest.fixture(params=["scripted", "sqlite", "postgresql"])
def make_source(request: pytest.FixtureRequest) -> Iterator[MakeSource]:
    """Makes a source of each kind that holds these rows."""
    if request.param == "scripted":
        yield lambda rows: ScriptedSource([dict(zip(("ID", "NGAY", "TEN"), row, strict=True)) for row in rows])
        return
    engine = create_engine("sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres_url"))
    yield lambda rows: SqlView(_filled(engine, rows))
    engine.dispose()


def test_all_rows_come_with_their_columns_in_capitals(make_source: MakeSource) -> None:
    rows = list(make_source(ROWS).all_rows(FEED))
    assert {"ID": 4, "NGAY": 20, "TEN": "đ"} in rows
    assert len(rows) == 4


def test_changed_rows_come_from_the_watermark_on_the_lowest_first(make_source: MakeSource) -> None:
    assert [row["ID"] for row in make_source(ROWS).changed_since(FEED, 20)] == [4, 1]


def test_without_a_watermark_all_rows_come(make_source: MakeSource) -> None:
    rows = [row["ID"] for row in make_source(ROWS).changed_since(FEED, None)]
    assert [id_ for id_ in rows if id_ != 2] == [3, 4, 1]
    assert 2 in rows


def test_many_rows_come_as_a_stream(make_source: MakeSource) -> None:
    source = make_source([(number, number, "x") for number in range(3 * FETCH)])
    stream = source.all_rows(FEED)
    assert next(iter(stream))["ID"] == 0
    assert sum(1 for _ in stream) == 3 * FETCH - 1


def test_a_stream_may_be_left_before_its_end(make_source: MakeSource) -> None:
    source = make_source([(number, number, "x") for number in range(3 * FETCH)])
    next(iter(source.all_rows(FEED)))
    assert sum(1 for _ in source.all_rows(FEED)) == 3 * FETCH


@pytest.mark.parametrize("make_source", ["sqlite", "postgresql"], indirect=True)
def test_a_query_that_the_database_does_not_understand_is_told_in_its_words(make_source: MakeSource) -> None:
    wrong = FEED.model_copy(update={"query": "SELECT * FROM no_such_table"})
    with pytest.raises(SourceUnavailable, match="no_such_table"):
        list(make_source(ROWS).all_rows(wrong))


def test_a_database_that_is_not_there_is_told_without_its_password() -> None:
    engine = create_engine("postgresql+psycopg://agent:geheim@127.0.0.1:1/hs")
    with pytest.raises(SourceUnavailable) as trouble:
        list(SqlView(engine).all_rows(FEED))
    assert "geheim" not in str(trouble.value)


def _filled(engine: Engine, rows: list[tuple[int, int | None, str]]) -> Engine:
    TABLE.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(TABLE), [dict(zip(("id", "Ngay", "ten"), row, strict=True)) for row in rows])
    return engine
