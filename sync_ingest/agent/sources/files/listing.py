"""The files of a folder: which of them are finished, in what order they count, and a copy of one that stands still."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from sync_ingest.agent.errors import SourceUnavailable

NOT_OURS = (".", "~$")  # hidden files, and what Excel and LibreOffice keep beside a file that is open
FIGURES = re.compile(r"\d+")
NANOSECONDS = 10**9


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was when the folder was listed."""

    path: Path
    inode: int
    size: int
    changed_ns: int

    @property
    def name(self) -> str:
        """What people call it."""
        return self.path.name

    @property
    def changed_at(self) -> datetime:
        """When it was last written to, aware UTC."""
        return datetime.fromtimestamp(self.changed_ns / NANOSECONDS, UTC)

    def is_settled(self, now: datetime, after: timedelta) -> bool:
        """Whether nobody has written to it for a while; a time in the future says nothing about that."""
        return not now - after < self.changed_at <= now

    @property
    def by_time(self) -> str:
        """Sorts as the files were written."""
        return f"{self.changed_ns:020}|{self.name}"

    @property
    def by_name(self) -> str:
        """Sorts as the files are named, 9 before 10."""
        return f"{FIGURES.sub(lambda figures: figures[0].zfill(20), self.name)}|{self.changed_ns:020}"


def list_files(folder: Path, pattern: str) -> list[Found]:
    """The files of `folder` whose name is of this pattern; SourceUnavailable when it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            named = [one for one in entries if _is_meant(one.name, pattern) and one.is_file()]
            return [_found(Path(one.path), one.stat()) for one in named]
    except OSError as error:
        raise SourceUnavailable(f"the folder of the source cannot be read ({error.strerror})") from error


@contextmanager
def steady_copy(found: Found) -> Iterator[BinaryIO]:
    """The content of a file, all of it from one moment; SourceUnavailable when it is not the file that was listed, or
    somebody wrote to it meanwhile. The copy has no name, and is gone with its block.
    """
    with TemporaryFile() as copy:
        try:
            with found.path.open("rb") as file:
                before = _found(found.path, os.fstat(file.fileno()))
                shutil.copyfileobj(file, copy)
                after = _found(found.path, os.fstat(file.fileno()))
        except OSError as error:
            raise SourceUnavailable(f"{found.name} cannot be read ({error.strerror})") from error
        if not (found == before == after and copy.tell() == found.size):
            raise SourceUnavailable(f"{found.name} was changed while it was read: it is taken next time")
        copy.seek(0)
        yield copy


def _is_meant(name: str, pattern: str) -> bool:
    return not name.startswith(NOT_OURS) and fnmatchcase(name.casefold(), pattern.casefold())


def _found(path: Path, stat: os.stat_result) -> Found:
    return Found(path, stat.st_ino, stat.st_size, stat.st_mtime_ns)
