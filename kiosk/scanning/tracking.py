"""Follows what is held before the camera: where its code is, and what would help."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from kiosk.scanning.bars.locate import Region
from kiosk.scanning.exposure import Advice
from kiosk.scanning.footage import small_grey
from kiosk.scanning.hints import BLANK_SECONDS, MOST_SATURATED, SMEARED, Hint, SteadyHint, hint_of
from kiosk.scanning.measures import Measures, Outline, measure, outline_of
from kiosk.scanning.places import Place
from kiosk.scanning.slot import Frame, Picture

FOLLOWING = 0.5  # of the way to where the region is now; the rest is smoothed
JUMP = 0.25  # of the picture: that is another thing
LOST_SECONDS = 0.4
SURROUNDINGS = 1.5  # how much of the picture around the last region is looked at first
LEAST_SIDE = 80.0  # pixels of a receipt's QR: 33 modules of two and a half
PAPER_LEVEL, PAPER_CONTRAST = 110, 40  # of 255
LEAST_PART, LARGE_PART = 0.03, 0.3  # of the picture
NANO = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is seen of a code: four corners as fractions of the picture's width and height, around it, () for nothing;
    and what the citizen could do."""

    outline: Outline = ()
    hint: Hint = Hint.NONE


@dataclass(slots=True)
class Tracker:
    """Picture after picture becomes one sighting that moves smoothly. Times are seconds of one monotonic clock."""

    sighting: Sighting = field(default_factory=Sighting)
    advice: Advice = Advice.AS_IS
    steady: SteadyHint = field(default_factory=SteadyHint)
    seen_at: float = float("-inf")
    blank_since: float | None = None

    def follow(self, frame: Frame, fields: Iterable[Region], squares: Iterable[Place] = ()) -> Sighting:
        """A picture in which nothing was read; the likeliest fields of bars in it, and what looks like a QR, both best
        first."""
        now = frame.taken_ns / NANO
        for region in fields:
            outline = outline_of(region, frame.picture)
            measures = measure(frame.picture, region, outline)
            if measures:
                return self._with_code(outline, measures, now)
        for place in squares:
            return self._with_square(place, now)
        return self._without_code(frame, now)

    def accept(self, outline: Outline, now: float) -> Sighting:
        """The code was read; `outline` is where, () when that is not known."""
        self._see(outline, now)
        self.advice = Advice.AS_IS
        return self._say(Hint.READ, now)

    def rest(self, now: float) -> Sighting:
        """Nothing is held up."""
        self._lose(now)
        self.blank_since = None
        return self._say(Hint.NONE, now)

    def surroundings(self, picture: Picture) -> Picture | None:
        """The part of the picture around the last region: what moves slowly is there still."""
        if not self.sighting.outline:
            return None
        height, width = picture.shape[:2]
        corners = np.array(self.sighting.outline) * (width, height)
        centre, half = corners.mean(axis=0), np.ptp(corners, axis=0) * SURROUNDINGS / 2
        left, top = np.maximum(centre - half, 0).astype(int)
        right, bottom = np.minimum(centre + half, (width, height)).astype(int)
        return np.ascontiguousarray(picture[top:bottom, left:right]) if right > left and bottom > top else None

    def _with_code(self, outline: Outline, measures: Measures, now: float) -> Sighting:
        measures = replace(measures, speed=self._speed(outline, now))
        self._see(outline, now)
        self.advice = _advice(measures)
        return self._say(hint_of(measures), now)

    def _with_square(self, place: Place, now: float) -> Sighting:
        self._see(place.outline, now)
        self.advice = Advice.AS_IS
        return self._say(Hint.NEARER if place.side < LEAST_SIDE else Hint.HOLD_STILL, now)

    def _without_code(self, frame: Frame, now: float) -> Sighting:
        """Paper without a code is far away when it is small, and shows its blank side when it is large."""
        self._lose(now)
        part = _part_of_paper(frame.picture) if frame.held else 0.0
        if part < LEAST_PART:
            self.blank_since = None
            return self._say(Hint.NONE, now)
        if self.blank_since is None:
            self.blank_since = now
        hint = Hint.TURN_OVER if part >= LARGE_PART else Hint.NEARER
        return self._say(hint if now - self.blank_since >= BLANK_SECONDS else Hint.NONE, now)

    def _see(self, outline: Outline, now: float) -> None:
        before = self.sighting.outline
        if outline:
            self.seen_at, self.blank_since = now, None
            self.sighting = replace(self.sighting, outline=_nearer(before, outline) if before else outline)

    def _lose(self, now: float) -> None:
        self.advice = Advice.AS_IS
        if now - self.seen_at > LOST_SECONDS:
            self.sighting = replace(self.sighting, outline=())

    def _say(self, hint: Hint, now: float) -> Sighting:
        self.sighting = replace(self.sighting, hint=self.steady.after(hint, now))
        return self.sighting

    def _speed(self, outline: Outline, now: float) -> float:
        """Of the region's centre, against the smoothed one that trails behind it; a new region has none."""
        distance = _distance(self.sighting.outline, outline) if self.sighting.outline else JUMP
        return distance / max(now - self.seen_at, 0.03) if distance < JUMP else 0.0


def _nearer(before: Outline, outline: Outline) -> Outline:
    """The outline on its way from where it was; its corners are named anew when bars are found the other way round."""
    if _distance(before, outline) >= JUMP:
        return outline
    turned = min((outline[turn:] + outline[:turn] for turn in range(4)), key=lambda corners: _gap(before, corners))
    return tuple(
        (x + FOLLOWING * (to_x - x), y + FOLLOWING * (to_y - y))
        for (x, y), (to_x, to_y) in zip(before, turned, strict=True)
    )


def _distance(one: Outline, other: Outline) -> float:
    return math.dist(np.mean(one, axis=0), np.mean(other, axis=0))


def _gap(one: Outline, other: Outline) -> float:
    return sum(math.dist(corner, there) for corner, there in zip(one, other, strict=True))


def _advice(measures: Measures) -> Advice:
    if measures.saturated > MOST_SATURATED:
        return Advice.DARKER
    return Advice.SHORTER if measures.steepness < SMEARED else Advice.AS_IS


def _part_of_paper(picture: Picture) -> float:
    """How much of the view one bright thing fills; 0 when there is none."""
    small = small_grey(picture)
    _, bright = cv2.threshold(small, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    part = float(bright.mean())
    if not 0 < part < 1:
        return 0.0
    paper, rest = float(small[bright > 0].mean()), float(small[bright == 0].mean())
    return part if paper >= PAPER_LEVEL and paper - rest >= PAPER_CONTRAST else 0.0
