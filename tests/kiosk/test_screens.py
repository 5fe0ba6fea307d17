"""The screens in a real window: what they say, what they keep, and whether it fits."""

import gc
import weakref
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.flow import events
from kiosk.flow.states import Ease, Keypad, Result, Scanning, Searching, Site, State, Trouble
from kiosk.scanning.slot import Frame
from lookup_api.domain.wording import Language
from tests.kiosk.builders import CODE, OFFICER, a_question, an_answer
from tests.kiosk.gallery import EASES, states
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
LOW_PART = 0.45
VI, KM, EN = Language.VI, Language.KM, Language.EN
# Each size, each language and each ease at least once; the longest words where they have the least room.
FITTINGS = [("1080x1920", "usual", KM), ("1920x1080", "usual", EN), ("800x480", "usual", VI)]
EASED_FITTINGS = [("1080x1920", "largest", KM), ("800x480", "low", VI), ("1920x1080", "all", VI)]
LOOKED_AT_WITH_EASE = ("welcome", "scanning", "keypad-refused", "result-long", "trouble-dossier_not_found")
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
        "sentence": "Hồ sơ đang ở Phòng Kinh tế, Hạ tầng và Đô thị, cán bộ Nguyễn Thị Bích Ngọc đang giải quyết."
        " Hẹn trả: thứ Sáu 27/11, còn 3 ngày.",
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


@pytest.mark.parametrize(("size", "ease", "language"), [*FITTINGS, *EASED_FITTINGS])
def test_all_fits_and_can_be_touched(stage: "Stage", size: str, ease: str, language: Language) -> None:
    from kivy.metrics import dp

    width, height = SIZES[size]
    stage.resize((width, height))
    for name in LOOKED_AT if ease == "usual" else LOOKED_AT_WITH_EASE:
        stage.board.forget()
        stage.show(replace(states()[name], language=language, asking_more_time=False, ease=EASES[ease]))
        boxes = stage.text_boxes()
        assert not [text for text, box in boxes if box[0] < -1 or box[2] > width + 1], name
        assert not [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if overlap(a, b)], name
        assert not [thing.name for thing in stage.touchables() if min(thing.size) < dp(44) - 1], name


@pytest.mark.parametrize("name", ["welcome", "scanning", "keypad-typed", "result-processing", "trouble-clock_wrong"])
def test_for_low_reach_every_control_is_in_the_lower_part(stage: "Stage", name: str) -> None:
    stage.resize(SIZES["1080x1920"])
    stage.show(replace(states()[name], ease=Ease(low_reach=True)))
    tops = {thing.name: thing.to_window(*thing.pos)[1] + thing.height for thing in stage.touchables()}
    assert {"Tiếng Việt", "Tầm thấp"} <= set(tops)
    assert max(tops.values()) <= LOW_PART * stage.board.height


@pytest.mark.parametrize("times", [1.5, 2.0])
def test_every_text_grows(stage: "Stage", times: float) -> None:
    usual = _sizes(stage, Ease())
    grown = _sizes(stage, Ease(text=times))
    shared = usual.keys() & grown.keys()
    assert len(shared) > 5
    assert {text for text in shared if grown[text] < times * usual[text] - 1} == set()


def test_a_session_ends_with_the_usual_look(stage: "Stage") -> None:
    from kiosk.screens.theme import USUAL, look

    stage.show(replace(READING, ease=Ease(text=2.0, contrast=True)))
    assert look.paint is not USUAL
    stage.board.forget()
    stage.show(HOME)
    assert (look.paint is USUAL, look.text) == (True, 1.0)


def _sizes(stage: "Stage", ease: Ease) -> dict[str, float]:
    from kiosk.screens.parts import Ink

    stage.board.forget()
    stage.show(replace(HOME, screen=Trouble("dossier_not_found", a_question()), ease=ease))
    return {widget.text: widget.font_size for widget in stage.widgets() if isinstance(widget, Ink) and widget.text}


def overlap(one: "Box", other: "Box") -> bool:
    """Whether two boxes share more than the thin margins of letters."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 2 and down > 4
