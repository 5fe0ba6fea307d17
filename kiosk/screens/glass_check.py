"""`python -m kiosk.screens.glass_check WIDTH HEIGHT FULLSCREEN`: opens a window as the kiosk's, paints it, and prints
as JSON whether what was painted is what the graphics card has to show.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.screens import surroundings
from lookup_api.paper.typeface import font_path

PAINT = (32, 160, 96)
NEAR = 3  # of 255; some screens have fewer colours


def main(width: int, height: int, fullscreen: bool) -> None:
    """Paint, read back, tell."""
    with TemporaryDirectory(prefix="motcua-glass-") as home:
        window = surroundings.Window(width, height, fullscreen)
        surroundings.prepare(window, (font_path(), font_path(bold=True)), Path(home))
        print(json.dumps(_look()))  # noqa: T201  # it is a program of its own


def _look() -> dict[str, object]:
    from kivy.base import EventLoop
    from kivy.core.window import Window
    from kivy.graphics import Color, Rectangle
    from kivy.graphics.opengl import GL_RENDERER, glGetString

    from kiosk.screens.pixels import window_picture

    EventLoop.ensure_window()
    EventLoop.status = "started"
    with Window.canvas:
        Color(*(part / 255 for part in PAINT))
        Rectangle(size=Window.size)
    seen: list[bytes] = []  # red, green, blue

    def read(*_: object) -> None:
        picture = window_picture()
        places = ((0.1, 0.1), (0.5, 0.5), (0.9, 0.9))
        seen[:] = [picture.crop(_point(x * picture.width, y * picture.height)).tobytes() for x, y in places]

    Window.bind(on_flip=read)
    for _ in range(3):
        Window.canvas.ask_update()
        EventLoop.idle()
    shows = bool(seen) and all(abs(a - b) <= NEAR for pixel in seen for a, b in zip(pixel, PAINT, strict=True))
    width, height = map(int, Window.system_size)
    return {"shows": shows, "width": width, "height": height, "renderer": glGetString(GL_RENDERER).decode()}


def _point(x: float, y: float) -> tuple[int, int, int, int]:
    return int(x), int(y), int(x) + 1, int(y) + 1


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1")
