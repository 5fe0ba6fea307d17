"""The last answers to look-ups, for hours without the centre: what anybody with the code may see, and nothing more."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.centre.fleeting_key import KeyPlace
from kiosk.centre.sealed_folder import SealedFolder
from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from provisioning.device.centre_time import uptime

FOLDER = "answers"  # in the state folder
WRITE_AGAIN_SECONDS = 600.0  # an open result is asked for every few seconds: memory cards wear out
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many answers are kept, and for how many seconds."""

    most: int = 500
    seconds: float = 8 * 3600


@dataclass(frozen=True, slots=True)
class Clocks:
    """The wall clock may be set; `running` (seconds since the start of the machine, sleep included) may not, but means
    something within one start alone, which `boot` names."""

    wall: Callable[[], float] = time.time
    running: Callable[[], float] = uptime
    boot: str = field(default_factory=lambda: BOOT_ID.read_text("ascii").strip())


class Kept(BaseModel):
    """One answer, and when it was kept by both clocks."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    answer: Answer
    wall: float
    running: float
    boot: str


def erase(place: KeyPlace, folder: Path) -> None:
    """Take away all that is kept, from outside of the program that keeps it: one that runs notices by its key."""
    place.clear()
    SealedFolder(folder, b"").clear()


def for_anybody(answer: Answer) -> Answer:
    """`answer` as a stranger who has the code alone would see it: without the applicant, without notes of steps."""
    steps = tuple(step.model_copy(update={"note": ""}) for step in answer.steps)
    return answer.model_copy(update={"applicant": None, "steps": steps})


@dataclass
class KeptAnswers:
    """Keeps answers in memory and, sealed, in `folder`, while the key is in its place. May be used by many threads.

    `on_disk` is told after each write whether the disk took it; one that does not costs nothing but the next restart.
    """

    place: KeyPlace
    folder: Path
    limits: Limits = field(default_factory=Limits)
    on_disk: Callable[[bool], None] = lambda _: None
    clocks: Clocks = field(default_factory=Clocks)
    _key: bytes = field(init=False, repr=False)
    _files: SealedFolder = field(init=False, repr=False)
    _kept: OrderedDict[str, Kept] = field(default_factory=OrderedDict, init=False, repr=False)
    _written: dict[str, Kept] = field(default_factory=dict, init=False, repr=False)
    _era: int = field(default=0, init=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False, repr=False)
    # Held while a file is written: what was forgotten is not written after that.
    _disk: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _writer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "keeper"), init=False, repr=False)

    def __post_init__(self) -> None:
        self._begin()

    @property
    def era(self) -> int:
        """Which time this is since the last forgetting: an answer that was asked for in an earlier one is not kept."""
        with self._lock:
            self._check_key()
            return self._era

    def keep(self, code: Code, answer: Answer, era: int | None = None) -> None:
        """Remember what anybody may see of `answer`, unless all was forgotten after `era`; never waits for the disk."""
        with self._lock:
            self._check_key()
            if era not in (None, self._era):
                return
            name = self._files.name_of(code.printed)
            self._kept[name] = self._now(for_anybody(answer))
            self._kept.move_to_end(name)
            gone = self._outdated()
        for changed in [name, *gone]:
            self._mirror_later(changed)

    def find(self, code: Code) -> Answer | None:
        """What was kept of this code, if it is young enough."""
        with self._lock:
            self._check_key()
            found = self._kept.get(self._files.name_of(code.printed))
            return found.answer if found and self._is_young(found) else None

    def drop(self, code: Code) -> None:
        """Forget one answer: the centre has said that there is none."""
        with self._lock:
            name = self._files.name_of(code.printed)
            was_there = self._kept.pop(name, None)
        if was_there:
            self._mirror_later(name)

    def sweep(self) -> None:
        """Forget what has become too old. Call it now and then."""
        with self._lock:
            self._check_key()
            gone = self._outdated()
        for name in gone:
            self._mirror_later(name)

    def forget(self) -> None:
        """Forget everything at once, key and files too. What is kept after this has a new key."""
        with self._lock:  # whatever the disk is busy with: without the key its files say nothing
            self.place.clear()
            self._kept.clear()
        with self._disk, self._lock:
            self._begin()

    def close(self) -> None:
        """Write what is still to be written, and end."""
        self._writer.shutdown()

    def __len__(self) -> int:
        return len(self._kept)

    def _begin(self) -> None:
        self._era += 1
        self._key = self.place.load_or_make()
        self._files = SealedFolder(self.folder, self._key)
        self._written.clear()
        self._kept.clear()
        found = {name: kept for name, body in self._files.read_all().items() if (kept := _read(body))}
        self._kept.update(sorted(found.items(), key=lambda item: item[1].running))
        self._written.update(self._kept)
        for name in self._outdated():
            self._mirror_later(name)

    def _check_key(self) -> None:
        if not self.place.holds(self._key):
            self._begin()

    def _now(self, answer: Answer) -> Kept:
        return Kept(answer=answer, wall=self.clocks.wall(), running=self.clocks.running(), boot=self.clocks.boot)

    def _is_young(self, kept: Kept) -> bool:
        """By both clocks: one that was set back makes nothing younger, and one that was set ahead is believed."""
        by_running = self.clocks.running() - kept.running
        by_wall = self.clocks.wall() - kept.wall
        most = self.limits.seconds
        return kept.boot == self.clocks.boot and 0 <= by_running <= most and by_wall <= most

    def _outdated(self) -> list[str]:
        """Drop what is too old and, of the rest, the oldest ones that are too many; their names."""
        gone = [name for name, kept in self._kept.items() if not self._is_young(kept)]
        for name in gone:
            del self._kept[name]
        while len(self._kept) > self.limits.most:
            gone.append(self._kept.popitem(last=False)[0])
        return gone

    def _mirror_later(self, name: str) -> None:
        if self.place.folder is not None:
            self._writer.submit(self._mirror, name)

    def _mirror(self, name: str) -> None:
        """Make the file of `name` what the memory says."""
        with self._disk:
            with self._lock:
                kept, files, written = self._kept.get(name), self._files, self._written.get(name)
            if kept and written and _is_written(kept, written):
                return
            well = _put(files, name, kept)
            with self._lock:
                self._written.pop(name, None)
                if kept and well:
                    self._written[name] = kept
        self.on_disk(well)


def _put(files: SealedFolder, name: str, kept: Kept | None) -> bool:
    """Write or delete one file; whether the disk let us."""
    try:
        if kept:
            files.write(name, kept.model_dump_json().encode())
        else:
            files.remove(name)
    except OSError:
        return False
    return True


def _is_written(kept: Kept, written: Kept) -> bool:
    same = kept.answer.model_copy(update={"as_of": written.answer.as_of}) == written.answer
    return same and kept.running - written.running < WRITE_AGAIN_SECONDS


def _read(body: bytes) -> Kept | None:
    try:
        return Kept.model_validate_json(body)
    except ValidationError:
        return None
