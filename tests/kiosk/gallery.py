"""A picture of every kiosk screen, really drawn: `python -m tests.kiosk.gallery FOLDER --size 1080x1920 --language vi`.

Needs a display, or SDL_VIDEODRIVER=offscreen.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import cv2
import numpy as np
from PIL import Image

from kiosk.flow.states import (
    Contacts,
    Ease,
    Keypad,
    Print,
    Printing,
    Result,
    Scanning,
    Screen,
    Searching,
    Site,
    State,
    Trouble,
    Welcome,
)
from kiosk.languages.shelf import CATALOGUES
from kiosk.saying.trouble import NUMBERS
from kiosk.scanning.hints import Hint
from kiosk.scanning.slot import Frame
from kiosk.scanning.tracking import Sighting
from kiosk.screens.surroundings import Window, prepare
from lookup_api.contract import Answer, ProcedureAnswer, ResponsibleAnswer
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from lookup_api.paper.receipt_picture import receipt_picture
from lookup_api.paper.roll import Roll
from lookup_api.paper.typeface import font_path
from tests.kiosk.builders import a_question, a_step, an_answer
from tests.kiosk.further_states import further_states
from tests.lookup_api.paper.sheets import a_receipt
from tests.sample_site.film import film

SETTLED_ROUNDS = 6
EASES = {
    "usual": Ease(),
    "large": Ease(text=1.5),
    "largest": Ease(text=2.0),
    "contrast": Ease(contrast=True),
    "low": Ease(low_reach=True),
    "all": Ease(2.0, contrast=True, low_reach=True, voice=True, still=True),
}
SIGHTED = Sighting(((0.27, 0.33), (0.72, 0.31), (0.73, 0.55), (0.28, 0.57)), Hint.HOLD_STILL)
CONTACTS = Contacts("0276 1022", "0888 123 456", "tracuu.tayninh.gov.vn")


def a_supplement() -> Answer:
    """A dossier that waits for papers."""
    return an_answer(
        status=Status.SUPPLEMENT_REQUESTED,
        timeliness=Timeliness.WAITING,
        missing=("Bản vẽ thiết kế xây dựng có chữ ký của chủ đầu tư", "Giấy chứng nhận quyền sử dụng đất (bản sao)"),
        steps=(a_step(16, Status.RECEIVED), a_step(17, Status.PROCESSING), a_step(20, Status.SUPPLEMENT_REQUESTED)),
    )


def a_finished_one() -> Answer:
    """A dossier that was finished two days early, seen by who holds the receipt."""
    return an_answer(
        status=Status.FINISHED,
        timeliness=Timeliness.EARLY,
        completed_at=datetime(2026, 11, 25, 2, tzinfo=UTC),
        applicant="Phạm V. Đ.",
        steps=(a_step(16, Status.RECEIVED), a_step(17, Status.PROCESSING), a_step(25, Status.FINISHED)),
    )


def a_long_one() -> Answer:
    """Everything as long as it gets: names, procedure, code, timeline."""
    long_unit = "Phòng Quản lý đất đai, Đo đạc bản đồ và Đăng ký thống kê"
    return an_answer(
        code="000.00.19.H53-20260615-0001234",
        procedure=ProcedureAnswer(
            code="1.012756",
            name="Đăng ký biến động quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất trong các"
            " trường hợp chuyển đổi, chuyển nhượng, thừa kế, tặng cho",
            field="Đất đai",
        ),
        responsible=ResponsibleAnswer(
            officer="Tôn Nữ Công Tằng Huyền Trân Nguyễn Phước Bảo Ẩn",
            unit=long_unit,
            agency="Văn phòng Đăng ký đất đai, Sở Nông nghiệp và Môi trường tỉnh Tây Ninh",
            phone="0276 3822 233 – 0276 3822 244",
        ),
        timeliness=Timeliness.OVERDUE,
        due_at=datetime(2026, 11, 12, 10, tzinfo=UTC),
        steps=tuple(a_step(day, Status.PROCESSING, long_unit) for day in range(3, 21, 2)),
        version=128,
    )


def a_bare_one() -> Answer:
    """A department that says nothing but the status."""
    unknown: dict[str, None] = dict.fromkeys(("procedure", "responsible", "received_at", "due_at", "fee"))
    return an_answer(**unknown, timeliness=Timeliness.NO_DUE_DATE, steps=())


def states() -> dict[str, State]:
    """The states worth looking at, by the name of their picture."""
    home = State.at_start(Site(code_start="H53", contacts=CONTACTS))
    question = a_question()
    answers = {
        "processing": an_answer(),
        "supplement": a_supplement(),
        "finished": a_finished_one(),
        "long": a_long_one(),
        "bare": a_bare_one(),
        "refused": an_answer(status=Status.REFUSED, timeliness=Timeliness.REFUSED, responsible=None),
    }
    result = Result(question, an_answer())
    screens: dict[str, Screen] = {
        "welcome": Welcome(),
        "scanning": Scanning(),
        "keypad-empty": Keypad("H53"),
        "keypad-typed": Keypad("H53.19-261116-00"),
        "keypad-refused": Keypad("H53.19.26.11-16", problem="code_not_readable"),
        "searching": Searching(question, 1),
        **{f"result-{name}": Result(question, answer) for name, answer in answers.items()},
        "result-printed": replace(result, slip=Print(1, Printing.PRINTED)),
        "result-print-failed": replace(result, slip=Print(1, Printing.FAILED, "printer_unavailable")),
        **{f"trouble-{problem}": Trouble(problem, question) for problem in NUMBERS},
        "trouble-camera_unavailable": Trouble("camera_unavailable"),
    }
    named = {name: replace(home, screen=screen) for name, screen in screens.items()}
    return named | further_states() | {
        "welcome-no-camera": replace(home, faults=frozenset({"camera_unavailable"})),
        "more-time": replace(named["result-processing"], asking_more_time=True),
    }


def a_live_picture() -> Frame:
    """What the camera sees of a printed receipt that is held before it."""
    paper = thermal_paper(receipt_picture(a_receipt(), Roll.MM80))
    *_, shot = film(paper, seed=7)
    small = cv2.cvtColor(cv2.resize(shot, (640, 360), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
    return Frame(1, np.asarray(small, dtype=np.uint8))


def thermal_paper(printed: Image.Image) -> Image.Image:
    """A print on its paper, with the margins that no printer reaches."""
    paper = Image.new("L", (Roll.MM80.paper, printed.height), 255)
    paper.paste(printed, ((paper.width - printed.width) // 2, 0))
    return paper


class Painter:
    """Draws states in the one window of this process. Make it after `prepare`."""

    def __init__(self) -> None:
        from kivy.base import EventLoop
        from kivy.clock import Clock
        from kivy.core.window import Window as KivyWindow

        from kiosk.screens.board import Board
        from kiosk.screens.pixels import window_picture

        self._window, self._loop, self._clock = KivyWindow, EventLoop, Clock
        self._board = Board(lambda event: None)
        EventLoop.ensure_window()
        KivyWindow.add_widget(self._board)
        EventLoop.status = "started"
        Clock.max_iteration = 40
        Clock._max_fps = 0  # as fast as it goes
        self._pictures: list[Image.Image] = []
        self._live = a_live_picture()
        KivyWindow.bind(on_flip=lambda *_: self._pictures.append(window_picture()))

    def draw(self, state: State) -> Image.Image:
        """What the window shows of `state` once all has found its place."""
        self._board.forget()
        self._board.draw(state)
        self._board.count_down(17)
        for _ in range(SETTLED_ROUNDS):
            self._clock.tick()
            self._clock.tick_draw()
            if self._board.camera_view:
                self._board.camera_view.show(self._live, SIGHTED)
        self._window.canvas.ask_update()
        self._loop.idle()
        return self._pictures.pop()


def draw_all(folder: Path, language: Language, names: tuple[str, ...], ease: Ease) -> None:
    """Draw each state in a window and save what was drawn."""
    painter = Painter()
    for name, state in states().items():
        if not names or name.startswith(names):
            picture = painter.draw(replace(state, language=language, ease=ease))
            picture.save(folder / f"{name}-{language.value}.png")


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--size", default="1080x1920", show_default=True, help="Width and height in pixels.")
@click.option("--language", type=click.Choice([str(known) for known in CATALOGUES]), default="vi", show_default=True)
@click.option("--only", multiple=True, help="Only states whose name begins so.")
@click.option("--ease", type=click.Choice([*EASES]), default="usual", show_default=True, help="How it is served.")
def main(folder: Path, size: str, language: str, only: tuple[str, ...], ease: str) -> None:
    """Save the pictures."""
    width, height = map(int, size.split("x"))
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home:
        prepare(Window(width, height), (font_path(), font_path(bold=True)), Path(home))
        draw_all(folder, Language(language), only, EASES[ease])


if __name__ == "__main__":
    main()
