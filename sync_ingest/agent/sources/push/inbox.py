"""Keeps what the one-stop software pushes: sealed, and on the disk before it is answered."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from threading import Lock

from sync_ingest.agent.sources.files.file_reader import SEALED
from sync_ingest.agent.state.sealing import Seal

MICROSECONDS = 10**6


@dataclass
class NationalInbox:
    """Writes one file a push into `folder`, which is made when there is none. The files' names sort as the pushes came,
    whatever the clock does meanwhile; nobody else writes there under such names.
    """

    folder: Path
    seal: Seal
    clock: Callable[[], datetime]
    _one_at_a_time: Lock = field(default_factory=Lock)
    _newest: int | None = None

    def __post_init__(self) -> None:
        with suppress(OSError):  # whoever pushes is told
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, body: str, service: str) -> None:
        """On the disk when this returns; OSError when that cannot be."""
        sealed = self.seal.seal(body)
        with self._one_at_a_time:
            newest = self._newest_kept() if self._newest is None else self._newest
            # the time, unless a file has it or a later one: the clock was set back then
            self._newest = max(newest + 1, int(self.clock().timestamp() * MICROSECONDS))
            _write(self.folder / f"{self._newest:020}.{service}{SEALED}", sealed)

    def _newest_kept(self) -> int:
        numbers = (path.name.partition(".")[0] for path in self.folder.glob(f"*{SEALED}"))
        return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _write(path: Path, content: bytes) -> None:
    """All of the file or none of it, and never over another one."""
    beside = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
