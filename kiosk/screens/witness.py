"""Writes down what was really drawn: a line for each new screen, and a picture of each kind of screen once.

For demonstrations and checks only, and off unless a folder is set: the lines hold what the citizen saw.
"""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kiosk.flow.states import Result, State, Trouble
from kiosk.screens.parts import Ink, Touchable
from kiosk.screens.pixels import window_picture

TRACE = "events.jsonl"
SEEN_FRAMES = 2  # the first one with the new texts is then surely on the glass
SETTLED_FRAMES = 6  # sizes follow texts, and places follow sizes, each by a frame


def picture_name(state: State) -> str:
    """The name of a screen's kind: `result-finished-vi`, `trouble-dossier_not_found-en`, `welcome-vi`."""
    screen = state.screen
    detail = screen.problem if isinstance(screen, Trouble) else ""
    detail = screen.answer.status.name.lower() if isinstance(screen, Result) else detail
    kind = "more_time" if state.asking_more_time else type(screen).__name__.lower()
    return "-".join(filter(None, (kind, detail, state.language.value)))


def drawn_texts(widget: Any) -> Iterator[tuple[str, str]]:
    """Each text that stands in the widgets under `widget`, in the order of the tree, with its role ("" for none)."""
    if not widget.opacity:
        return
    if isinstance(widget, Ink) and widget.text.strip():
        yield widget.role, widget.text
    for child in reversed(widget.children):
        yield from drawn_texts(child)


def places_of(widget: Any, window: tuple[float, float]) -> Iterator[tuple[str, tuple[float, float]]]:
    """What can be touched under `widget`, by its text or name, and where its middle stands in the window: from the left
    and from the top, as parts of its size."""
    if isinstance(widget, Touchable) and not widget.disabled:
        across, down = widget.to_window(widget.center_x, widget.center_y)
        yield getattr(widget, "text", "") or widget.name, (across / window[0], 1 - down / window[1])
    for child in widget.children:
        yield from places_of(child, window)


class Witness:
    """Told of each change of state and of each frame, it writes into `folder`."""

    def __init__(self, folder: Path, board: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._board = board
        self._name = ""
        self._frames = 0
        self._texts: list[tuple[str, str]] = []
        self._pictured: set[str] = set()
        self._saving = ThreadPoolExecutor(1, "pictures")

    def changed(self, state: State) -> bool:
        """A state was given to the widgets. Whether it looks new: then the frames that follow are looked at."""
        name, texts = picture_name(state), list(drawn_texts(self._board))
        if (name, texts) == (self._name, self._texts):
            return False
        self._name, self._texts, self._frames = name, texts, 0
        return True

    def frame_drawn(self) -> bool:
        """A frame is drawn and about to be shown. Whether more frames are wanted."""
        self._frames += 1
        if self._frames == SEEN_FRAMES:
            self._write_down()
        if self._frames == SETTLED_FRAMES and self._name not in self._pictured:
            self._pictured.add(self._name)
            self._saving.submit(window_picture().save, self._folder / f"{self._name}.png", compress_level=1)
        return self._frames < SETTLED_FRAMES

    def stop(self) -> None:
        """Wait for the last picture."""
        self._saving.shutdown()

    def _write_down(self) -> None:
        texts = list(drawn_texts(self._board))
        line = {
            "wall_ms": time.time_ns() // 1_000_000,
            "monotonic_ms": time.monotonic_ns() // 1_000_000,
            "screen": self._name,
            "shown": _by_role(texts),
            "texts": [text for _, text in texts],
            "presses": dict(places_of(self._board, self._board.size)),
        }
        with (self._folder / TRACE).open("ab", buffering=0) as trace:
            trace.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _by_role(texts: list[tuple[str, str]]) -> dict[str, str]:
    """Texts of one role stand in one text, a line each."""
    shown: dict[str, str] = {}
    for role, text in texts:
        if role:
            shown[role] = f"{shown[role]}\n{text}" if role in shown else text
    return shown
