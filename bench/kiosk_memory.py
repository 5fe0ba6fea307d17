"""What a thousand citizens leave behind in the UI process: `python -m bench.kiosk_memory FRAMES SESSIONS`.

Sessions go through the real flow and widgets in this process: a code is typed or scanned, found or not, printed, rated,
in each language. With frames each screen is drawn before the next; without, all but the drawing is done.
"""

import ctypes
import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.flow import events
from kiosk.flow.effects import ForgetCitizen
from kiosk.flow.events import Event
from kiosk.flow.states import Ease, Searching, Site, State
from kiosk.flow.step import step
from kiosk.question import Question
from kiosk.screens.surroundings import Window, prepare
from lookup_api.domain.codes import DossierCode
from lookup_api.domain.errors import DossierNotFound
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from lookup_api.paper.typeface import font_path
from tests.kiosk.builders import an_answer

if TYPE_CHECKING:
    from tests.kiosk.stage import Stage

SIZE = (270, 480)
FIRST = 100  # sessions after which memory is looked at for the first time
MOST_GROWTH = 5.0  # per cent
STATUSES = tuple(Status)


@dataclass(frozen=True, slots=True)
class Weight:
    """Resident MB of this process: as it is, and after a collection and malloc_trim."""

    plain: float
    trimmed: float

    def growth(self, before: "Weight") -> tuple[float, float]:
        """Per cent, of both."""
        return 100 * (self.plain / before.plain - 1), 100 * (self.trimmed / before.trimmed - 1)


def main() -> None:
    """Print the MB after the first hundred sessions and after all: as they are, and collected and trimmed."""
    with_frames, sessions = sys.argv[1] == "frames", int(sys.argv[2])
    os.environ["SDL_VIDEODRIVER"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        prepare(Window(*SIZE), (font_path(), font_path(bold=True)), Path(name))
        from tests.kiosk.stage import Stage

        stage = Stage()
        for number in range(sessions + 1):
            if number == FIRST:
                before = weigh()
            _play(stage, number, with_frames)
        after = weigh()
        stage.close()
    print(before.plain, before.trimmed, after.plain, after.trimmed)


def _play(stage: "Stage", number: int, with_frames: bool) -> None:
    """One citizen, from the first screen to the first screen."""
    state = State.at_start(Site())
    for happened in session(number):
        state, effects = step(state, _answering(happened, state))
        if ForgetCitizen() in effects:
            stage.board.forget()
        stage.board.draw(state)
        stage.lay_out()
        if with_frames:
            stage.draw_frame()


def _answering(event: Event, state: State) -> Event:
    """The same event; an answer is one to the question that is open."""
    if isinstance(event, events.AnswerCame | events.LookupFailed) and isinstance(state.screen, Searching):
        return replace(event, request=state.screen.request)
    return event


def session(number: int) -> Iterator[Event]:
    """What happens to the citizen of this number."""
    code = f"H53.{number % 100:02d}-261116-{number % 10_000:04d}"
    question = Question(DossierCode.parse(code))
    yield events.LanguageChosen(list(Language)[number % len(Language)])
    if number % 7 == 0:
        yield events.EaseChosen(Ease(text=2.0, contrast=number % 2 == 0))
    if number % 3 == 0:
        yield events.KeypadChosen()
        yield from (events.KeyPressed(sign) for sign in code[:6])
    yield events.CodeRead(question)
    if number % 5 == 0:
        yield events.LookupFailed(0, DossierNotFound.code)
    else:
        status = STATUSES[number % len(STATUSES)]
        yield events.AnswerCame(0, an_answer(code=code, status=status, version=number), kept=False)
        yield events.PrintChosen()
    yield events.DoneChosen()


def weigh() -> Weight:
    """This process now. The second figure leaves out what Python and malloc merely hold for later."""
    plain = _resident()
    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)
    return Weight(plain, _resident())


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
