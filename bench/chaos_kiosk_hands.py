"""Somebody who does anything at all, by a seed: touches, keys, a wedge scanner, paper before the camera."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from kivy.core.window import Window
from kivy.tests.common import UnitTestTouch

from bench.chaos_kiosk_centre import MOODS, ChaosCentre
from bench.kiosk_camera import Jpeg, Stage
from kiosk.screens.parts import Touchable
from tests.kiosk.stage import widgets_in_window
from tests.sample_site.loopback_printer import LoopbackPrinter, Mood, PaperLeft

ENTER, TAB, SPACE = 13, 9, 32
GARBAGE = ("https://example.vn/?q=1", "8934588012112", "H53", "\u00e0\u0301\u0302", "X" * 300, "H53.19-269999-0001")
CAMERA = ("", "", "", "stalls", "unplugged")


@dataclass
class Hands:
    """`act` does one thing; `calm` mends all that was broken."""

    random: Random
    centre: ChaosCentre
    camera: Stage
    printer: LoopbackPrinter
    receipts: Sequence[list[Jpeg]]
    empty: Sequence[Jpeg]
    did: dict[str, int] = field(default_factory=dict)

    def act(self) -> None:
        """One thing by chance, and now and then something in the world breaks or mends."""
        deeds: dict[str, tuple[int, Callable[[], None]]] = {
            "touched a button": (30, self._press),
            "touched anywhere": (12, self._touch),
            "scanned": (8, self._scan),
            "scanned garbage": (4, self._scan_garbage),
            "pressed a key": (6, self._key),
            "held up paper": (5, self._hold_up),
            "took paper away": (4, lambda: self.camera.put(self.empty)),
            "changed the centre": (4, self._change_centre),
            "changed the camera": (1, self._change_camera),
            "changed the printer": (2, self._change_printer),
        }
        [name] = self.random.choices(list(deeds), [weight for weight, _ in deeds.values()])
        self.did[name] = self.did.get(name, 0) + 1
        deeds[name][1]()

    def calm(self) -> None:
        """All well again, and nobody there."""
        self.centre.mood, self.camera.trouble = "well", ""
        self.printer.mood, self.printer.left = Mood.WELL, PaperLeft.OK
        self.camera.put(self.empty)

    def _press(self) -> None:
        presses = [widget for widget in widgets_in_window() if isinstance(widget, Touchable) and not widget.disabled]
        if presses:
            widget = self.random.choice(presses)
            self._finger(*widget.to_window(*widget.center))

    def _touch(self) -> None:
        self._finger(self.random.uniform(0, Window.width), self.random.uniform(0, Window.height))

    def _finger(self, x: float, y: float) -> None:
        finger = UnitTestTouch(x, y)
        finger.touch_down()
        finger.touch_up()

    def _scan(self) -> None:
        self._type(f"H53.{self.random.randint(10, 99)}-261116-{self.random.randint(0, 9999):04d}")

    def _scan_garbage(self) -> None:
        self._type(self.random.choice(GARBAGE))

    def _type(self, text: str) -> None:
        for sign in text:
            Window.dispatch("on_textinput", sign)
        Window.dispatch("on_key_down", ENTER, ENTER, "\r", [])

    def _key(self) -> None:
        key = self.random.choice((ENTER, TAB, SPACE, 27, 276, 275))
        Window.dispatch("on_key_down", key, key, None, ["shift"] if self.random.random() < 0.2 else [])

    def _hold_up(self) -> None:
        self.camera.put(self.random.choice(self.receipts))

    def _change_centre(self) -> None:
        self.centre.mood = self.random.choice(["any"] * len(MOODS) + list(MOODS))

    def _change_camera(self) -> None:
        self.camera.trouble = self.random.choice(CAMERA)

    def _change_printer(self) -> None:
        self.printer.mood = self.random.choice(list(Mood))
        self.printer.left = self.random.choice(list(PaperLeft))
