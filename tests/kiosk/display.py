"""A display without a screen, and hands: xdotool's keys and touches reach the kiosk's window as a person's do."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

COMMAND_SECONDS = 30


class ProgramMissing(Exception):
    """A Debian package that these tests need is not installed; `make setup` installs it."""


@dataclass(frozen=True)
class Display:
    """A running Xvfb, and a window size that fills it."""

    name: str
    width: int
    height: int

    @property
    def settings(self) -> dict[str, str]:
        """What a program needs to know to draw here."""
        return {"DISPLAY": self.name, "SDL_VIDEODRIVER": "x11"}

    def type(self, text: str) -> None:
        """Type as a wedge scanner does, Enter at the end."""
        self._focus()
        self._do("type", "--delay", "4", text)
        self._do("key", "Return")

    def press(self, key: str) -> None:
        """Press a key by xdotool's name, such as `ctrl+alt+s`."""
        self._focus()
        self._do("key", key)

    def touch(self, across: float, down: float) -> None:
        """Touch a place, from the left and from the top, as parts of the window."""
        self._do("mousemove", str(int(across * self.width)), str(int(down * self.height)), "click", "1")

    def _focus(self) -> None:
        self._do("search", "--sync", "--onlyvisible", "--class", "python", "windowfocus", "--sync")

    def _do(self, *words: str) -> None:
        environment = os.environ | {"DISPLAY": self.name}
        subprocess.run([_program("xdotool"), *words], env=environment, check=True, timeout=COMMAND_SECONDS)


@contextmanager
def running_display(width: int, height: int) -> Iterator[Display]:
    """An Xvfb that chooses its own free number."""
    reading, writing = os.pipe()
    command = [_program("Xvfb"), "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield Display(f":{told.readline().strip()}", width, height)
    finally:
        process.terminate()
        process.wait()


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ProgramMissing(name)
    return found
