"""The reference of the ingest bench: the same rows by set-based SQL and nothing else.

What it leaves out: HTTP, JSON parsing, validation, signatures, and folding a dossier from its updates. What each row
holds is computed before the clock starts, as Python lists that psycopg sends in its binary form. What it does as we
do: the same tables, indexes, foreign keys and triggers; one transaction a batch, durable when it is acknowledged; the
unique constraint of the history as the inbox; dossiers found by their codes' aliases; the state appended to; an event
for each change, numbered without gaps. Statements are prepared once a connection, as psycopg does by itself. It gets
as many connections as our service is sent batches by, each in a thread: psycopg waits without holding Python's lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg

from bench.data import STEPS, local_code
from lookup_api.domain.status import Status
from lookup_api.domain.update import StatusUpdate
from lookup_api.store.documents import Written, write_update

FIND = """SELECT given.at, aliases.dossier_id FROM unnest(%(at)b::int[], %(code)b::text[]) AS given(at, code)
JOIN aliases ON aliases.code = given.code AND aliases.owner = ''"""
NEW_IDS = "SELECT nextval(pg_get_serial_sequence('dossiers', 'id')) FROM generate_series(1, %(many)s)"
INSERT_DOSSIERS = """INSERT INTO dossiers (id, owner, code, version, status, procedure_code, field, received_at, due_at,
changed_at, plain_until, updates)
SELECT id, owner, code, 1, status, procedure, field, received_at, due_at, %(now)s, at, updates::jsonb
FROM unnest(%(id)b::bigint[], %(owner)b::text[], %(code)b::text[], %(status)b::smallint[], %(procedure)b::text[],
%(field)b::text[], %(received_at)b::timestamptz[], %(due_at)b::timestamptz[], %(occurred_at)b::timestamptz[],
%(updates)b::text[]) AS given(id, owner, code, status, procedure, field, received_at, due_at, at, updates)"""
INSERT_ALIASES = """INSERT INTO aliases (code, owner, dossier_id) SELECT code, '', id
FROM unnest(%(code)b::text[], %(id)b::bigint[]) AS given(code, id)
UNION ALL SELECT local, owner, id FROM unnest(%(local)b::text[], %(owner)b::text[], %(id)b::bigint[])
AS given(local, owner, id)"""
UPDATE_DOSSIERS = """UPDATE dossiers SET version = version + 1, status = given.status, procedure_code = given.procedure,
field = given.field, received_at = given.received_at, due_at = given.due_at, completed_at = given.completed_at,
changed_at = %(now)s, plain_until = given.at, updates = dossiers.updates || given.updates::jsonb
FROM unnest(%(id)b::bigint[], %(status)b::smallint[], %(procedure)b::text[], %(field)b::text[],
%(received_at)b::timestamptz[], %(due_at)b::timestamptz[], %(completed_at)b::timestamptz[],
%(occurred_at)b::timestamptz[], %(updates)b::text[])
AS given(id, status, procedure, field, received_at, due_at, completed_at, at, updates) WHERE dossiers.id = given.id"""
INSERT_HISTORY = """INSERT INTO history (sender, update_id, dossier_id, digest, body, received_at)
SELECT sender, update_id, id, digest, body::jsonb, %(now)s
FROM unnest(%(owner)b::text[], %(update_id)b::text[], %(id)b::bigint[], %(digest)b::text[], %(body)b::text[])
AS given(sender, update_id, id, digest, body) ON CONFLICT DO NOTHING"""
RAISE_NUMBER = "UPDATE event_number SET number = number + %(many)s RETURNING number"
INSERT_EVENTS = """INSERT INTO events (number, dossier_id, codes, version, status_before, status, at)
SELECT %(newest)s - at, id, codes::jsonb, version, status_before, status, %(now)s
FROM unnest(%(at)b::int[], %(id)b::bigint[], %(codes)b::text[], %(version)b::int[], %(status_before)b::smallint[],
%(status)b::smallint[]) AS given(at, id, codes, version, status_before, status)"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One batch as columns; either all of its dossiers are new, or none is."""

    columns: dict[str, list[Any]]
    is_new: bool


def prepare(batch: Sequence[StatusUpdate], step: int) -> Prepared:
    """`batch`, the `step`-th word on each of its dossiers, as what the reference writes."""
    return Prepared(_columns([write_update(update) for update in batch], step), is_new=step == 0)


def write(connection: psycopg.Connection, batch: Prepared) -> None:
    """Write one batch; it is on disk when this returns."""
    said = {**batch.columns, "now": datetime.now(UTC), "many": len(batch.columns["at"])}
    with connection.transaction(), connection.cursor() as cursor:
        found: dict[int, int] = dict(cursor.execute(FIND, said).fetchall())
        if batch.is_new:
            said["id"] = [id_ for (id_,) in cursor.execute(NEW_IDS, said)]
            cursor.execute(INSERT_DOSSIERS, said)
            cursor.execute(INSERT_ALIASES, said)
        else:
            said["id"] = [found[at] for at in batch.columns["at"]]
            cursor.execute(UPDATE_DOSSIERS, said)
        cursor.execute(INSERT_HISTORY, said)
        cursor.execute(RAISE_NUMBER, said)
        said["newest"] = cursor.fetchone()[0]  # type: ignore[index]  # the one row of this table
        cursor.execute(INSERT_EVENTS, said)


def _columns(written: Sequence[Written], step: int) -> dict[str, list[Any]]:
    updates = [each.update for each in written]
    before = int(STEPS[step - 1]) if step else None
    return {
        "at": list(range(len(updates))),
        "owner": [u.owner.value for u in updates],
        "code": [u.code.printed for u in updates],
        "local": [alias.printed for u in updates for alias in u.aliases],
        "update_id": [u.id for u in updates],
        "status": [int(u.status) for u in updates],
        "status_before": [before] * len(updates),
        "version": [step + 1] * len(updates),
        "procedure": [u.procedure and u.procedure.code for u in updates],
        "field": [u.procedure and u.procedure.field for u in updates],
        "received_at": [u.received_at for u in updates],
        "due_at": [u.due_at for u in updates],
        "occurred_at": [u.occurred_at for u in updates],
        "completed_at": [u.occurred_at if u.status is Status.FINISHED else None for u in updates],
        "digest": [each.digest for each in written],
        "body": [each.text for each in written],
        "updates": [f"[{each.text}]" for each in written],
        "codes": [f'["{local_code(u)}","{u.code.printed}"]' for u in updates],
    }
