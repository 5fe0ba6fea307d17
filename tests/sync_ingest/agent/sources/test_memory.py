"""A source holds a few rows, however many there are. `python -m tests.sync_ingest.agent.sources.test_memory` measures
100,000 of each kind.
"""

import sys
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, text

from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.sources.folder import Folder
from sync_ingest.agent.sources.opening import open_database
from sync_ingest.agent.sources.ports import Source
from sync_ingest.agent.sources.sql_view import SqlView
from tests.builders import a_code
from tests.servers import running_mariadb, running_postgres
from tests.sync_ingest.agent.builders import SEAL
from tests.sync_ingest.agent.sources.files import LATER, a_book_of_excel, a_csv, a_push

ROWS = 2_000
MEASURED = 100_000
MOST_BYTES = 3 * 2**20  # of rows that take twice as much
PUSH = 50  # rows of one push
HEADINGS = ("so_hs", "ngay", "tt", "ho_ten", "ghi_chu")
SAID = {
    "name": "hs",
    "key": "so_hs",
    "columns": {"code": "so_hs", "status": "tt", "occurred_at": "ngay"},
    "statuses": {"x": 1},
}


def rows(number: int) -> Iterator[tuple[str, str, str, str, str]]:
    """Rows that differ, of the length that rows have."""
    for each in range(number):
        yield a_code(each), "23/11/2026 09:00", "4", f"Nguyễn Văn {each}", f"Thẩm định hồ sơ, lần {each} " * 30


def peak(source: Source, feed: Feed, number: int) -> int:
    """Bytes that reading all rows needed at most."""
    tracemalloc.start()
    try:
        assert sum(1 for _ in source.all_rows(feed)) == number
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def a_folder_of(kind: str, folder: Path, number: int) -> tuple[Source, Feed]:
    """A folder with one export, or with many pushes."""
    WRITE[kind](folder, number)
    national = {"national": "DongBoHoSoMC", "key": "MaHoSo", "columns": NATIONAL_COLUMNS}
    says = national if kind == "national" else {"files": {}}
    return Folder(folder, SEAL, lambda: LATER), Feed.model_validate({**SAID, **says})


def a_table_in(url: str, number: int) -> tuple[Engine, Feed]:
    """A database with one table."""
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE m ({', '.join(f'{name} TEXT' for name in HEADINGS)})"))
        insert = text(f"INSERT INTO m VALUES ({', '.join(f':{name}' for name in HEADINGS)})")
        connection.execute(insert, [dict(zip(HEADINGS, row, strict=True)) for row in rows(number)])
    return engine, Feed.model_validate({**SAID, "table": "m"})


@pytest.mark.parametrize("kind", ["csv", "xlsx", "national"])
def test_a_folder_is_read_in_little_memory(kind: str, tmp_path: Path) -> None:
    source, feed = a_folder_of(kind, tmp_path, ROWS)
    assert peak(source, feed, ROWS) < MOST_BYTES


@pytest.mark.parametrize("server", ["sqlite", "postgresql", "mariadb"])
def test_a_database_is_read_in_little_memory(server: str, request: pytest.FixtureRequest) -> None:
    engine, feed = a_table_in(_url(server, request), ROWS)
    try:
        assert peak(SqlView(engine), feed, ROWS) < MOST_BYTES
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE m"))
        engine.dispose()


NATIONAL_COLUMNS = {"code": "MaHoSo", "status": "TrangThaiHoSo", "occurred_at": "MOTCUA_SAID_AT"}


def _url(server: str, request: pytest.FixtureRequest) -> str:
    if server == "mariadb":
        return str(request.getfixturevalue("mariadb_server").url("hs"))
    return str(request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[server]))


def _write_csv(folder: Path, number: int) -> None:
    a_csv(folder / "hs.csv", [HEADINGS, *rows(number)])


def _write_xlsx(folder: Path, number: int) -> None:
    a_book_of_excel(folder / "hs.xlsx", [HEADINGS, *rows(number)])


def _write_pushes(folder: Path, number: int) -> None:
    said = [
        {"MaHoSo": code, "TrangThaiHoSo": status, "ChuHoSo": name, "TenTTHC": note}
        for code, _, status, name, note in rows(number)
    ]
    for first in range(0, number, PUSH):
        a_push(folder / f"{first}.json", said[first : first + PUSH])


WRITE: dict[str, Callable[[Path, int], None]] = {"csv": _write_csv, "xlsx": _write_xlsx, "national": _write_pushes}


def _measure(kinds: Iterable[str]) -> None:
    for kind in kinds:
        with TemporaryDirectory() as folder:
            print(kind, f"{peak(*a_folder_of(kind, Path(folder), MEASURED), MEASURED) / 2**20:.1f} MiB", flush=True)
    with TemporaryDirectory() as folder, running_postgres() as postgres, running_mariadb() as mariadb:
        mariadb.run("CREATE DATABASE hs CHARACTER SET utf8mb4")
        for url in (f"sqlite:///{folder}/m.db", postgres.url("postgres"), mariadb.url("hs")):
            engine, feed = a_table_in(url, MEASURED)
            print(engine.dialect.name, f"{peak(SqlView(engine), feed, MEASURED) / 2**20:.1f} MiB", flush=True)
            engine.dispose()


if __name__ == "__main__":
    _measure(sys.argv[1:] or WRITE)
