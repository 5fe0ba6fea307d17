"""`make bench-scan`: what the kiosk reads from degraded receipts, beside zxing-cpp and pyzbar alone, and how fast.

The pictures are made by a seed (`bench/scan_stills.py`); the reader was tuned on another. All sides run in this process
on one core.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

import click
import cv2

from bench.scan_album import grey, kept_bursts, kept_empty
from bench.scan_photographs import Picture
from bench.scan_receipts import Symbol
from bench.scan_report import Results, report
from bench.scan_scores import Score, live, score
from bench.scan_sides import OURS, SIDES, Side, ask
from bench.scan_stills import EACH, REPORT_SEED, Kept, kept_stills

CORE = 0
LIVE = ("pyzbar", "zxing-cpp", OURS)


@dataclass(frozen=True, slots=True)
class Amount:
    """How many pictures: stills of each symbol, factor and severity, more of them for `ours` only, bursts of a symbol,
    frames without a code."""

    each: int = EACH
    more: int = 17
    bursts: int = 60
    empty: int = 300


@click.command()
@click.option("--seed", type=int, default=REPORT_SEED, show_default=True, help="of the pictures")
@click.option("--quick", is_flag=True, help="a tenth of the pictures; its figures say little")
def main(seed: int, quick: bool) -> None:
    """Measure, print the figures, and end with status 1 when a floor is not reached."""
    amount = Amount(each=2, more=0, bursts=6, empty=40) if quick else Amount()
    raise SystemExit(0 if report(measure(seed, amount)) else 1)


def measure(seed: int, amount: Amount) -> Results:
    """Let every side read the seed's pictures."""
    stills, empty = kept_stills(seed, amount.each), kept_empty(seed, amount.empty)
    bursts = kept_bursts(seed, amount.bursts)
    more = kept_stills(seed + 1, amount.more) if amount.more else []
    os.sched_setaffinity(0, {CORE})
    cv2.setNumThreads(1)
    results = Results({name: [] for name in SIDES}, {name: [] for name in LIVE})
    for kept in stills:  # each picture by all sides in turn, so that a noisy minute hurts them alike
        picture = kept.picture
        for name, side in SIDES.items():
            results.scores[name].append(_read(side, picture, kept))
    for file in empty:
        picture = grey(file)
        for name, side in SIDES.items():
            results.scores[name].append(score(ask(side, picture), ""))
    for burst in bursts:
        pictures = burst.pictures
        for name in LIVE:
            results.seconds[name].append(live(SIDES[name], pictures, burst.symbol, burst.text))
        results.frames += _one_by_one(pictures, burst.symbol, burst.text)
    results.more = [_read(SIDES[OURS], kept.picture, kept) for kept in more]
    return results


def _one_by_one(pictures: Sequence[Picture], symbol: Symbol, text: str) -> list[Score]:
    """Every frame of a burst by ours, for the count of wrong values."""
    return [score(ask(SIDES[OURS], picture), text, symbol) for picture in pictures]


def _read(side: Side, picture: Picture, kept: Kept) -> Score:
    return score(ask(side, picture), kept.text, kept.still.symbol, (kept.still.severity, kept.still.size))


if __name__ == "__main__":
    main()
