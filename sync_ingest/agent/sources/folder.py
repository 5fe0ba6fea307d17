"""A folder of a department's files: exports as CSV or XLSX, or copies of its national push."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.origins import ARRIVED, PLACE, SPOT, Files
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row, tidy
from sync_ingest.agent.sources.files.file_reader import SEALED, FileReader
from sync_ingest.agent.sources.files.last_rows import remembered_on_disk
from sync_ingest.agent.sources.files.listing import Found, list_files, steady_copy
from sync_ingest.agent.sources.ports import Watermark
from sync_ingest.agent.state.sealing import Seal

NATIONAL_FILES = Files()

Look = tuple[Feed, Watermark | None, Sequence[Found]]


@dataclass
class Folder:
    """Reads the files in `path`. Exports count in the order in which they were written, copies of a push by name.

    A file to which somebody still writes is left for later, and so are those after it. `seal` opens our own copies.
    """

    path: Path
    seal: Seal
    clock: Callable[[], datetime]
    _read_to_its_end: dict[str, Look] = field(default_factory=dict)

    def changed_since(self, feed: Feed, watermark: Watermark | None) -> Iterator[Row]:
        """See Source. A look that showed everything is not repeated while no file has changed."""
        files = list(takewhile(self._is_settled(feed), self._files(feed)))
        look = (feed, watermark, files)
        if self._read_to_its_end.get(feed.name) == look:
            return
        since = watermark if isinstance(watermark, str) else ""
        last_read = since.rpartition("|")[0]
        yield from self._rows(feed, [file for file in files if _order(feed, file) >= last_read], since)
        self._read_to_its_end[feed.name] = look

    def all_rows(self, feed: Feed) -> Iterator[Row]:
        """See Source."""
        files = self._files(feed)
        settled = self._is_settled(feed)
        if late := [file.name for file in files if not settled(file)]:
            raise SourceUnavailable(f"{late[0]} was written to a moment ago: it is taken next time")
        yield from self._rows(feed, files, "")

    def _files(self, feed: Feed) -> list[Found]:
        """Those that count, the last of which counts most; of a whole that one alone."""
        found = list_files(self.path, _said_of(feed).pattern)
        files = sorted(found, key=lambda file: _order(feed, file))
        if not feed.is_whole:
            return files
        if not files:
            raise SourceUnavailable(f"the folder of the source has no file {_said_of(feed).pattern}")
        return files[-1:]

    def _is_settled(self, feed: Feed) -> Callable[[Found], bool]:
        now, after = self.clock(), timedelta(seconds=_said_of(feed).settle_seconds)
        return lambda file: file.name.endswith(SEALED) or file.is_settled(now, after)  # ours appear finished

    def _rows(self, feed: Feed, files: Sequence[Found], since: str) -> Iterator[Row]:
        rows = self._newest_rows(feed, files) if not feed.is_whole else self._each_row(feed, files)
        return (row for row in rows if str(row[PLACE]) >= since)

    def _newest_rows(self, feed: Feed, files: Sequence[Found]) -> Iterator[Row]:
        """Reads twice: first to learn which row of a key is the last."""
        with remembered_on_disk() as last:
            last.learn((tidy(row.get(feed.key)), str(row[PLACE])) for row in self._each_row(feed, files))
            for row in self._each_row(feed, files):
                key = tidy(row.get(feed.key))
                if not key or last.is_last(key, str(row[PLACE])):
                    yield row

    def _each_row(self, feed: Feed, files: Sequence[Found]) -> Iterator[Row]:
        reader = FileReader(feed, self.seal)
        for file in files:
            order = _order(feed, file)
            with steady_copy(file) as copy:
                for number, row in reader.rows(copy, file):
                    place, spot = f"{order}|{number:09}", f"{file.name}, row {number}"
                    yield {**row, PLACE: place, SPOT: spot, ARRIVED: file.changed_at}


def _said_of(feed: Feed) -> Files:
    if not (feed.files or feed.national):
        raise SourceUnavailable(f"the feed {feed.name} reads a database, but the source is a folder")
    return feed.files or NATIONAL_FILES


def _order(feed: Feed, file: Found) -> str:
    return file.by_name if feed.national else file.by_time
