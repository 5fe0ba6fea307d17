"""What a camera process reads: pictures that come one after another, each opened only as far as it is wanted."""

import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from kiosk.scanning.exposure import Advice, Controls, Exposure
from kiosk.scanning.slot import Picture

EMPTY_FOLDER_SECONDS = 0.5
EMPTY_FOLDER_LOOKS = 4
GLIMPSE_WIDTH = 160
MARK_STEP = 4  # every fourth pixel of every fourth row is noise enough


class Footage(Protocol):
    """A source of pictures. `grab` and the opening of the grabbed picture are apart, as in cv2.VideoCapture: a picture
    that nobody opens costs little."""

    def grab(self) -> bool:
        """Wait for the next picture and hold it; False when the source has ended or is lost."""

    def glimpse(self) -> Picture | None:
        """The held picture, grey and an eighth as wide or smaller; None when it can't be opened."""

    def picture(self, colour: bool) -> Picture | None:
        """The held picture, whole: BGR with `colour`, else grey or BGR, as is cheaper; None when it can't be opened."""

    def mark(self) -> int | None:
        """A number that is another one for each other picture; None where pictures may honestly repeat."""

    def advise(self, advice: Advice, now: float) -> None:
        """What would help the reader; most sources can't follow. `now`: seconds of a monotonic clock."""

    def close(self) -> None:
        """Let go of the source."""


class Grabber(Controls, Protocol):
    """What is used of cv2.VideoCapture."""

    def grab(self) -> bool:
        """Wait for the next picture."""

    def retrieve(self) -> tuple[bool, object]:
        """Open the grabbed picture."""

    def release(self) -> None:
        """Let go of the device."""


@dataclass(slots=True)
class GrabbedFootage:
    """See Footage. A device or a stream that OpenCV reads, `noisy` when it is a sensor's."""

    grabber: Grabber
    noisy: bool = True
    exposure: Exposure | None = None
    opened: Picture | None = None

    def grab(self) -> bool:
        """See Footage."""
        self.opened = None
        return self.grabber.grab()

    def glimpse(self) -> Picture | None:
        """See Footage."""
        picture = self.picture(colour=False)
        return None if picture is None else small_grey(picture)

    def picture(self, colour: bool) -> Picture | None:
        """See Footage."""
        if self.opened is None:
            got, picture = self.grabber.retrieve()
            self.opened = as_picture(picture) if got else None
        return self.opened

    def mark(self) -> int | None:
        """See Footage."""
        picture = self.picture(colour=False) if self.noisy else None
        return None if picture is None else zlib.crc32(picture[::MARK_STEP, ::MARK_STEP].tobytes())

    def advise(self, advice: Advice, now: float) -> None:
        """See Footage."""
        if self.exposure:
            self.exposure.follow(advice, now)

    def close(self) -> None:
        """See Footage."""
        self.grabber.release()


@dataclass(slots=True)
class FilmFootage(GrabbedFootage):
    """See Footage. A film that begins again at its end, for it stands in for a camera."""

    open: Callable[[], Grabber] = field(kw_only=True)
    pace: "Pace" = field(kw_only=True)

    def grab(self) -> bool:
        """See Footage."""
        self.pace.wait()
        return GrabbedFootage.grab(self) or self._begin_again()

    def _begin_again(self) -> bool:
        self.grabber.release()
        self.grabber = self.open()
        return GrabbedFootage.grab(self)


@dataclass(slots=True)
class EncodedPicture:
    """One JPEG or PNG file's bytes; a JPEG is opened small at a fraction of the price."""

    encoded: bytes

    def glimpse(self) -> Picture | None:
        """The picture, grey and an eighth as wide."""
        return self._opened(cv2.IMREAD_REDUCED_GRAYSCALE_8)

    def picture(self, colour: bool) -> Picture | None:
        """The whole picture."""
        return self._opened(cv2.IMREAD_COLOR if colour else cv2.IMREAD_GRAYSCALE)

    def _opened(self, how: int) -> Picture | None:
        if not self.encoded:
            return None
        picture = cv2.imdecode(np.frombuffer(self.encoded, dtype=np.uint8), how)
        return None if picture is None else as_picture(picture)


@dataclass(slots=True)
class FolderFootage:
    """See Footage. A folder of pictures that plays as a film, by name, over and over. It is listed anew each time, so
    new pictures may be put into it; one that stays empty for two seconds has ended."""

    list_files: Callable[[], list[Path]]
    pace: "Pace"
    files: Iterator[Path] = field(default_factory=lambda: iter(()))
    file: Path | None = None

    def grab(self) -> bool:
        """See Footage."""
        self.pace.wait()
        self.file = next(self.files, None) or self._begin_again()
        return self.file is not None

    def glimpse(self) -> Picture | None:
        """See Footage."""
        return self._read().glimpse()

    def picture(self, colour: bool) -> Picture | None:
        """See Footage."""
        return self._read().picture(colour)

    def mark(self) -> int | None:
        """See Footage."""
        return None

    def advise(self, advice: Advice, now: float) -> None:
        """See Footage."""

    def close(self) -> None:
        """See Footage."""

    def _begin_again(self) -> Path | None:
        for _ in range(EMPTY_FOLDER_LOOKS):
            self.files = iter(self.list_files())
            if file := next(self.files, None):
                return file
            time.sleep(EMPTY_FOLDER_SECONDS)
        return None

    def _read(self) -> EncodedPicture:
        try:
            return EncodedPicture(self.file.read_bytes() if self.file else b"")
        except OSError:  # taken away since it was listed
            return EncodedPicture(b"")


@dataclass(slots=True)
class Pace:
    """Lets one picture out at a time, `fps` of them a second."""

    fps: float
    due: float = 0.0

    def wait(self) -> None:
        """Return when the next picture is due."""
        time.sleep(max(0.0, self.due - time.monotonic()))
        self.due = max(self.due + 1 / self.fps, time.monotonic())


def small_grey(picture: Picture) -> Picture:
    """A picture (BGR or grey), grey and at most 160 pixels wide."""
    scale = min(1.0, GLIMPSE_WIDTH / picture.shape[1])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return as_picture(small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_BGR2GRAY))


def as_picture(picture: object) -> Picture:
    """What OpenCV gave, with the type that it always has."""
    return np.asarray(picture, dtype=np.uint8)
