"""How this machine is: what it tells provisioning each minute, and nothing of any citizen."""

import platform
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from time import monotonic
from typing import Any

from kiosk.flow.events import CodeRead, Event, LanguageChosen

PARTS = ("motcua", "kivy", "opencv-python-headless", "zxing-cpp", "cryptography")


@dataclass(frozen=True, slots=True)
class Health:
    """Seconds, counts and words. None stands for what is not known.

    `clock_ahead_seconds` is how far the clock is before the centre's, `paper` a word of the printer, `languages` how
    often each language was chosen since the program began, `restarts` how often it began anew since the machine did.
    """

    versions: dict[str, str]
    uptime_seconds: float
    restarts: int
    clock_ahead_seconds: float | None
    paper: str
    camera: bool
    scanner: bool | None
    last_scan_seconds: float | None
    wishes_waiting: int
    disk_free_bytes: int | None
    faults: tuple[str, ...]
    languages: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """As the heartbeat carries it."""
        return asdict(self)


@dataclass(slots=True)
class Vitals:
    """Counts what happens; `heard` is told of each event."""

    clock: Callable[[], float] = monotonic
    restarts: int = 0
    _began: float = field(default=0.0, init=False)
    _scanned_at: float | None = field(default=None, init=False)
    _languages: Counter[str] = field(default_factory=Counter, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()

    def heard(self, event: Event) -> None:
        """Something happened: a code was read, a language was chosen; whose or which code is not kept."""
        with self._lock:
            match event:
                case CodeRead():
                    self._scanned_at = self.clock()
                case LanguageChosen(language):
                    self._languages[language.value] += 1

    @property
    def uptime(self) -> float:
        """Seconds since the program began."""
        return self.clock() - self._began

    @property
    def last_scan(self) -> float | None:
        """Seconds since a code was read; None before the first one."""
        return None if self._scanned_at is None else self.clock() - self._scanned_at

    @property
    def languages(self) -> dict[str, int]:
        """How often each was chosen."""
        with self._lock:
            return dict(self._languages)


def versions() -> dict[str, str]:
    """The versions of what this kiosk is made of."""
    return {"python": platform.python_version(), **{part: _version(part) for part in PARTS}}


def _version(part: str) -> str:
    try:
        return version(part)
    except PackageNotFoundError:
        return ""
