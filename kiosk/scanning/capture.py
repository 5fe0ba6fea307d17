"""The camera in a process of its own: what hangs or crashes in a driver never touches the screen.

It also keeps the kiosk quiet: while nothing moves and nobody watches, pictures are fetched but not opened, apart from a
few small looks a second; the decoder is given one a second. As soon as something stirs it gets them all.
"""

import multiprocessing
import signal
import time
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess

import cv2

from kiosk.scanning.bell import Bell
from kiosk.scanning.exposure import Advice
from kiosk.scanning.footage import Footage, as_picture
from kiosk.scanning.presence import HELD_PART, STIR_PART, Presence
from kiosk.scanning.signs import Signs
from kiosk.scanning.slot import Frame, FrameSlot, Picture
from kiosk.scanning.sources import open_footage

LARGEST = (1920, 1080)
PREVIEW = (640, 480)
NANO = 1_000_000_000
LOOK_NS = NANO // 6  # between two small looks at rest
CALM_NS = NANO  # between two whole pictures at rest: what lay there from the start is read too
ALERT_NS = 2 * NANO  # how long every picture is given on after the last stir
WAITING_NS = NANO // 2000  # a grab that takes no longer has found its picture waiting
WANTED_NS = NANO  # and after somebody last asked for one


@dataclass(frozen=True, slots=True)
class Slots:
    """What the camera's process shares: the newest picture grey and whole for the decoder, RGB and small for the
    screen; the signs; and the bell that wakes the decoder."""

    full: FrameSlot
    preview: FrameSlot
    signs: Signs
    bell: Bell

    @classmethod
    def make(cls, context: SpawnContext) -> "Slots":
        """Empty slots."""
        full, preview = FrameSlot(context, LARGEST[0] * LARGEST[1]), FrameSlot(context, PREVIEW[0] * PREVIEW[1] * 3)
        return cls(full, preview, context.RawValue(Signs), Bell.make(context))


@dataclass(slots=True)
class Capture:
    """One source's pictures on their way into the slots."""

    footage: Footage
    slots: Slots
    presence: Presence = field(default_factory=Presence)
    mark: int | None = None
    looked_ns: int = 0
    calm_ns: int = 0

    def step(self, now_ns: int) -> None:
        """Deal with the picture that was grabbed just now: open it as far as it is worth it."""
        signs = self.slots.signs
        signs.arrived_ns = now_ns
        wanted = now_ns - max(signs.wanted_ns, signs.doubt_ns) < WANTED_NS
        if not (wanted or self._is_alert(now_ns)) and now_ns - self.looked_ns < LOOK_NS:
            return
        self.looked_ns = now_ns
        self.footage.advise(Advice(signs.advice), now_ns / NANO)
        glimpse = self.footage.glimpse() if self._is_another() else None
        if glimpse is None:
            return
        signs.changed_ns = now_ns
        new = self.presence.look(glimpse, now_ns / NANO)
        if new >= STIR_PART:
            signs.stirred_ns = now_ns
        if wanted or self._is_alert(now_ns) or now_ns - self.calm_ns >= CALM_NS:
            self._give(now_ns, wanted, new >= HELD_PART)

    def _is_alert(self, now_ns: int) -> bool:
        return now_ns - self.slots.signs.stirred_ns < ALERT_NS

    def _is_another(self) -> bool:
        """Whether this is not the same picture again: an unplugged camera may keep giving its last one. A source that
        never gives two that differ is therefore none at all."""
        before, self.mark = self.mark, self.footage.mark()
        return self.mark is None or before not in (None, self.mark)

    def _give(self, now_ns: int, wanted: bool, held: bool) -> None:
        """Put the picture into the slots. The screen's is made when it is wanted, and at rest, so that what it holds
        is never a citizen's paper for long."""
        rest = now_ns - self.calm_ns >= CALM_NS
        picture = self.footage.picture(colour=wanted)
        if picture is None:
            return
        if rest:
            self.calm_ns = now_ns
        if wanted or rest:
            self.slots.preview.put(Frame(now_ns, _rgb(_fitting(picture, PREVIEW)), held))
        self.slots.full.put(Frame(now_ns, _fitting(_grey(picture), LARGEST), held))
        self.slots.bell.ring()


def capture(source: str, slots: Slots) -> None:
    """What the child process does: keep `slots` filled until the source ends or the parent process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    cv2.setNumThreads(1)
    parent = multiprocessing.parent_process()
    try:
        footage = open_footage(source)
    except OSError:
        return
    with closing(footage):
        _run(Capture(footage, slots), parent)


def _run(work: Capture, parent: BaseProcess | None) -> None:
    """A picture that was there before it was asked for is an old one, and newer ones may wait behind it: of these only
    each third is dealt with, so that a slow machine catches up instead of falling ever farther behind."""
    late, asked_ns = 0, time.monotonic_ns()
    while parent and parent.is_alive() and work.footage.grab():
        now_ns = time.monotonic_ns()
        late = late + 1 if now_ns - asked_ns < WAITING_NS else 0
        if late % 3 == 0:
            work.step(now_ns)
        asked_ns = time.monotonic_ns()


def _grey(picture: Picture) -> Picture:
    return picture if picture.ndim == 2 else as_picture(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def _rgb(picture: Picture) -> Picture:
    conversion = cv2.COLOR_GRAY2RGB if picture.ndim == 2 else cv2.COLOR_BGR2RGB
    return as_picture(cv2.cvtColor(picture, conversion))


def _fitting(picture: Picture, most: tuple[int, int]) -> Picture:
    height, width = picture.shape[:2]
    scale = min(1.0, most[0] / width, most[1] / height)
    if scale == 1.0:
        return picture
    return as_picture(cv2.resize(picture, (int(width * scale), int(height * scale)), interpolation=cv2.INTER_AREA))
