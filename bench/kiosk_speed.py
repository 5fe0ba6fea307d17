"""From a receipt in view to its status on the screen, by the real program, its camera and its centre."""

import time
from dataclasses import dataclass, field

import numpy as np

from bench.kiosk_camera import Stage
from bench.kiosk_scenes import hall, held
from bench.scan_receipts import Symbol
from tests.kiosk.builders import an_answer
from tests.kiosk.centre import Centre
from tests.kiosk.program import Kiosk
from tests.waiting import eventually

REST_SECONDS = 3.5  # after which the camera rests again, and the receipt that was there is forgotten
AIM_MS = 150.0


class TimedCentre(Centre):
    """Writes down when it was last asked (monotonic milliseconds)."""

    asked_ms = 0.0

    def says(self, path: str) -> tuple[int, bytes]:
        """See Centre."""
        self.asked_ms = time.monotonic() * 1000
        return super().says(path)


@dataclass(frozen=True, slots=True)
class Passage:
    """Milliseconds from the first picture of the receipt to the question at the centre, and to the status drawn."""

    asked: float
    drawn: float


@dataclass
class Speeds:
    """All passages, by symbol."""

    passages: dict[Symbol, list[Passage]] = field(default_factory=lambda: {symbol: [] for symbol in Symbol})

    @property
    def reaches_aim(self) -> bool:
        """Whether the 95th percentile is as wanted."""
        return all(np.percentile([each.drawn for each in many], 95) <= AIM_MS for many in self.passages.values())

    def __str__(self) -> str:
        return "\n".join(f"    {symbol:<8} {_told(many)}" for symbol, many in self.passages.items())


def measure_speed(kiosk: Kiosk, centre: TimedCentre, camera: Stage, samples: int) -> Speeds:
    """Show `samples` receipts of each symbol one after another, with an empty hall between them."""
    speeds = Speeds()
    for number in range(samples):
        for symbol in Symbol:
            speeds.passages[symbol].append(_show(kiosk, centre, camera, held(symbol, number)))
    return speeds


def _show(kiosk: Kiosk, centre: TimedCentre, camera: Stage, receipt: tuple[list[bytes], str]) -> Passage:
    pictures, code = receipt
    camera.put(hall())
    emptied = time.monotonic()
    eventually(lambda: time.monotonic() - emptied > REST_SECONDS and kiosk.shows("welcome"))
    centre.answer = an_answer(code=code)
    camera.put(pictures)
    drawn = kiosk.shows("result", code=code)
    began = camera.first_sent_ms or 0.0
    return Passage(centre.asked_ms - began, drawn["monotonic_ms"] - began)


def _told(passages: list[Passage]) -> str:
    asked, drawn = ([getattr(each, name) for each in passages] for name in ("asked", "drawn"))
    after = [each.drawn - each.asked for each in passages]
    return (
        f"status drawn p50 {np.percentile(drawn, 50):4.0f} p95 {np.percentile(drawn, 95):4.0f} ms; of it until the"
        f" centre is asked {np.percentile(asked, 50):4.0f} and {np.percentile(asked, 95):4.0f},"
        f" after it {np.percentile(after, 50):4.0f} and {np.percentile(after, 95):4.0f}"
    )
