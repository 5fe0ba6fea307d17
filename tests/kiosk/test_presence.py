"""How much of what the camera sees is new."""

import pytest

from kiosk.scanning.decode import Symbology
from kiosk.scanning.presence import HELD_PART, STIR_PART, Presence
from tests.kiosk.builders import CODE
from tests.kiosk.pictures import a_code, a_frame

RECEIPT = a_code(CODE, Symbology.CODE128, dots=4)


def test_an_empty_room_with_a_noisy_camera_is_nothing_new() -> None:
    presence = Presence()
    presence.look(a_frame(noise=6), 0.0)
    assert presence.look(a_frame(noise=9), 0.3) < STIR_PART


@pytest.mark.parametrize("tilt", [0, 30])
def test_a_paper_is_seen(tilt: float) -> None:
    presence = Presence()
    presence.look(a_frame(noise=6), 0.0)
    assert presence.look(a_frame(RECEIPT, tilt, noise=6), 0.3) >= HELD_PART


def test_a_small_paper_far_away_stirs() -> None:
    presence = Presence()
    presence.look(a_frame(), 0.0)
    assert STIR_PART <= presence.look(a_frame(a_code(CODE, Symbology.CODE128, dots=2)), 0.3) < HELD_PART


@pytest.mark.parametrize("pictures_a_second", [4, 30])
def test_what_stays_is_learnt_in_the_same_time_however_often_is_looked(pictures_a_second: int) -> None:
    presence = Presence()
    presence.look(a_frame(), 0.0)
    times = [number / pictures_a_second for number in range(1, 30 * pictures_a_second)]
    held = [time for time in times if presence.look(a_frame(RECEIPT), time) >= HELD_PART]
    assert max(held) == pytest.approx(10.4, abs=0.5)
