"""What tests of a kiosk without its centre are made of: clocks that are set, and folders that a power cut erases."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.centre.fleeting_key import KeyPlace
from kiosk.centre.kept_answers import Clocks, KeptAnswers, Limits

HOUR = 3600.0


@dataclass
class Time:
    """A wall clock that may be set, and one of the machine that only runs."""

    wall: float = 1_800_000_000.0
    running: float = 1_000.0
    boot: str = "this boot"

    def pass_by(self, seconds: float) -> None:
        """Time passes."""
        self.wall += seconds
        self.running += seconds

    @property
    def clocks(self) -> Clocks:
        """What the kiosk reads."""
        return Clocks(lambda: self.wall, lambda: self.running, self.boot)


@dataclass
class Keeping:
    """A machine that keeps answers: its memory-only folder is `memory`, its disk is `disk`."""

    folder: Path
    limits: Limits = field(default_factory=Limits)
    time: Time = field(default_factory=Time)
    writes: list[bool] = field(default_factory=list)

    @property
    def disk(self) -> Path:
        """Where sealed answers lie."""
        return self.folder / "kept"

    @property
    def place(self) -> KeyPlace:
        """Where the key lies."""
        memory = self.folder / "memory"
        memory.mkdir(mode=0o700, exist_ok=True)
        return KeyPlace(memory)

    def start(self) -> KeptAnswers:
        """The program begins."""
        return KeptAnswers(self.place, self.disk, self.limits, self.writes.append, self.time.clocks)

    def restarted(self, kept: KeptAnswers) -> KeptAnswers:
        """The program ends and begins again."""
        kept.close()
        return self.start()

    def power_cut(self) -> None:
        """What is in memory is gone."""
        self.place.clear()
        self.time.boot = "the next boot"
        self.time.running = 5.0

    def bytes_on_disk(self) -> bytes:
        """Every name and every byte."""
        files = sorted(self.disk.iterdir()) if self.disk.is_dir() else []
        return b"".join(file.name.encode() + file.read_bytes() for file in files)


def a_mount_table(folder: Path, kind: str) -> Callable[[Path], Path]:
    """Makes a file as /proc/self/mountinfo, in which `folder` is of this kind."""

    def make(file: Path) -> Path:
        file.write_text(
            "22 1 0:20 / / rw - ext4 /dev/sda rw\n"
            f"23 22 0:21 / {str(folder).replace(' ', chr(92) + '040')} rw,nosuid shared:4 - {kind} {kind} rw\n"
        )
        return file

    return make
