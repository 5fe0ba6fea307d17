"""What the department holds now, as a tree of digests: one look at all rows, in a file that is gone when it is closed.

It lies on disk, so that a million dossiers take no more memory than a thousand.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lookup_api.domain.update import StatusUpdate
from sync_ingest.agent.reading.mapping import MappedRow
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reconciling.department import Department, Unread
from sync_ingest.reconciliation.facts import digest_of, facts_of, period_of
from sync_ingest.reconciliation.tree import FEW, Branch, Digest, Finding, Look, Told, Total, place_of

SCHEMA = """
CREATE TABLE held (
    code TEXT PRIMARY KEY, alias TEXT, period TEXT NOT NULL, place INTEGER NOT NULL,
    first INTEGER NOT NULL, second INTEGER NOT NULL, third INTEGER NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX held_by_place ON held (period, place);
CREATE INDEX held_by_alias ON held (alias);
CREATE TABLE keys (feed TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (feed, key)) WITHOUT ROWID;
CREATE TABLE unread (code TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE found (code TEXT PRIMARY KEY, finding TEXT NOT NULL) WITHOUT ROWID
"""
# Where two rows are of one dossier, the one that changed last speaks for it, as it does at the centre.
HOLD = """
INSERT INTO held (code, alias, period, place, first, second, third, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (code) DO UPDATE SET alias = excluded.alias, period = excluded.period, first = excluded.first,
    second = excluded.second, third = excluded.third, at = excluded.at WHERE excluded.at >= held.at
"""
# So it is where one row has the dossier under its national code, and another one under the department's.
SPEAKS_FOR_ITS_OTHER_CODE = """
DELETE FROM held WHERE EXISTS (
    SELECT 1 FROM held o WHERE (o.alias = held.code OR o.code = held.alias OR o.alias = held.alias)
        AND o.code <> held.code AND (o.at, o.code) > (held.at, held.code))
"""
NOTE = """
INSERT INTO found (code, finding) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET finding = 'different'
"""
TOTALS = "count(*), sum(first), sum(second), sum(third)"
WITHIN = "period = ? AND place >= ? AND place < ?"


@dataclass
class Here:
    """The department's tree; see tree.Grove. `is_blind` says that of some rows not even the dossier's code is known."""

    db: sqlite3.Connection = field(default_factory=lambda: sqlite3.connect("", isolation_level=None))
    is_blind: bool = False

    def __post_init__(self) -> None:
        self.db.executescript(SCHEMA)

    def close(self) -> None:
        """Forget everything."""
        self.db.close()

    def fill(self, department: Department, known_as: Mapping[str, str]) -> None:
        """Look at every row. SourceUnavailable."""
        self.db.execute("BEGIN")
        for feed, row in department.rows():
            if isinstance(row, Unread):
                self._cannot_read(row.codes)
            elif self._is_met_first(feed, row):
                self.hold(row.delivery.update, known_as)
            else:  # one key, two rows: which of them holds cannot be told
                self._cannot_read(row.codes)
        self.db.execute("DELETE FROM held WHERE code IN (SELECT code FROM unread)")
        self.db.execute(SPEAKS_FOR_ITS_OTHER_CODE)
        self.db.execute("COMMIT")

    def hold(self, update: StatusUpdate, known_as: Mapping[str, str]) -> None:
        """Note the dossier of one row."""
        code, digest = update.code.printed, digest_of(facts_of(update, known_as))
        alias = update.aliases[0].printed if update.aliases else None
        where = (code, alias, period_of(update.code, update.received_at), place_of(code))
        self.db.execute(HOLD, (*where, *digest, update.occurred_at.isoformat()))

    def periods(self) -> Mapping[str, Total]:
        """See Forest."""
        rows = self._all(f"SELECT period, {TOTALS} FROM held GROUP BY period")
        return {period: _total(sums) for period, *sums in rows}

    def look(self, branches: Sequence[Branch]) -> Sequence[Look]:
        """See Forest."""
        return [self._look(branch) for branch in branches]

    def split(self, branch: Branch) -> Mapping[Branch, Total]:
        """See Grove."""
        query = f"SELECT place / ? AS number, {TOTALS} FROM held WHERE {WITHIN} GROUP BY number"
        rows = self._all(query, branch.child_width, *_within(branch))
        return {branch.child_at(number): _total(sums) for number, *sums in rows}

    def leaves(self, branch: Branch) -> Iterator[tuple[str, Digest]]:
        """See Grove."""
        for code, *digest in self._all(f"SELECT code, first, second, third FROM held WHERE {WITHIN}", *_within(branch)):
            yield code, (digest[0], digest[1], digest[2])

    def note(self, told: Iterable[Told]) -> None:
        """Keep the findings; a dossier that is told of twice is one that both have, in different periods."""
        self.db.execute("BEGIN")
        self.db.executemany(NOTE, ((code, finding.value) for finding, code in told))
        self.db.execute("COMMIT")

    def findings(self) -> Mapping[Finding, int]:
        """How many dossiers differ, by how."""
        counts = dict(self._all("SELECT finding, count(*) FROM found GROUP BY finding"))
        return {finding: counts.get(finding.value, 0) for finding in Finding}

    def is_found(self, update: StatusUpdate, digest: Digest) -> bool:
        """Whether the dossier of this row differs, and the row speaks for it."""
        query = "SELECT h.first, h.second, h.third FROM found f JOIN held h ON h.code = f.code WHERE f.code = ?"
        return next(self._all(query, update.code.printed), None) == digest

    def found_without_row(self, after: str, most: int) -> list[str]:
        """The codes of the next dossiers that only the centre has, in order."""
        query = "SELECT code FROM found WHERE code > ? AND code NOT IN (SELECT code FROM held) ORDER BY code LIMIT ?"
        return [code for (code,) in self._all(query, after, most)]

    def has_any(self, codes: Iterable[str]) -> bool:
        """Whether the department holds a dossier under one of these codes."""
        query = "SELECT 1 FROM held WHERE code = ? OR alias = ?"
        return any(next(self._all(query, code, code), None) for code in codes)

    def count_rows(self, feed: str) -> int:
        """How many rows of this feed were met and read."""
        number: int = next(self._all("SELECT count(*) FROM keys WHERE feed = ?", feed))[0]
        return number

    def could_not_read(self, codes: Iterable[str]) -> bool:
        """Whether the department may have a row of this dossier that the profile does not cover."""
        query = "SELECT 1 FROM unread WHERE code = ?"
        return self.is_blind or any(next(self._all(query, code), None) for code in codes)

    def _is_met_first(self, feed: Feed, row: MappedRow) -> bool:
        key = (feed.name, row.key)
        return self.db.execute("INSERT OR IGNORE INTO keys (feed, key) VALUES (?, ?)", key).rowcount == 1

    def _cannot_read(self, codes: Collection[str]) -> None:
        self.is_blind = self.is_blind or not codes
        self.db.executemany("INSERT OR IGNORE INTO unread (code) VALUES (?)", [(code,) for code in codes])

    def _look(self, branch: Branch) -> Look:
        children = self.split(branch)
        if branch.is_told_whole or sum(total.count for total in children.values()) <= FEW:
            return Look(leaves=dict(self.leaves(branch)))
        return Look(children=children)

    def _all(self, query: str, *given: object) -> Iterator[Any]:
        return iter(self.db.execute(query, given))


def _within(branch: Branch) -> tuple[str, int, int]:
    return branch.period, branch.first, branch.end


def _total(sums: Sequence[int]) -> Total:
    count, first, second, third = sums
    return Total(count, (first, second, third))
