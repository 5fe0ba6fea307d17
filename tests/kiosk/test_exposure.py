"""A camera's shutter is turned only where its driver lets us."""

from dataclasses import dataclass, field

import cv2
import pytest

from kiosk.scanning.exposure import Advice, Exposure

MODE, SHUTTER, GAIN = cv2.CAP_PROP_AUTO_EXPOSURE, cv2.CAP_PROP_EXPOSURE, cv2.CAP_PROP_GAIN
DARKER, SHORTER, AS_IS = Advice.DARKER, Advice.SHORTER, Advice.AS_IS


@dataclass
class RecordingControls:
    """See Controls. Keeps what is set, but for what is `stuck`; `turned` are the controls that were set."""

    values: dict[int, float] = field(default_factory=lambda: {MODE: 3.0, SHUTTER: 160.0, GAIN: 10.0})
    stuck: frozenset[int] = frozenset()
    turned: list[int] = field(default_factory=list)

    def get(self, control: int, /) -> float:
        """See Controls."""
        return self.values.get(control, -1.0)

    def set(self, control: int, value: float, /) -> bool:
        """See Controls."""
        self.turned.append(control)
        if control in self.values and control not in self.stuck:
            self.values[control] = value
        return control in self.values


def follow(controls: RecordingControls, *advice: Advice, every: float = 1.0) -> Exposure:
    """An exposure that was given advice once a second."""
    exposure = Exposure(controls)
    for number, what in enumerate(advice):
        exposure.follow(what, 100 + number * every)
    return exposure


def test_too_much_light_shortens_the_exposure() -> None:
    controls = RecordingControls()
    follow(controls, DARKER, DARKER)
    assert controls.values == {MODE: 1.0, SHUTTER: pytest.approx(78.4), GAIN: 10.0}


def test_a_smear_is_met_by_a_shorter_exposure_and_more_gain() -> None:
    controls = RecordingControls()
    follow(controls, SHORTER)
    assert controls.values == {MODE: 1.0, SHUTTER: pytest.approx(96.0), GAIN: pytest.approx(16.7, abs=0.1)}


def test_it_stops_at_a_two_thousandth_of_a_second_and_four_times_the_gain() -> None:
    controls = RecordingControls()
    follow(controls, *[SHORTER] * 30)
    assert (controls.values[SHUTTER], controls.values[GAIN]) == (5.0, 40.0)


def test_a_sensor_is_given_time_to_show_a_change() -> None:
    controls = RecordingControls()
    follow(controls, *[DARKER] * 5, every=0.1)
    assert controls.turned.count(SHUTTER) == 2  # taken over, and turned once


def test_when_nobody_needs_it_any_more_the_driver_chooses_again() -> None:
    controls = RecordingControls()
    follow(controls, SHORTER, *[AS_IS] * 12)
    assert (controls.values[MODE], controls.values[GAIN]) == (3.0, 10.0)


@pytest.mark.parametrize(
    "controls",
    [
        RecordingControls({}),
        RecordingControls({MODE: 3.0}),
        RecordingControls({SHUTTER: 160.0}),
        RecordingControls(stuck=frozenset({SHUTTER})),
    ],
)
def test_a_driver_that_does_not_offer_it_is_asked_once_and_never_again(controls: RecordingControls) -> None:
    exposure = follow(controls, DARKER)
    asked = len(controls.turned)
    for second in range(200, 220):
        exposure.follow(SHORTER, second)
    assert exposure.refused
    assert len(controls.turned) == asked
    assert controls.get(MODE) in (3.0, -1.0)
