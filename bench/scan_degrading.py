"""Twelve things that spoil a picture of a receipt, each at severities 1 to 5.

At a severity everything is somewhat worse, as it is with a trembling hand in a dim hall (`USUAL`); then the still's own
factor is set to the severity's worth of `WORSE`. Calibrated on a seed of its own, so that zxing-cpp and pyzbar alone
read at each severity what they read in the measurement that the floor comes from (`docs/figures.md`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from numpy.random import Generator

from bench.scan_conditions import Conditions
from bench.scan_receipts import Symbol

SEVERITIES = range(1, 6)
Span = tuple[float, float]
Five = tuple[Span, Span, Span, Span, Span]
FARTHER = (0.86, 0.85, 0.89, 1.12, 1.24)  # how large a QR's paper appears, beside one whose bars are shown
SIGNED = {"roll", "pitch", "yaw", "aside", "below"}


class Factor(StrEnum):
    """What spoils a still most."""

    SCALE = "scale"
    PERSPECTIVE = "perspective"
    ROTATION = "rotation"
    MOTION = "motion"
    DEFOCUS = "defocus"
    LOW_LIGHT = "low light"
    GLARE = "glare"
    FADING = "fading"
    CRUMPLE = "crumple"
    OCCLUSION = "occlusion"
    JPEG = "JPEG"
    MIXED = "mixed"


USUAL: Mapping[str, Five] = {
    "width": ((630, 965), (610, 970), (540, 940), (515, 925), (460, 900)),
    "roll": ((0, 3), (0, 9), (0, 12.5), (0, 10), (0, 9)),
    "pitch": ((0, 4), (0, 5), (0, 7), (0, 9), (0, 11)),
    "yaw": ((0, 4), (0, 5), (0, 7), (0, 9), (0, 11)),
    "aside": ((0, 20), (0, 25), (0, 30), (0, 35), (0, 40)),
    "below": ((0, 20), (0, 25), (0, 30), (0, 35), (0, 40)),
    "defocus": ((0.2, 0.4), (0.2, 0.5), (0.2, 0.6), (0.3, 0.7), (0.3, 0.8)),
    "motion": ((0, 0.5), (0, 0.7), (0, 0.9), (0, 1.1), (0, 1.3)),
    "motion_angle": ((0, 180),) * 5,
    "light": ((0.7, 0.95), (0.65, 0.95), (0.6, 0.95), (0.5, 0.95), (0.45, 0.95)),
    "noise": ((2, 4), (2, 5), (3, 6), (3, 7), (4, 8)),
    "shade": ((0.05, 0.15), (0.05, 0.2), (0.1, 0.25), (0.1, 0.3), (0.1, 0.35)),
    "ink": ((0.75, 0.9), (0.7, 0.9), (0.65, 0.88), (0.6, 0.85), (0.55, 0.85)),
    "quality": ((88, 95), (85, 95), (80, 93), (75, 92), (70, 90)),
}
WORSE: Mapping[Factor, Mapping[str, Five]] = {
    Factor.SCALE: {"width": ((640, 700), (600, 690), (480, 580), (360, 450), (310, 410))},
    Factor.PERSPECTIVE: {
        "pitch": ((8, 14), (14, 20), (16, 24), (20, 30), (24, 36)),
        "yaw": ((8, 14), (14, 20), (16, 24), (20, 30), (24, 36)),
    },
    Factor.ROTATION: {"roll": ((4, 9), (7, 14), (10, 25), (15, 40), (20, 60))},
    Factor.MOTION: {"motion": ((1.2, 2.0), (1.9, 2.8), (3, 4.5), (3.5, 5), (4.5, 6.5))},
    Factor.DEFOCUS: {"defocus": ((0.4, 0.6), (0.6, 0.85), (0.95, 1.35), (1.3, 1.8), (1.6, 2.3))},
    Factor.LOW_LIGHT: {
        "light": ((0.4, 0.5), (0.3, 0.4), (0.22, 0.32), (0.16, 0.24), (0.12, 0.18)),
        "noise": ((3, 5), (4, 6), (5, 7), (6, 9), (7, 10)),
    },
    Factor.GLARE: {
        "glare": ((0.3, 0.5), (0.5, 0.8), (0.7, 1.1), (0.7, 1.2), (0.7, 1.3)),
        "glare_size": ((0.1, 0.15), (0.15, 0.24), (0.2, 0.3), (0.22, 0.31), (0.24, 0.34)),
    },
    Factor.FADING: {
        "ink": ((0.5, 0.6), (0.44, 0.54), (0.35, 0.45), (0.28, 0.37), (0.23, 0.32)),
        "worn": ((0.1, 0.2), (0.15, 0.27), (0.28, 0.42), (0.36, 0.5), (0.4, 0.54)),
    },
    Factor.CRUMPLE: {"crumple": ((1, 2), (3, 7), (5, 8), (7, 11), (9, 14))},
    Factor.OCCLUSION: {"covered": ((0.01, 0.03), (0.06, 0.1), (0.08, 0.13), (0.08, 0.13), (0.08, 0.15))},
    Factor.JPEG: {"quality": ((45, 60), (30, 42), (18, 28), (12, 19), (8, 13))},
}
SINGLE = tuple(WORSE)


@dataclass(frozen=True, slots=True)
class Kind:
    """Which stills are meant. `evenly` says, from 0 to 1, where in their spans width and roll lie, so that the stills
    of one kind cover both; None leaves that to chance."""

    symbol: Symbol
    factor: Factor
    severity: int
    evenly: tuple[float, float] | None = None


def conditions(kind: Kind, random: Generator) -> Conditions:
    """How a still of this kind is taken. A QR is held farther away while all else is well: it looks easy to read."""
    how = replace(Conditions(), **_drawn(USUAL, kind, random))
    if kind.symbol is Symbol.QR:
        how = replace(how, width=how.width * FARTHER[kind.severity - 1])
    if kind.factor is not Factor.MIXED:
        return replace(how, **_drawn(WORSE[kind.factor], kind, random))
    milder = replace(kind, severity=(2 * kind.severity + 1) // 3)
    for at in random.choice(len(SINGLE), 3, replace=False).tolist():
        how = replace(how, **_drawn(WORSE[SINGLE[at]], milder, random))
    return how


def _drawn(spans: Mapping[str, Five], kind: Kind, random: Generator) -> dict[str, float]:
    places = {name: float(random.random()) for name in spans}
    if kind.evenly:
        places |= {name: at for name, at in zip(("width", "roll"), kind.evenly, strict=True) if name in spans}
    ends = {name: five[kind.severity - 1] for name, five in spans.items()}
    drawn = {name: low + places[name] * (high - low) for name, (low, high) in ends.items()}
    return {name: value * (random.choice([-1, 1]) if name in SIGNED else 1) for name, value in drawn.items()}
