"""Opens an XLSX file without holding its texts in memory.

Excel keeps every text of a book in one table, and openpyxl reads that table into a list before the first row. Here it
goes into a private SQLite file without a name instead, so that a large book needs no more memory than a small one.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from typing import IO, BinaryIO, cast
from xml.etree.ElementTree import iterparse

from openpyxl import Workbook
from openpyxl.cell.text import Text
from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

TEXT_TAG = f"{{{SHEET_MAIN_NS}}}si"
REMEMBERED = 512  # texts; status words and officers' names come again and again


class TextsOnDisk:
    """The book's texts by their number; stands where openpyxl has its list."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._recent = lru_cache(REMEMBERED)(self._find)
        db.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")

    def __getitem__(self, number: int) -> str:
        return self._recent(number)

    def learn(self, table: IO[bytes]) -> None:
        """Take in the table of texts of a book."""
        self._db.executemany("INSERT INTO texts (number, text) VALUES (?, ?)", enumerate(_texts(table)))

    def _find(self, number: int) -> str:
        found = self._db.execute("SELECT text FROM texts WHERE number = ?", (number,)).fetchone()
        if found is None:
            raise ValueError("a cell names a text that the book does not have")
        return str(found[0])


class ThriftyReader(ExcelReader):
    """openpyxl's reader, but for where it keeps the texts."""

    package: Manifest

    def __init__(self, file: BinaryIO, texts: TextsOnDisk) -> None:
        super().__init__(file, read_only=True, data_only=True, keep_links=False)
        self.texts = texts
        self.shared_strings = cast("list[str]", texts)  # of which openpyxl asks for single ones only

    def read_strings(self) -> None:
        """See ExcelReader."""
        parts = [part for part in self.package.Override if part.ContentType == SHARED_STRINGS]
        for part in parts[:1]:
            with self.archive.open(part.PartName[1:]) as table:
                self.texts.learn(table)


@contextmanager
def open_book(file: BinaryIO) -> Iterator[Workbook]:
    """The book in `file`, for reading, as long as the block lasts; whatever openpyxl raises at a broken one."""
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=OFF")
        db.execute("BEGIN")
        reader = ThriftyReader(file, TextsOnDisk(db))
        reader.read()
        with closing(reader.wb) as book:
            yield book


def _texts(table: IO[bytes]) -> Iterator[str]:
    events = iterparse(table, ("start", "end"))
    _, root = next(events)
    for event, node in events:
        if event == "end" and node.tag == TEXT_TAG:
            text = Text.from_tree(node)
            yield text.content.replace("x005F_", "") if text else ""
            root.clear()
