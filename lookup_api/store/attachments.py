"""Attachments on disk: sealed part by part while they come in, so that nothing of them lies there in the clear.

A file is a line a part; each line is sealed, and says inside the seal which part of which file it is and whether it is
the last: parts can't be left out, put in another order or taken from another file.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from lookup_api.store.errors import AttachmentGone, SealBroken
from lookup_api.store.sealing import Sealer

PART = 48 * 1024
NAME_FORM = re.compile(r"[0-9a-f]{32}")
NUMBER_BYTES, LAST, MORE = 4, b"\x01", b"\x00"


class SealedWriter:
    """Takes one file in pieces of any size. Exactly one of `finish` and `discard` ends it."""

    def __init__(self, path: Path, sealer: Sealer) -> None:
        """Make the file, readable by its owner only; there must be none yet."""
        self.name = path.name
        self.size = 0
        self._path = path
        self._sealer = sealer
        self._waiting = bytearray()
        self._parts = 0
        self._file: BinaryIO = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, piece: bytes) -> None:
        """Take the next piece; what makes a whole part goes to the disk, sealed."""
        self.size += len(piece)
        self._waiting += piece
        while len(self._waiting) > PART:
            self._seal(bytes(self._waiting[:PART]), MORE)
            del self._waiting[:PART]

    def finish(self) -> None:
        """Write the last part; the file is on disk when this returns."""
        with self._file:
            self._seal(bytes(self._waiting), LAST)
            self._file.flush()
            os.fsync(self._file.fileno())
        self._waiting.clear()

    def discard(self) -> None:
        """Remove the file again."""
        self._waiting.clear()
        self._path.unlink(missing_ok=True)
        with suppress(OSError):  # what waits to be written finds no room perhaps, and is not wanted
            self._file.close()

    def _seal(self, content: bytes, more_or_last: bytes) -> None:
        label = _label(self.name, self._parts)
        self._file.write(self._sealer.seal_bytes(label + more_or_last + content) + b"\n")
        self._parts += 1


@dataclass(frozen=True)
class AttachmentFolder:
    """The folder that site and ingest share. No name in it says anything about what it holds."""

    path: Path
    sealer: Sealer

    def begin(self) -> SealedWriter:
        """A new file under a random name."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return SealedWriter(self.path / token_hex(16), self.sealer)

    def has(self, name: str) -> bool:
        """Whether a file of this name is kept."""
        return self._path_of(name).is_file()

    def read(self, name: str) -> bytes:
        """The whole content; AttachmentGone when there is none, SealBroken when it is not as it was written."""
        try:
            lines = self._path_of(name).read_bytes().splitlines()
        except OSError as error:
            raise AttachmentGone from error
        return b"".join(self._opened(name, lines))

    def remove(self, name: str) -> None:
        """Remove a file; it may be gone already."""
        self._path_of(name).unlink(missing_ok=True)

    def names_before(self, moment: datetime) -> Iterator[str]:
        """The files that were last written before `moment` (aware UTC)."""
        for path in self.path.iterdir() if self.path.is_dir() else ():
            with suppress(FileNotFoundError):  # another process may be tidying up too
                if NAME_FORM.fullmatch(path.name) and path.stat().st_mtime < moment.timestamp():
                    yield path.name

    def _opened(self, name: str, lines: Iterable[bytes]) -> Iterator[bytes]:
        is_whole = False
        for number, line in enumerate(lines):
            part, label = self.sealer.open_bytes(line), _label(name, number)
            if is_whole or not part.startswith(label):
                raise SealBroken
            is_whole = part[len(label) : len(label) + 1] == LAST
            yield part[len(label) + 1 :]
        if not is_whole:
            raise SealBroken

    def _path_of(self, name: str) -> Path:
        if not NAME_FORM.fullmatch(name):
            raise AttachmentGone
        return self.path / name


def _label(name: str, number: int) -> bytes:
    return bytes.fromhex(name) + number.to_bytes(NUMBER_BYTES, "big")
