"""`make bench-reconcile`: what it costs to find one difference among a million dossiers of one agency.

The centre's digests lie in PostgreSQL as ingest keeps them, the agency's in the agent's own file; between them goes the
JSON of the wire form. Beside it the reference: what sending the digest of every dossier would cost.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

import click
import psycopg
from sqlalchemy import text
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from provisioning.database import migrate, open_engine
from sync_ingest.reconciliation.digests import StoredForest
from sync_ingest.reconciliation.facts import digest_of
from sync_ingest.reconciliation.tree import Digest, place_of
from tests.servers import PostgresServer, running_postgres
from tests.sync_ingest.reconciliation.trees import Wire, a_tree, differences

OWNER = AgencyCode("H53.19")
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))
COLUMNS = "owner, code, dossier_id, period, place, first, second, third"
HEADERS = 1_000  # bytes of a signed request's and its answer's headers, about
BAR = 64 * 1024


@click.command()
@click.option("--dossiers", default=1_000_000, show_default=True, type=click.IntRange(1_000))
@click.option("--months", default=12, show_default=True, type=click.IntRange(1, 12), help="Over which they spread.")
def main(dossiers: int, months: int) -> None:
    """Measure it; ends with 1 when it costs more than 64 KiB."""
    held = {code: (period, digest_of({"code": code, "status": 4})) for code, period in _codes(dossiers, months)}
    one = next(iter(held))
    changed = held | {one: (held[one][0], digest_of({"code": one, "status": 9}))}
    with running_postgres() as server, _stored(server, changed) as session:
        wire, ours = Wire(StoredForest(session, OWNER)), a_tree(held)
        begun = perf_counter()
        found = differences(ours, wire)
        seconds = perf_counter() - begun
    assert list(found) == [one], found
    _tell(dossiers, months, wire.sizes, seconds)
    raise SystemExit(sum(wire.sizes) + HEADERS * _requests(wire.sizes) > BAR)


def _tell(dossiers: int, months: int, sizes: Sequence[int], seconds: float) -> None:
    whole, requests = sum(sizes) + HEADERS * _requests(sizes), _requests(sizes)
    every = 60 * dossiers  # bytes of a code and its digest
    print(f"One difference among {dossiers:,} dossiers of {months} months")
    print(f"  {sum(sizes):,} bytes of JSON in {requests} requests, about {whole:,} bytes with headers, {seconds:.2f} s")
    print(f"  the digest of every dossier would be {every:,} bytes: {every // whole:,} times as much")


def _requests(sizes: Sequence[int]) -> int:
    return 1 + (len(sizes) - 1) // 2  # the first one asks without saying anything


def _codes(dossiers: int, months: int) -> Iterator[tuple[str, str]]:
    for number in range(dossiers):
        period = MONTHS[number % months]
        yield f"{OWNER}-26{period[-2:]}02-{number:07}", period


@contextmanager
def _stored(server: PostgresServer, held: dict[str, tuple[str, Digest]]) -> Iterator[Session]:
    """A session on the centre's digests of these dossiers."""
    server.run("CREATE DATABASE bench")
    url = server.url("bench")
    migrate(url)
    engine = open_engine(url, writes=False)
    statement = f"COPY dossier_digests ({COLUMNS}) FROM STDIN"
    with psycopg.connect(url.replace("+psycopg", "")) as connection, connection.cursor().copy(statement) as copy:
        for number, (code, (period, digest)) in enumerate(held.items()):
            copy.write_row((OWNER.value, code, number, period, place_of(code), *digest))
    with Session(engine) as session:
        session.execute(text("ANALYZE dossier_digests"))
        yield session
    engine.dispose()


if __name__ == "__main__":
    main()
