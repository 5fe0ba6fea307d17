"""A Kivy window with one word in it, for the kiosk's start and rest to be compared with: `python -m bench.kiosk_bare
WIDTH HEIGHT FILE`. It writes the monotonic milliseconds of its second frame to FILE, as the kiosk's witness does, and
then rests at the kiosk's frames a second."""

import os
import sys
import time
from itertools import count
from pathlib import Path

WIDTH, HEIGHT, FILE = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
os.environ |= {"KIVY_NO_ARGS": "1", "KIVY_NO_CONFIG": "1", "KIVY_NO_FILELOG": "1", "KIVY_HOME": str(FILE.parent)}

from kivy.config import Config  # noqa: E402  the settings above stand first

for name, value in (("width", WIDTH), ("height", HEIGHT), ("maxfps", 10), ("multisamples", 0), ("resizable", 0)):
    Config.set("graphics", name, value)

from kivy.base import runTouchApp  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.uix.label import Label  # noqa: E402

frames = count(1)


def drawn(*_: object) -> None:
    """Count the frame."""
    if next(frames) == 2:
        FILE.write_text(str(time.monotonic_ns() // 1_000_000))


if __name__ == "__main__":
    Window.bind(on_flip=drawn)
    runTouchApp(Label(text="Một Cửa"))
