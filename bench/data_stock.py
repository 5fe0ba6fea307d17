"""The stocks of dossiers that the benches measure against: loaded once, by COPY, and kept."""

import os
import sys
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

import click
import psycopg

from bench.data import BATCH, PROCEDURE, STEPS, an_agency, an_update, local_code
from lookup_api.store.documents import Written, write_update
from provisioning.database import migrate
from tests.servers import PostgresServer, give_to_owner, kept_postgres

SIZES = {"stock_10k": 10_000, "stock_100k": 100_000, "stock_1m": 1_000_000}
LOOKUP_SIZES = {"stock_3m": 3_000_000}
"""What is only looked up in: it has no history and no events, which a look-up never reads, but the number of the newest
event, which it does.
"""
KEPT_IN = Path("var/bench")
SETTINGS = {"shared_buffers": "4GB", "max_wal_size": "4GB", "checkpoint_timeout": "15min"}
"""PostgreSQL's own settings for a machine of 16 GB or more (a quarter of it for buffers, as its manual says); what
makes a commit durable stays at its default.
"""
NO_MORE: Mapping[str, str] = {}
COLUMNS = {
    "dossiers": "id, owner, code, version, status, procedure_code, field,"
    " received_at, due_at, completed_at, changed_at, plain_until, updates",
    "aliases": "code, owner, dossier_id",
    "history": "sender, update_id, dossier_id, digest, body, received_at",
    "events": "number, dossier_id, codes, version, status_before, status, at",
}
LOOKED_UP = ("dossiers", "aliases")
CHUNK = 10 * BATCH  # dossiers in one transaction of a load
Lives = Mapping[int, list[Written]]
Rows = Iterator[tuple[object, ...]]


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=KEPT_IN, help="where the databases are kept")
def main(folder: Path) -> None:
    """Load the stocks that are not there yet."""
    with bench_postgres(folder) as server:
        for name, size in SIZES.items():
            make_stock(server, name, size, COLUMNS)
        for name, size in LOOKUP_SIZES.items():
            make_stock(server, name, size, LOOKED_UP)
        _tell_sizes(server)


@contextmanager
def bench_postgres(folder: Path, settings: Mapping[str, str] = NO_MORE) -> Iterator[PostgresServer]:
    """The PostgreSQL of the benches, with the stocks that were loaded into `folder`, by SETTINGS and `settings`."""
    folder.mkdir(parents=True, exist_ok=True)
    give_to_owner(folder)
    with kept_postgres(folder.resolve(), {**SETTINGS, **settings}) as server:
        yield server


def has_database(server: PostgresServer, name: str) -> bool:
    """Whether the server has a database of this name."""
    with psycopg.connect(address(server, "postgres")) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return found is not None


def warm_up(server: PostgresServer, name: str) -> None:
    """Read a database into the server's buffers, where that of a server at work is."""
    with psycopg.connect(address(server, name), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
        connection.execute("SELECT pg_prewarm(oid) FROM pg_class WHERE relkind IN ('r', 'i') AND relname !~ '^pg_'")


def postmaster(folder: Path) -> int:
    """The process id of the server whose data is in `folder`."""
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def address(server: PostgresServer, database: str) -> str:
    """Where psycopg finds a database."""
    return server.url(database).replace("+psycopg", "")


def make_stock(server: PostgresServer, name: str, size: int, tables: Collection[str]) -> None:
    """Load `size` dossiers of one agency, three updates each, unless they are there. A load that was broken off left
    a database of another name, and begins anew.
    """
    if has_database(server, name):
        _tell(f"{name}: is there\n")
        return
    server.run("DROP DATABASE IF EXISTS loading")
    server.run("CREATE DATABASE loading")
    migrate(server.url("loading"))
    begun, where = monotonic(), address(server, "loading")
    chunks = [range(first, min(first + CHUNK, size)) for first in range(0, size, CHUNK)]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as processes:  # Python takes longer than PostgreSQL
        loads = [processes.submit(_load, where, chunk, tables) for chunk in chunks]
        for load, chunk in zip(loads, chunks, strict=True):
            load.result()
            _tell(f"\r{name}: {chunk.stop:,} of {size:,} dossiers, {monotonic() - begun:.0f} s")
    _finish(where, size)
    server.run(f"ALTER DATABASE loading RENAME TO {name}")
    _tell(f"\r{name}: {size:,} dossiers, {monotonic() - begun:.0f} s{' ' * 20}\n")


def _load(database: str, numbers: range, tables: Collection[str]) -> None:
    agency = an_agency(0).code
    steps = range(len(STEPS))
    lives = {number: [write_update(an_update(agency, number, step)) for step in steps] for number in numbers}
    with psycopg.connect(database) as connection:
        connection.execute("SET session_replication_role = replica")  # the rows fit together: no need to check each
        for table in tables:
            with connection.cursor().copy(f"COPY {table} ({COLUMNS[table]}) FROM STDIN") as copy:
                for row in ROWS[table](lives):
                    copy.write_row(row)


def _dossiers(lives: Lives) -> Rows:
    for number, written in lives.items():
        last = written[-1].update
        at = last.occurred_at
        dates = (last.received_at, last.due_at, at, at, at)
        whole = f"[{','.join(each.text for each in written)}]"
        facts = (len(written), int(last.status), PROCEDURE.code, PROCEDURE.field)
        yield number + 1, last.owner.value, last.code.printed, *facts, *dates, whole


def _aliases(lives: Lives) -> Rows:
    for number, (first, *_) in lives.items():
        yield first.update.code.printed, "", number + 1
        yield local_code(first.update), first.update.owner.value, number + 1


def _history(lives: Lives) -> Rows:
    for number, written in lives.items():
        for each in written:
            said = each.update
            yield said.sender.value, said.id, number + 1, each.digest, each.text, said.occurred_at


def _events(lives: Lives) -> Rows:
    for number, written in lives.items():
        before = None
        for step, each in enumerate(written):
            said, event = each.update, number * len(STEPS) + step + 1
            codes = f'["{said.code.printed}","{local_code(said)}"]'
            yield event, number + 1, codes, step + 1, before, int(said.status), said.occurred_at
            before = int(said.status)


ROWS = {"dossiers": _dossiers, "aliases": _aliases, "history": _history, "events": _events}


def _finish(database: str, size: int) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("UPDATE event_number SET number = %s", [size * len(STEPS)])
        connection.execute("SELECT setval(pg_get_serial_sequence('dossiers', 'id'), %s)", [size])
        connection.execute("VACUUM (ANALYZE)")


def _tell_sizes(server: PostgresServer) -> None:
    with psycopg.connect(address(server, "postgres")) as connection:
        for name in {**SIZES, **LOOKUP_SIZES}:
            (size,) = connection.execute("SELECT pg_size_pretty(pg_database_size(%s))", [name]).fetchone() or ("",)
            _tell(f"{name}: {size}\n")


def _tell(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    main()
