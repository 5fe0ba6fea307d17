"""One second before the camera: fifteen frames of one receipt in a hand that moves."""

import math
from collections.abc import Iterator
from dataclasses import replace

from numpy.random import Generator, default_rng

from bench.scan_conditions import HD, Conditions
from bench.scan_degrading import Factor, Kind, conditions
from bench.scan_photographs import photograph
from bench.scan_receipts import Symbol, a_receipt
from bench.scan_view import View

FRAMES, SECONDS = 15, 1.0
SHUTTER = 1 / 40  # seconds
SWAY = (20.0, 80.0)  # thousandths of the picture's width
PACE = (0.5, 1.6)  # to and fro a second
TURN = (1.0, 5.0)  # degrees
HUNTING = (0.0, 3.6)  # how far the lens strays from its focus


def burst(seed: int, symbol: Symbol, number: int) -> tuple[list[bytes], str, str]:
    """The frames (JPEG, 720p) of one second, what the symbol says, and the dossier's code."""
    random = default_rng([seed, 1_000 + list(Symbol).index(symbol), number])
    receipt = a_receipt(symbol, random)
    factor, severity = list(Factor)[number % len(Factor)], 1 + number // len(Factor) % 5
    held = conditions(Kind(symbol, factor, severity), random)
    scene = int(random.integers(2**32))
    frames = [
        photograph(View.of(receipt, how, HD), default_rng(scene), default_rng([scene, at]))
        for at, how in enumerate(_moved(held, random))
    ]
    return frames, receipt.text, receipt.code


def _moved(held: Conditions, random: Generator) -> Iterator[Conditions]:
    """How the paper is held at each frame; it smears as far as it goes while the shutter is open."""
    sway = random.uniform(*SWAY, 2) * [1, 0.5]
    pace, phase = random.uniform(*PACE, 5) * 2 * math.pi, random.uniform(0, 2 * math.pi, 5)
    turn, hunting = random.uniform(*TURN, 2), float(random.uniform(*HUNTING))
    for at in range(FRAMES):
        angle = pace * at * SECONDS / FRAMES + phase
        x, y = (float(far * math.sin(now)) for far, now in zip(sway, angle[:2], strict=True))
        dx, dy = (float(f * p * math.cos(now)) * SHUTTER for f, p, now in zip(sway, pace, angle, strict=False))
        yield replace(
            held,
            aside=held.aside + x,
            below=held.below + y,
            roll=held.roll + float(turn[0] * math.sin(angle[2])),
            yaw=held.yaw + float(turn[1] * math.sin(angle[3])),
            motion=held.motion + math.hypot(dx, dy),
            motion_angle=math.degrees(math.atan2(dy, dx)),
            defocus=held.defocus + hunting * (1 + math.sin(angle[4])) / 2,
            glare_aside=x / 40,
        )
