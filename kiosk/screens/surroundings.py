"""What Kivy reads when it is imported; `prepare` comes before every import of a screen."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

SHORT_SIDE_DP = 480


@dataclass(frozen=True, slots=True)
class Window:
    """The window in pixels; `fullscreen` takes the screen's own size for what is drawn but these for the density."""

    width: int
    height: int
    fullscreen: bool = False


def prepare(window: Window, fonts: tuple[Path, Path], home: Path) -> None:
    """Set Kivy up for this window and typeface (regular, bold). Kivy's own settings files are not read or written;
    what it cannot help writing goes to `home`. Letters are drawn by Pillow, which shapes Khmer too.
    """
    os.environ |= {
        "KIVY_HOME": str(home),
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
        "KIVY_TEXT": "pil",
        "KIVY_METRICS_DENSITY": str(min(window.width, window.height) / SHORT_SIDE_DP),
        "KIVY_METRICS_FONTSCALE": "1",
    }
    home.mkdir(parents=True, exist_ok=True)
    # A filter and not a level, which Kivy would set back while it is imported.
    logging.getLogger("kivy").addFilter(lambda record: record.levelno >= logging.WARNING)
    from kivy.config import Config

    for (section, name), value in _settings(window, fonts).items():
        Config.set(section, name, value)


def _settings(window: Window, fonts: tuple[Path, Path]) -> dict[tuple[str, str], object]:
    regular, bold = map(str, fonts)
    return {
        ("kivy", "exit_on_escape"): 0,
        ("kivy", "default_font"): ["MotCua", regular, regular, bold, bold],
        ("graphics", "width"): window.width,
        ("graphics", "height"): window.height,
        ("graphics", "fullscreen"): "auto" if window.fullscreen else 0,
        ("graphics", "borderless"): int(window.fullscreen),
        ("graphics", "resizable"): 0,
        ("graphics", "multisamples"): 0,  # the software renderer pays for each sample
        ("graphics", "maxfps"): 30,
        ("graphics", "kivy_clock"): "interrupt",  # an answer from a worker is drawn at once, not at the next tick
        ("input", "mouse"): "mouse,disable_multitouch",
    }
