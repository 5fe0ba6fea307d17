"""How the scan bench counts."""

import numpy as np

from bench.scan_conditions import HD
from bench.scan_photographs import Picture
from bench.scan_receipts import Symbol
from bench.scan_report import Bar
from bench.scan_scores import Score, live, rates, score
from bench.scan_sides import Told
from kiosk.question import Grammar
from kiosk.scanning.decode import Symbology
from kiosk.scanning.read import Reading

CODE = "H53.19-261116-0042"
FRAME = np.zeros((4, 4), np.uint8)


def told(text: str | None) -> Told:
    """A side that read this."""
    return Told(Grammar().read_scanned(text) if text else None, Symbology.CODE128 if text else None, 1.0, 1.0)


def a_score(severity: int, text: str | None) -> Score:
    """A still of CODE at this severity, of which a side read `text`."""
    return score(told(text), CODE, Symbol.CODE128, (severity, HD))


def test_only_the_code_as_printed_is_right_and_any_other_is_wrong() -> None:
    assert [score(told(text), CODE).right for text in (CODE, "H53.19-261116-0043", None)] == [True, False, False]
    assert [score(told(text), CODE).wrong for text in (CODE, "H53.19-261116-0043", None)] == [False, True, False]


def test_a_code_where_there_is_none_is_wrong() -> None:
    assert score(told(CODE), "").wrong


def test_rates_are_by_severity_and_of_all() -> None:
    scores = [a_score(1, CODE), a_score(1, None), a_score(2, CODE), a_score(2, CODE)]
    assert rates(scores, Symbol.CODE128) == ([50, 100, 0, 0, 0], 75)


class Counting:
    """A side that reads every frame in `frames`."""

    def __init__(self, frames: set[int]) -> None:
        self.frames, self.asked = frames, 0

    def __call__(self, picture: Picture) -> Reading | None:
        self.asked += 1
        question = Grammar().read_scanned(CODE) if self.asked - 1 in self.frames else None
        return Reading(question, Symbology.CODE128) if question else None


def test_bars_are_believed_when_two_frames_agree() -> None:
    assert live(Counting({0, 5}), [FRAME] * 15, Symbol.CODE128, CODE).right
    assert not live(Counting({5}), [FRAME] * 15, Symbol.CODE128, CODE).right


def test_a_fast_side_sees_every_frame_of_a_second() -> None:
    side = Counting(set())
    assert live(side, [FRAME] * 15, Symbol.CODE128, CODE).frames == side.asked == 15


def test_a_bar_may_be_a_least_or_a_most() -> None:
    assert Bar("share", 75, 72, 78).reaches(72)
    assert not Bar("share", 75, 72, 78).reaches(78)
    assert Bar("ms", 35, 40, 30, more_is_better=False).reaches(40)
