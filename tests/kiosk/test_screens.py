"""The screens in a real window: what they say, what they keep, and whether it fits."""

import gc
import weakref
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.flow import events
from kiosk.flow.states import Keypad, Result, Scanning, Searching, Site, State, Trouble
from kiosk.languages.shelf import CATALOGUES
from kiosk.scanning.slot import Frame
from lookup_api.domain.wording import Language
from tests.kiosk.builders import CODE, OFFICER, a_question, an_answer
from tests.kiosk.gallery import states
from tests.kiosk.pictures import a_frame

if TYPE_CHECKING:
    from tests.kiosk.stage import Box, Stage

HOME = State.at_start(Site(code_start="H53"))
READING = replace(HOME, screen=Result(a_question(), an_answer(applicant="Phạm V. Đ.")))
SIZES = {"1080x1920": (540, 960), "1920x1080": (960, 540), "800x480": (900, 540)}  # at the window's density
LOOKED_AT = {
    name: states()[name]
    for name in (
        "welcome", "welcome-no-camera", "scanning", "keypad-refused", "searching", "result-supplement", "result-long",
        "result-bare", "result-print-failed", "trouble-dossier_not_found", "trouble-camera_unavailable",
    )
}  # fmt: skip
TOUCHES = [
    (HOME, "Quét giấy hẹn", events.ScanChosen()),
    (HOME, "Nhập mã hồ sơ", events.KeypadChosen()),
    (HOME, "English", events.LanguageChosen(Language.EN)),
    (replace(HOME, screen=Scanning()), "Quay lại", events.DoneChosen()),
    (replace(HOME, screen=Keypad("H53")), "7", events.KeyPressed("7")),
    (replace(HOME, screen=Keypad("H53")), "–", events.KeyPressed("-")),
    (replace(HOME, screen=Keypad("H53")), "⌫", events.EraseChosen()),
    (replace(HOME, screen=Keypad("H53")), "Tra cứu", events.SubmitChosen()),
    (replace(HOME, screen=Searching(a_question(), 1)), "Quay lại", events.DoneChosen()),
    (READING, "In phiếu", events.PrintChosen()),
    (READING, "Xong", events.DoneChosen()),
    (replace(HOME, screen=Trouble("lookup_unavailable", a_question())), "Thử lại", events.RetryChosen()),
    (replace(READING, asking_more_time=True), "Xem tiếp", events.StayChosen()),
]


def test_the_result_says_all_that_the_regulation_asks(stage: "Stage") -> None:
    stage.show(READING)
    expected = {
        "code": CODE,
        "procedure": "Cấp giấy phép xây dựng nhà ở riêng lẻ",
        "applicant": "Người nộp: Phạm V. Đ.",
        "status": "Đang xử lý",
        "sentence": "Hồ sơ đang được giải quyết.",
        "due": "thứ Sáu, 27/11/2026",
        "standing": "còn 3 ngày",
        "received": "16/11/2026",
        "fee": "75.000 đồng",
        "officer": OFFICER,
        "unit": "Phòng Kinh tế, Hạ tầng và Đô thị",
        "agency": "UBND phường Long Hoa",
        "phone": "0276 3841 234",
        "version": "4",
    }
    assert expected.items() <= stage.shown().items()


def test_a_changed_answer_changes_the_open_screen(stage: "Stage") -> None:
    stage.show(READING)
    stage.show(replace(HOME, screen=Result(a_question(), an_answer(version=5, missing=("Bản vẽ",)))))
    assert (stage.shown()["version"], stage.shown()["missing"]) == ("5", "Bản vẽ")


def test_the_language_changes_every_text_at_once(stage: "Stage") -> None:
    stage.show(READING)
    stage.show(replace(READING, language=Language.EN))
    assert (stage.shown()["status"], stage.shown()["standing"]) == ("In progress", "3 days left")


@pytest.mark.parametrize("held", ["Result", "Keypad", "Trouble", "Searching"])
def test_nothing_of_a_citizen_is_left_in_any_widget(stage: "Stage", held: str) -> None:
    from tests.kiosk.stage import texts_of

    question = a_question("H53.19-261120-0007")
    screens: dict[str, Any] = {
        "Result": Result(question, an_answer(code=question.code.printed)),
        "Keypad": Keypad(question.code.printed),
        "Trouble": Trouble("dossier_not_found", question),
        "Searching": Searching(question, 1),
    }
    stage.show(replace(HOME, screen=screens[held]))
    assert any(question.code.printed in texts_of(widget) for widget in stage.widgets())
    stage.board.forget()
    stage.show(HOME)
    left = set().union(*(texts_of(widget) for widget in stage.widgets()))
    assert not {text for text in left if question.code.printed in text or OFFICER in text}


def test_the_screen_of_an_earlier_citizen_is_thrown_away(stage: "Stage") -> None:
    stage.show(READING)
    earlier = weakref.ref(stage.board.children[0])
    stage.board.forget()
    stage.show(HOME)
    gc.collect()
    assert earlier() is None


def test_the_live_picture_is_drawn_and_goes_with_its_screen(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Scanning()))
    view = stage.board.camera_view
    assert view is not None
    picture = a_frame()[:360, :640, None].repeat(3, axis=2)
    view.show(Frame(1, picture))
    stage.draw_frame()
    assert view.texture.size == (640, 360)
    stage.show(HOME)
    assert stage.board.camera_view is None


@pytest.mark.parametrize(("state", "text", "event"), TOUCHES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_touch_says_what_was_chosen(stage: "Stage", state: State, text: str, event: events.Event) -> None:
    stage.show(state)
    stage.touch(text)
    assert stage.events == [event]


def test_letters_are_one_touch_away(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Keypad("H53")))
    stage.touch("ABC")
    stage.touch("K")
    assert stage.events == [events.KeyPressed("K")]


def test_a_code_begins_with_letters_and_goes_on_with_figures(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Keypad("")))
    assert "H" in {press.text for press in stage.presses()}
    stage.show(replace(HOME, screen=Keypad("H")))
    assert "7" in {press.text for press in stage.presses()}


def test_a_touch_beside_the_question_keeps_the_screen(stage: "Stage") -> None:
    stage.show(replace(READING, asking_more_time=True))
    stage.touch("In phiếu")
    assert stage.events == [events.StayChosen()]


def test_without_a_camera_only_typing_is_offered(stage: "Stage") -> None:
    stage.show(replace(HOME, faults=frozenset({"camera_unavailable"})))
    offered = {press.text for press in stage.presses()}
    assert "Nhập mã hồ sơ" in offered
    assert "Quét giấy hẹn" not in offered
    assert stage.shown()["number"] == "M21"
    stage.show(HOME)
    assert "Quét giấy hẹn" in {press.text for press in stage.presses()}


@pytest.mark.parametrize("language", list(CATALOGUES))
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_all_fits_and_can_be_touched(stage: "Stage", size: tuple[int, int], language: Language) -> None:
    from kivy.metrics import dp

    for name, state in LOOKED_AT.items():
        stage.board.forget()
        stage.resize(size)
        stage.show(replace(state, language=language, asking_more_time=False))
        boxes = stage.text_boxes()
        outside = [text for text, box in boxes if box[0] < -1 or box[2] > size[0] + 1]
        assert not outside, name
        assert not [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if overlap(a, b)], name
        assert not [press.text for press in stage.presses() if min(press.size) < dp(44)], name


def overlap(one: "Box", other: "Box") -> bool:
    """Whether two boxes share more than the thin margins of letters."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 2 and down > 4
