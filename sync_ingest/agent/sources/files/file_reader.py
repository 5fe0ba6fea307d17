"""One file of a folder, read as the kind of file that it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from sync_ingest.agent.errors import DataKeyWrong, SourceUnavailable
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.sources.files.csv_file import csv_rows
from sync_ingest.agent.sources.files.listing import Found
from sync_ingest.agent.sources.push.pushed import read_push, rows_of, service_in
from sync_ingest.agent.state.sealing import Seal

Numbered = Iterator[tuple[int, dict[str, object]]]


def xlsx_rows(copy: BinaryIO, feed: Feed) -> Numbered:
    """The rows of an XLSX file; most agents meet none, and what reads it takes as long to load as all the rest."""
    from sync_ingest.agent.sources.files import xlsx_file

    return xlsx_file.xlsx_rows(copy, feed)


SEALED = ".sealed"
TABLES = {".xlsx": xlsx_rows, ".xlsm": xlsx_rows, ".csv": csv_rows, ".txt": csv_rows, ".tsv": csv_rows}
LARGEST_PUSH = 16 * 2**20  # bytes; it is read as a whole
LARGEST_FILE = 2 * LARGEST_PUSH  # sealed it is a third longer


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads files for one feed; `seal` opens those that we wrote ourselves."""

    feed: Feed
    seal: Seal

    def rows(self, copy: BinaryIO, found: Found) -> Numbered:
        """The rows of `copy`, with their numbers in `found`; SourceUnavailable, which names the file."""
        try:
            yield from self._push(copy, found) if self.feed.national else self._table(copy, found.name)
        except SourceUnavailable as error:
            raise SourceUnavailable(f"{found.name}: {error}") from error

    def _table(self, copy: BinaryIO, name: str) -> Numbered:
        kind = PurePath(name).suffix.lower()
        if kind not in TABLES:
            raise SourceUnavailable(f"files are {', '.join(TABLES)}: set the profile's pattern, or move it away")
        return TABLES[kind](copy, self.feed)

    def _push(self, copy: BinaryIO, found: Found) -> Numbered:
        if found.size > LARGEST_FILE:
            raise SourceUnavailable("it is too large for a push")
        body = copy.read()
        assert self.feed.national
        try:
            text = self.seal.open(body) if found.name.endswith(SEALED) else body.decode("utf-8-sig")
            return rows_of(read_push(text, service_in(found.name)), self.feed.national, found.changed_at)
        except DataKeyWrong as error:
            raise SourceUnavailable("it was sealed with another data key") from error
        except ValueError as error:
            raise SourceUnavailable("it is no push in the national format") from error
