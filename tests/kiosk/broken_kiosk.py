"""`python -m tests.kiosk.broken_kiosk`: the kiosk's program with a result that breaks while it is drawn."""

import os
from pathlib import Path

from kiosk.flow.states import Result, State
from kiosk.screens import surroundings
from kiosk.settings import KioskSettings
from lookup_api.paper.typeface import font_path
from provisioning.logs import log_to_stderr

SEEN = "what a citizen saw"


def main() -> None:
    """As `motcua-kiosk run`."""
    log_to_stderr()
    settings = KioskSettings()
    window = surroundings.Window(settings.width, settings.height)
    surroundings.prepare(window, (font_path(), font_path(bold=True)), Path(settings.state_folder) / "kivy")
    _break_results()
    from kiosk.assembly import serve

    serve(settings, os.environ)


def _break_results() -> None:
    from kiosk.screens import board, result

    class BrokenResult(result.ResultScreen):
        """One that can't be drawn."""

        def show(self, state: State) -> None:
            """See KioskScreen."""
            raise ValueError(SEEN)

    board.MAKERS[Result] = BrokenResult


if __name__ == "__main__":
    main()
