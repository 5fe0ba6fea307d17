"""The key of what is kept of look-ups. It lives where power-off erases it, so that a kiosk which was unplugged and
carried away holds nothing that anybody can read, and a restart of the program alone loses nothing.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

KEY_FILE = "kept.key"
KEY_BYTES = 32
OWN_FOLDER = "motcua-kiosk"
IN_MEMORY = frozenset({"tmpfs", "ramfs"})
MOUNTS = Path("/proc/self/mountinfo")  # proc(5)


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """The folder of the key; None where this machine has no such folder: then the key lives in the program alone."""

    folder: Path | None

    @classmethod
    def at(cls, folder: Path, mounts: Path = MOUNTS) -> "KeyPlace":
        """`folder`, made when it is not there, if it lies in memory and may be written; otherwise no place at all."""
        folder = folder.absolute()
        try:
            if not lies_in_memory(folder, mounts):
                return cls(None)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return cls(None)
        return cls(folder if os.access(folder, os.W_OK | os.X_OK) else None)

    def load_or_make(self) -> bytes:
        """The key that is there, or a new one that is put there."""
        if self.folder is None:
            return os.urandom(KEY_BYTES)
        return _read(self.folder / KEY_FILE) or _make(self.folder / KEY_FILE)

    def holds(self, key: bytes) -> bool:
        """Whether `key` is still the one here. Whoever takes it away makes the program forget what it keeps."""
        return self.folder is None or _read(self.folder / KEY_FILE) == key

    def clear(self) -> None:
        """Take the key away: what it sealed can't be opened any more."""
        if self.folder is not None:
            with suppress(OSError):
                (self.folder / KEY_FILE).unlink()


def memory_folder(environment: Mapping[str, str]) -> Path:
    """Where this program may put what power-off shall erase, as systemd or the session says it to this process."""
    if given := environment.get("RUNTIME_DIRECTORY"):
        return Path(given.split(":")[0])
    session = environment.get("XDG_RUNTIME_DIR")
    return Path(session) / OWN_FOLDER if session else Path("/run") / OWN_FOLDER


def lies_in_memory(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether a power cut erases what is in `folder`, by the table of mounts; a folder that is not there yet counts by
    where it would be."""
    there = folder.resolve()
    found, kind = Path("/"), ""
    for point, file_system in _mounted(mounts.read_text("utf-8", "surrogateescape")):
        if there.is_relative_to(point) and len(point.parts) >= len(found.parts):
            found, kind = point, file_system
    return kind in IN_MEMORY


def _mounted(table: str) -> Iterator[tuple[Path, str]]:
    for line in table.splitlines():
        about, _, told = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), about.split()[4])
        yield Path(point), told.split()[0]


def _read(file: Path) -> bytes | None:
    """The key in a file of ours that nobody else may read; None for anything else."""
    try:
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    with open(opened, "rb") as key_file:
        about = os.fstat(opened)
        key = key_file.read(KEY_BYTES + 1)
    is_ours = about.st_uid == os.geteuid() and not about.st_mode & 0o077
    return key if is_ours and len(key) == KEY_BYTES else None


def _make(file: Path) -> bytes:
    key = os.urandom(KEY_BYTES)
    try:
        with suppress(FileNotFoundError):
            file.unlink()
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as key_file:
            key_file.write(key)
    except OSError:
        return key  # it was a memory that is full: the key lives in the program alone, and is found gone at once
    return key
