"""Following a code over pictures."""

import cv2
import numpy as np
import pytest

from kiosk.scanning.bars.locate import Region, find_bars, find_fields
from kiosk.scanning.decode import Symbology
from kiosk.scanning.exposure import Advice
from kiosk.scanning.hints import Hint
from kiosk.scanning.measures import Measures, measure, outline_of
from kiosk.scanning.places import find_codes
from kiosk.scanning.slot import Frame, Picture
from kiosk.scanning.tracking import NANO, Tracker
from tests.kiosk.builders import CODE
from tests.kiosk.pictures import a_code, a_frame


def bars(dots: int = 4, tilt: float = 0.0) -> Picture:
    """A picture with bars in the middle of a sheet; grey paper, so that nothing glares."""
    sheet = np.pad(a_code(CODE, Symbology.CODE128, dots), 60, constant_values=255)
    symbol = (sheet * 0.8).astype(np.uint8)
    return a_frame(symbol, tilt, noise=3)


def moved(picture: Picture, right: int) -> Picture:
    """The same, some pixels to the right."""
    shift = np.array([[1.0, 0.0, right], [0.0, 1.0, 0.0]])
    return np.asarray(cv2.warpAffine(picture, shift, (1280, 720), borderValue=90), dtype=np.uint8)


def smeared(picture: Picture) -> Picture:
    """As a hand that shakes leaves it."""
    return np.asarray(cv2.blur(picture, (12, 1)), dtype=np.uint8)


def small(picture: Picture, scale: float) -> Picture:
    """The same from farther away."""
    turn = np.array([[scale, 0.0, 640 * (1 - scale)], [0.0, scale, 360 * (1 - scale)]])
    shrunk = cv2.warpAffine(cv2.blur(picture, (2, 2)), turn, (1280, 720), borderValue=90, flags=cv2.INTER_AREA)
    return np.asarray(shrunk, dtype=np.uint8)


def measured(picture: Picture) -> Measures:
    """The measures of the bars in a picture."""
    region = find_bars(picture)
    assert region is not None
    measures = measure(picture, region, outline_of(region, picture))
    assert measures is not None
    return measures


def follow(tracker: Tracker, pictures: list[Picture], fields: list[Region] | None = None) -> None:
    """Ten pictures a second in which nothing can be read; `fields`: where their bars are, when that is known."""
    for number, picture in enumerate(pictures):
        found = [fields[number]] if fields else find_fields(picture)
        tracker.follow(Frame(int((100 + number / 10) * NANO), picture, held=True), found)


def a_field(module: float, right: float = 0.0) -> Region:
    """The bars in the middle of a picture, or some pixels right of it."""
    return Region((640 + right, 360), 205 * module, 20 * module, 0.0)


def test_an_outline_lies_around_the_bars() -> None:
    picture = bars()
    tracker = Tracker()
    follow(tracker, [picture])
    corners = np.array(tracker.sighting.outline) * (1280, 720)
    assert corners.shape == (4, 2)
    assert corners.mean(axis=0) == pytest.approx([640, 360], abs=15)
    assert np.ptp(corners, axis=0) == pytest.approx([840, 100], rel=0.2)


def test_an_outline_turns_with_the_paper() -> None:
    region = Region(centre=(640, 360), length=400, height=80, across=90)
    left, right = (corner[0] * 1280 for corner in outline_of(region, bars())[1:3])
    assert (left, right) == pytest.approx((680, 600))


def test_an_outline_moves_smoothly_and_goes_when_the_paper_is_gone() -> None:
    tracker = Tracker()
    follow(tracker, [bars(), moved(bars(), 60)], [a_field(4), a_field(4, right=60)])
    x = np.array(tracker.sighting.outline)[:, 0].mean() * 1280
    assert 645 < x < 695
    for at in (100.4, 101.0):
        tracker.follow(Frame(int(at * NANO), a_frame()), [])
    assert tracker.sighting.outline == ()


def test_where_a_code_was_is_looked_at_first() -> None:
    tracker, picture = Tracker(), bars(dots=2, tilt=10)
    assert tracker.surroundings(picture) is None
    follow(tracker, [picture])
    nearby = tracker.surroundings(picture)
    assert nearby is not None
    assert 0.02 < nearby.size / picture.size < 0.4


def test_sharp_bars_that_are_large_enough_need_no_hint() -> None:
    measures = measured(bars())
    assert measures.module == pytest.approx(4, abs=0.7)
    assert (measures.steepness > 0.4, measures.saturated, measures.cut_off) == (True, 0.0, False)


@pytest.mark.parametrize(
    ("picture", "field", "hint", "advice"),
    [
        (small(bars(), 0.38), a_field(1.52), Hint.NEARER, Advice.AS_IS),
        (moved(bars(dots=5), 200), a_field(5, right=200), Hint.FARTHER, Advice.AS_IS),
        (smeared(bars()), a_field(4), Hint.HOLD_STILL, Advice.SHORTER),
        ((bars() * 1.6).clip(0, 255).astype(np.uint8), a_field(4), Hint.LESS_GLARE, Advice.DARKER),
        ((bars() * 0.3).astype(np.uint8), a_field(4), Hint.MORE_LIGHT, Advice.AS_IS),
    ],
)
def test_what_hinders_is_said_after_a_moment(picture: Picture, field: Region, hint: Hint, advice: Advice) -> None:
    tracker = Tracker()
    follow(tracker, [picture] * 8, [field] * 8)
    assert (tracker.sighting.hint, tracker.advice) == (hint, advice)


def test_a_paper_that_moves_is_to_be_held_still() -> None:
    tracker = Tracker()
    places = range(-150, 160, 30)
    follow(tracker, [moved(bars(dots=3), right) for right in places], [a_field(3, right) for right in places])
    assert tracker.sighting.hint is Hint.HOLD_STILL


def test_a_blank_side_is_to_be_turned_over_after_two_seconds() -> None:
    blank = a_frame(np.full((560, 900), 220, np.uint8), tilt=5, noise=3)
    tracker = Tracker()
    said = [tracker.follow(Frame(int(at / 10 * NANO), blank, held=True), []).hint for at in range(30)]
    assert (said[0], said[18], said[29]) == (Hint.NONE, Hint.NONE, Hint.TURN_OVER)


def test_a_paper_that_is_too_far_for_its_bars_to_be_seen_is_to_come_nearer() -> None:
    far = a_frame(np.full((250, 300), 220, np.uint8), noise=3)
    tracker = Tracker()
    follow(tracker, [far] * 40)
    assert tracker.sighting.hint is Hint.NEARER


def test_an_empty_room_needs_no_hint() -> None:
    tracker = Tracker()
    follow(tracker, [a_frame(noise=4)] * 40)
    assert tracker.sighting.hint is Hint.NONE
    assert tracker.sighting.outline == ()


@pytest.mark.parametrize(("dots", "hint"), [(2, Hint.NEARER), (5, Hint.HOLD_STILL)])
def test_a_qr_that_is_seen_and_not_read_gets_an_outline_and_a_hint(dots: int, hint: Hint) -> None:
    symbol = a_code("https://tracuu.example.vn/r/H53", Symbology.QR, dots)
    symbol[symbol.shape[0] // 2 :, symbol.shape[1] // 2 :] = 255  # a thumb on it
    picture = a_frame(symbol, tilt=20, noise=3)
    tracker = Tracker()
    for at in range(8):
        tracker.follow(Frame(int((100 + at / 10) * NANO), picture, held=True), [], find_codes(picture))
    assert tracker.sighting.hint is hint
    assert np.mean(tracker.sighting.outline, axis=0) == pytest.approx([0.5, 0.5], abs=0.05)


def test_a_code_that_was_read_is_found_before_one_that_was_not() -> None:
    picture = a_frame(a_code(CODE, Symbology.QR, dots=4), tilt=30)
    place = find_codes(picture)[0]
    assert place.is_read
    assert np.mean(place.outline, axis=0) == pytest.approx([0.5, 0.5], abs=0.05)
    assert find_codes(a_frame(noise=6)) == []
