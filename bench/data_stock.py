"""The stocks of dossiers that the ingest bench measures against: loaded once, by COPY, and kept."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import click
import psycopg

from bench.data import BATCH, PROCEDURE, STEPS, an_agency, an_update
from lookup_api.store.documents import Written, write_update
from provisioning.database import migrate
from tests.servers import PostgresServer, give_to_owner, kept_postgres

SIZES = {"stock_10k": 10_000, "stock_100k": 100_000, "stock_1m": 1_000_000}
KEPT_IN = Path("var/bench")
SETTINGS = {"shared_buffers": "4GB", "max_wal_size": "4GB", "checkpoint_timeout": "15min"}
"""PostgreSQL's own settings for a machine of 16 GB or more (a quarter of it for buffers, as its manual says); what
makes a commit durable stays at its default.
"""
COLUMNS = {
    "dossiers": "id, owner, code, version, status, procedure_code, field,"
    " received_at, due_at, completed_at, changed_at, plain_until, updates",
    "aliases": "code, owner, dossier_id",
    "history": "sender, update_id, dossier_id, digest, body, received_at",
    "events": "number, dossier_id, codes, version, status_before, status, at",
}
Rows = list[tuple[object, ...]]


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=KEPT_IN, help="where the databases are kept")
def main(folder: Path) -> None:
    """Load the stocks that are not there yet."""
    with bench_postgres(folder) as server:
        for name, size in SIZES.items():
            make_stock(server, name, size)


@contextmanager
def bench_postgres(folder: Path) -> Iterator[PostgresServer]:
    """The PostgreSQL of the benches, with the stocks that were loaded into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    give_to_owner(folder)
    with kept_postgres(folder.resolve(), SETTINGS) as server:
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


def make_stock(server: PostgresServer, name: str, size: int) -> None:
    """Load `size` dossiers of one agency, three updates each, unless they are there. A load that was broken off left
    a database of another name, and begins anew.
    """
    if has_database(server, name):
        _tell(f"{name}: is there\n")
        return
    server.run("DROP DATABASE IF EXISTS loading")
    server.run("CREATE DATABASE loading")
    migrate(server.url("loading"))
    begun = monotonic()
    with psycopg.connect(address(server, "loading")) as connection:
        connection.execute("SET session_replication_role = replica")  # the rows fit together: no need to check each
        for first in range(0, size, 10 * BATCH):
            _load(connection, range(first, first + 10 * BATCH))
            _tell(f"\r{name}: {first + 10 * BATCH:,} of {size:,} dossiers, {monotonic() - begun:.0f} s")
        _finish(connection, size)
    server.run(f"ALTER DATABASE loading RENAME TO {name}")
    _tell("\n")


def _load(connection: psycopg.Connection, numbers: range) -> None:
    agency = an_agency(0).code
    steps = range(len(STEPS))
    lives = {number: [write_update(an_update(agency, number, step)) for step in steps] for number in numbers}
    for table, rows in _rows(lives).items():
        with connection.cursor().copy(f"COPY {table} ({COLUMNS[table]}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    connection.commit()


def _rows(lives: dict[int, list[Written]]) -> dict[str, Rows]:
    rows: dict[str, Rows] = {"dossiers": [], "aliases": [], "history": [], "events": []}
    for number, written in lives.items():
        id_ = number + 1
        last = written[-1].update
        code, agency, at = last.code.printed, last.owner.value, last.occurred_at
        dates = (last.received_at, last.due_at, at, at, at)
        whole = f"[{','.join(each.text for each in written)}]"
        facts = (len(written), int(last.status), PROCEDURE.code, PROCEDURE.field)
        rows["dossiers"].append((id_, agency, code, *facts, *dates, whole))
        rows["aliases"] += [(code, "", id_), (f"{number}/HKD-2026", agency, id_)]
        for step, each in enumerate(written):
            said = each.update
            rows["history"].append((agency, said.id, id_, each.digest, each.text, said.occurred_at))
            before = int(written[step - 1].update.status) if step else None
            event = number * len(STEPS) + step + 1
            codes = f'["{code}","{number}/HKD-2026"]'
            rows["events"].append((event, id_, codes, step + 1, before, int(said.status), said.occurred_at))
    return rows


def _finish(connection: psycopg.Connection, size: int) -> None:
    connection.execute("UPDATE event_number SET number = %s", [size * len(STEPS)])
    connection.execute("SELECT setval(pg_get_serial_sequence('dossiers', 'id'), %s)", [size])
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM (ANALYZE)")


def _tell(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    main()
