"""Whether the screens beside the way from receipt to result fit: in each language, at each size, however one is served.
"""

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from kiosk.flow.states import Ease
from lookup_api.domain.wording import Language
from tests.kiosk.further_states import further_states

if TYPE_CHECKING:
    from tests.kiosk.stage import Box, Stage

UPRIGHT, WIDE, SMALL = (540, 960), (960, 540), (900, 540)  # at the window's density: 1080×1920, 1920×1080, 800×480
LARGEST, LOW = Ease(2.0, contrast=True, low_reach=True, still=True), Ease(low_reach=True)
SERVED = [
    (UPRIGHT, Language.VI, Ease()),
    (UPRIGHT, Language.KM, LARGEST),
    (WIDE, Language.EN, Ease(1.5)),
    (SMALL, Language.VI, LARGEST),
]
LOOKED_AT = {
    name: further_states()[name]
    for name in (
        "help", "fields", "fields-failed", "procedure-long", "phone-refused", "difference", "staff-report", "touch",
        "page-failed", "out",
    )
}  # fmt: skip
LOW_SCREENS = ("fields", "phone-refused", "difference", "page-failed")
LOW_PART = 0.5  # of the window's height


@pytest.mark.parametrize(("size", "language", "ease"), SERVED, ids=lambda value: str(value)[:12])
def test_all_fits_and_can_be_touched(stage: "Stage", size: tuple[int, int], language: Language, ease: Ease) -> None:
    from kivy.metrics import dp

    stage.resize(size)
    for name, state in LOOKED_AT.items():
        stage.board.forget()
        stage.show(replace(state, language=language, ease=ease))
        boxes = stage.text_boxes()
        assert not [text for text, box in boxes if is_outside(box, size)], name
        assert not [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if overlap(a, b)], name
        assert not [thing.name for thing in stage.touchables() if min(thing.size) < dp(44) - 1], name


def test_for_low_reach_all_is_touched_in_the_lower_part(stage: "Stage") -> None:
    stage.resize(UPRIGHT)
    for name in LOW_SCREENS:
        stage.board.forget()
        stage.show(replace(LOOKED_AT[name], ease=LOW))
        tops = {thing.name: thing.to_window(thing.x, thing.top)[1] / UPRIGHT[1] for thing in stage.touchables()}
        assert {thing: top for thing, top in tops.items() if top > LOW_PART} == {}, name


def is_outside(box: "Box", size: tuple[int, int]) -> bool:
    """Whether some of it is beyond the window's edge."""
    return box[0] < -1 or box[1] < -1 or box[2] > size[0] + 1 or box[3] > size[1] + 1


def overlap(one: "Box", other: "Box") -> bool:
    """Whether two boxes share more than the thin margins of letters."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 2 and down > 4
