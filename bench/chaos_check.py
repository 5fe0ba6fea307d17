"""What is in the database after all that: everything that was acknowledged, each once."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass

import psycopg


@dataclass(frozen=True, slots=True)
class Account:
    """`lost`: acknowledged, and missing from history or dossiers. `doubled`: there more than once. `askew`: dossiers
    whose history, updates and version do not agree.
    """

    stored: int
    lost: int
    doubled: int
    askew: int


def account_of(database: str, acknowledged: Set[str]) -> Account:
    """Count what is stored in the PostgreSQL database at this address (libpq)."""
    with psycopg.connect(database) as connection:
        history = Counter(id_ for (id_,) in connection.execute("SELECT update_id FROM history"))
        told = "SELECT one->>'id' FROM dossiers, jsonb_array_elements(updates) AS one"
        dossiers = Counter(id_ for (id_,) in connection.execute(told))
        askew = connection.execute(ASKEW).fetchone()
    missing = [id_ for id_ in acknowledged if not (history[id_] and dossiers[id_])]
    twice = [id_ for id_ in history.keys() | dossiers.keys() if history[id_] > 1 or dossiers[id_] > 1]
    return Account(history.total(), len(missing), len(twice), askew[0] if askew else 0)


ASKEW = """
SELECT count(*) FROM dossiers
LEFT JOIN (SELECT dossier_id, count(*) AS updates FROM history GROUP BY dossier_id) AS told ON told.dossier_id = id
LEFT JOIN (SELECT dossier_id, max(version) AS version FROM events GROUP BY dossier_id) AS last ON last.dossier_id = id
WHERE jsonb_array_length(dossiers.updates) <> dossiers.version OR told.updates <> dossiers.version
   OR last.version <> dossiers.version
"""
