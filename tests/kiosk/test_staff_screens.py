"""The staff's side, the hidden way to it, and a machine out of service."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from kiosk.care.check_text import FINDINGS, check_text
from kiosk.care.self_test_report import Check, CheckState
from kiosk.care.staff_code import LOCKED, NO_CODE, WRONG
from kiosk.flow import events
from kiosk.flow.states import (
    TOUCH_FIELDS,
    OutOfService,
    Print,
    PrintBack,
    Printing,
    Site,
    Staff,
    StaffDoor,
    State,
    TouchTest,
)
from kiosk.languages.staff import STAFF
from kiosk.saying.trouble import NUMBERS
from kiosk.scanning.slot import Frame
from lookup_api.domain.wording import Language
from tests.kiosk.further_states import CONTACTS, a_report

if TYPE_CHECKING:
    from tests.kiosk.stage import Stage

HOME = State.at_start(Site(code_start="H53", contacts=CONTACTS))
DOOR = replace(HOME, screen=StaffDoor("2468"))
STAFF_SCREEN = replace(HOME, screen=Staff())
PAGE = replace(HOME, screen=PrintBack(Print(1, Printing.PRINTED), "Z99-000101-1234"))
TOUCHES = [
    (DOOR, "7", events.KeyPressed("7")),
    (DOOR, "Vào", events.SubmitChosen()),
    (DOOR, "Quay lại", events.DoneChosen()),
    (STAFF_SCREEN, "Tự kiểm tra", events.SelfTestChosen()),
    (STAFF_SCREEN, "Thử cảm ứng", events.TouchTestChosen()),
    (STAFF_SCREEN, "In và đọc lại", events.PrintBackChosen()),
    (STAFF_SCREEN, "Khởi động lại", events.RestartChosen()),
    (STAFF_SCREEN, "Xong", events.DoneChosen()),
    (PAGE, "In lại", events.PrintBackChosen()),
    (PAGE, "Quay lại", events.BackChosen()),
    (replace(HOME, screen=OutOfService()), "English", events.LanguageChosen(Language.EN)),
]


def finger(x: float, y: float) -> Any:
    """A finger at this place of the window."""
    from kivy.tests.common import UnitTestTouch

    return UnitTestTouch(x, y)


def mark_of(stage: "Stage") -> Any:
    """The product's mark in the head."""
    return stage.board.children[0].ids.head.ids.mark


@pytest.mark.parametrize(("state", "text", "event"), TOUCHES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_touch_says_what_was_chosen(stage: "Stage", state: State, text: str, event: events.Event) -> None:
    stage.show(state)
    stage.touch(text)
    assert stage.events == [event]


def test_five_quick_touches_on_the_mark_lead_to_the_door(stage: "Stage") -> None:
    stage.show(HOME)
    for already in range(5):
        assert stage.events == [], already
        touch = finger(*mark_of(stage).center)
        touch.touch_down()
        touch.touch_up()
    assert stage.events == [events.StaffChosen()]


def test_slow_touches_on_the_mark_lead_nowhere(stage: "Stage") -> None:
    stage.show(HOME)
    for number in range(8):
        touch = finger(*mark_of(stage).center)
        touch.time_start = 10.0 * number
        touch.touch_down()
        touch.touch_up()
    assert stage.events == []


def test_a_finger_that_stays_on_the_mark_leads_to_the_door(stage: "Stage") -> None:
    stage.show(HOME)
    mark_of(stage).hold_seconds = 0
    touch = finger(*mark_of(stage).center)
    touch.touch_down()
    stage.lay_out()
    assert stage.events == [events.StaffChosen()]
    touch.touch_up()


def test_a_finger_that_leaves_the_mark_in_time_leads_nowhere(stage: "Stage") -> None:
    stage.show(HOME)
    mark_of(stage).hold_seconds = 0
    touch = finger(*mark_of(stage).center)
    touch.touch_down()
    touch.touch_up()
    stage.lay_out()
    assert stage.events == []


def test_a_hand_that_leans_on_the_mark_and_is_taken_away_leads_nowhere(stage: "Stage") -> None:
    stage.show(HOME)
    mark_of(stage).hold_seconds = 0
    fingers = [finger(*mark_of(stage).center) for _ in range(2)]
    for touch in fingers:
        touch.touch_down()
    for touch in fingers:
        touch.touch_up()
    stage.lay_out()
    assert stage.events == []


def test_a_page_is_held_before_no_camera_that_is_not_there(stage: "Stage") -> None:
    stage.show(PAGE)
    assert not stage.board.children[0].blind
    stage.show(replace(PAGE, faults=frozenset({"camera_unavailable"})))
    assert stage.board.children[0].blind


def test_a_picture_without_room_is_not_drawn(stage: "Stage") -> None:
    stage.show(PAGE)
    view = stage.board.camera_view
    assert view
    view.size = 10, 0
    view.show(Frame(1, np.zeros((72, 128, 3), np.uint8)))
    assert view.texture is None


def test_the_code_is_shown_as_dots(stage: "Stage") -> None:
    from tests.kiosk.stage import texts_of

    stage.show(DOOR)
    assert stage.shown()["typed"] == "● ● ● ●"
    assert not any("2468" in text for widget in stage.widgets() for text in texts_of(widget))


@pytest.mark.parametrize("language", list(Language))
def test_for_each_reason_to_stay_shut_the_door_has_a_sentence(language: Language) -> None:
    assert STAFF[language].problems.keys() == {WRONG, LOCKED, NO_CODE}


def test_the_door_says_why_it_stays_shut(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=StaffDoor(problem=LOCKED)))
    assert stage.shown()["problem"] == "Nhập sai nhiều lần. Xin thử lại sau năm phút."


def test_the_report_says_first_what_a_clerk_has_to_do(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Staff(report=a_report())))
    assert stage.shown()["news"].endswith("Có 3 việc cần làm.")
    assert stage.told("check")[:3] == ["Máy in", "Đồng hồ", "Ghi danh"]
    assert stage.told("finding")[:4] == ["M26", "M45", "M46", "Tốt"]
    assert stage.told("advice")[0] == "Thay cuộn giấy, đóng nắp. Máy in tự chạy lại."


def test_a_machine_that_is_well_says_so(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Staff(report=a_report(well=True))))
    assert stage.shown()["news"].endswith("Máy hoạt động tốt.")
    assert "advice" not in stage.shown()


def test_while_a_self_test_runs_no_second_one_begins(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Staff(4)))
    stage.touch("Đang kiểm tra…")
    assert stage.events == []


@pytest.mark.parametrize("language", list(Language))
def test_every_finding_has_a_number_of_its_own_and_an_advice(language: Language) -> None:
    assert STAFF[language].advice.keys() == FINDINGS.keys()
    assert not set(FINDINGS.values()) & set(NUMBERS.values())
    told = check_text(Check("camera", CheckState.FAILED, "test_hangs"), language)
    assert (told.number, told.advice) == ("M49", STAFF[language].other_advice)


def test_every_part_of_the_machine_has_a_name_in_every_language() -> None:
    for told in STAFF.values():
        assert told.checks.keys() == {check.name for check in a_report().checks} | {"read_back"}
        assert told.states.keys() == set(CheckState)


def test_fields_of_the_touch_test_fill_the_screen_from_edge_to_edge(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=TouchTest()))
    fields = stage.board.children[0].board.fields
    assert len(fields) == TOUCH_FIELDS
    assert sum(field.width * field.height for field in fields) == pytest.approx(stage.board.width * stage.board.height)


def test_each_field_says_its_number_when_it_is_touched_or_a_finger_is_drawn_over_it(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=TouchTest()))
    one, two = stage.board.children[0].board.fields[1:3]
    touch = finger(*one.center)
    touch.touch_down()
    touch.touch_move(*two.center)
    touch.touch_up()
    assert stage.events == [events.FieldTouched(1), events.FieldTouched(2)]


def test_the_field_under_the_way_back_can_be_touched_too(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=TouchTest()))
    stage.touch("Quay lại")
    assert stage.events == [events.FieldTouched(20), events.BackChosen()]


def test_a_touch_panel_that_is_well_everywhere_is_said_to_be(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=TouchTest(frozenset(range(TOUCH_FIELDS - 1)))))
    assert stage.shown()["news"] == "Chạm hoặc kéo ngón tay qua mọi ô (23/24)"
    stage.show(replace(HOME, screen=TouchTest(frozenset(range(TOUCH_FIELDS)))))
    assert stage.shown()["news"] == "Cảm ứng tốt ở mọi chỗ"


def test_a_printed_page_is_held_before_the_live_picture(stage: "Stage") -> None:
    stage.show(PAGE)
    assert stage.board.camera_view is not None
    assert stage.shown()["lead"] == "Đưa trang vừa in ra trước camera."


def test_a_page_that_was_read_back_is_good_news(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=PrintBack(Print(1, Printing.PRINTED), "Z99-000101-1234", read=True)))
    assert stage.shown()["title"] == "Đã đọc lại được"


def test_a_page_that_was_not_printed_says_what_to_do(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=PrintBack(Print(1, Printing.FAILED, "paper_out"))))
    assert stage.shown()["lead"].startswith("M26. Máy in hết giấy.")


def test_a_machine_out_of_service_says_where_to_go_and_a_number_for_the_clerk(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=OutOfService()))
    shown = stage.shown()
    assert shown["title"] == "Máy này tạm ngừng phục vụ"
    assert shown["number"] == "M35"
    assert CONTACTS.hotline in stage.told("contact")
