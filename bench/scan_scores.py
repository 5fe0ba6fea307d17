"""What counts: a still is right when the code comes out as it was printed, and a QR's secret with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bench.scan_bursts import FRAMES, SECONDS
from bench.scan_conditions import HD, Size
from bench.scan_degrading import SEVERITIES
from bench.scan_photographs import Picture
from bench.scan_receipts import Symbol
from bench.scan_sides import Side, Told, ask
from kiosk.question import Grammar, Question
from kiosk.scanning.voting import Ballot


@dataclass(frozen=True, slots=True)
class Score:
    """One picture as one side read it. `symbol` is None where there was nothing to read; `severity` then 0."""

    symbol: Symbol | None
    severity: int
    size: Size
    right: bool
    wrong: bool
    told: Told


def score(told: Told, text: str, symbol: Symbol | None = None, of: tuple[int, Size] = (0, HD)) -> Score:
    """`text` is what the symbol says; whatever else is accepted is wrong. `of` are severity and size."""
    right = told.question is not None and told.question == question_in(text)
    return Score(symbol, *of, right, told.question is not None and not right, told)


def question_in(text: str) -> Question | None:
    """What a receipt with this symbol asks."""
    return Grammar().read_scanned(text) if text else None


def rates(scores: Iterable[Score], symbol: Symbol) -> tuple[list[float], float]:
    """Per cent read right at severities 1 to 5, and of all."""
    own = [each for each in scores if each.symbol is symbol]
    by_severity = [_percent([each.right for each in own if each.severity == severity]) for severity in SEVERITIES]
    return by_severity, _percent([each.right for each in own])


def milliseconds(scores: Iterable[Score], *, with_code: bool) -> tuple[float, float]:
    """Mean and 95th percentile of processor time at 720p."""
    took = [each.told.processor_ms for each in scores if each.size == HD and (each.symbol is not None) is with_code]
    return (float(np.mean(took)), float(np.percentile(took, 95))) if took else (0.0, 0.0)


def wall_share(scores: Sequence[Score]) -> float:
    """How many times longer all took on the wall than on the processor: 1 on a machine that does nothing else."""
    return sum(each.told.wall_ms for each in scores) / max(1e-9, sum(each.told.processor_ms for each in scores))


@dataclass(frozen=True, slots=True)
class Second:
    """What came of one burst: whether the right code was believed in time, a wrong one ever, and of how many frames."""

    symbol: Symbol
    right: bool
    wrong: bool
    frames: int


def live(side: Side, frames: Sequence[Picture], symbol: Symbol, text: str) -> Second:
    """Let a second pass: while a side is busy with one frame (for as long as its processor time), others go by, and
    then it takes the newest. Readings are believed as in the kiosk (`kiosk/scanning/voting.py`)."""
    now, at, seen, ballot, wrong = 0.0, 0, 0, Ballot(), False
    while at < FRAMES:
        told = ask(side, frames[at])
        seen, now = seen + 1, max(now, at * SECONDS / FRAMES) + told.processor_ms / 1000
        if now > SECONDS:
            break
        if told.question is not None and told.symbology is not None:
            believed = ballot.cast(told.question, told.symbology, now, held=True)
            if believed is not None:
                right = believed == question_in(text)
                return Second(symbol, right, wrong or not right, seen)
        at = max(at + 1, int(now * FRAMES / SECONDS))
    return Second(symbol, False, wrong, seen)


def _percent(right: Sequence[bool]) -> float:
    return 100 * sum(right) / len(right) if right else 0.0
