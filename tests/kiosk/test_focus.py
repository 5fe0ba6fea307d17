"""Everything by keyboard, and everything by one switch."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.flow import events
from kiosk.flow.states import Ease, Keypad, Result, Scanning, Site, State
from tests.kiosk.builders import a_question, an_answer

if TYPE_CHECKING:
    from tests.kiosk.stage import Stage

HOME = State.at_start(Site(code_start="H53"))
READING = replace(HOME, screen=Result(a_question(), an_answer()))
TAB, ENTER, SPACE, ESCAPE, UP, DOWN, LEFT = 9, 13, 32, 27, 273, 274, 276
PAGE_DOWN = 281


def ringed(stage: "Stage") -> list[str]:
    """The names of what has the ring."""
    return [thing.name for thing in stage.touchables() if thing.focused]


def test_tab_goes_through_everything_in_reading_order(stage: "Stage") -> None:
    stage.show(HOME)
    names = []
    for _ in stage.touchables():
        stage.board.key(TAB, [])
        names += ringed(stage)
    assert names[:4] == ["Tiếng Việt", "ភាសាខ្មែរ", "English", "Cỡ chữ"]
    assert set(names) == {thing.name for thing in stage.touchables()}


def test_shift_and_tab_go_back(stage: "Stage") -> None:
    stage.show(HOME)
    stage.board.key(TAB, [])
    stage.board.key(TAB, [])
    stage.board.key(TAB, ["shift"])
    assert ringed(stage) == ["Tiếng Việt"]


def test_enter_presses_what_has_the_ring(stage: "Stage") -> None:
    stage.show(HOME)
    while ringed(stage) != ["Quét giấy hẹn"]:
        stage.board.key(TAB, [])
    assert stage.board.key(ENTER, [])
    assert stage.events == [events.ScanChosen()]


def test_enter_without_a_ring_is_not_for_the_ring(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Keypad("H53")))
    assert not stage.board.key(ENTER, [])
    assert stage.events == []


def test_arrows_go_up_and_down_in_the_keypad(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Keypad("H53")))
    while ringed(stage) != ["5"]:
        stage.board.key(TAB, [])
    stage.board.key(DOWN, [])
    assert ringed(stage) == ["8"]
    stage.board.key(LEFT, [])
    assert ringed(stage) == ["7"]


def test_escape_takes_the_way_out(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Scanning()))
    stage.board.key(ESCAPE, [])
    assert stage.events == [events.DoneChosen()]


def test_behind_the_question_for_more_time_nothing_gets_the_ring(stage: "Stage") -> None:
    stage.show(replace(READING, asking_more_time=True))
    stage.board.key(TAB, [])
    assert ringed(stage) == ["Xong"]
    stage.board.key(ESCAPE, [])
    assert stage.events == [events.StayChosen()]


def test_a_finger_takes_the_ring_away(stage: "Stage") -> None:
    stage.show(HOME)
    stage.board.key(TAB, [])
    stage.touch("Nhập mã hồ sơ")
    assert ringed(stage) == []


def test_a_screen_that_is_made_anew_keeps_the_ring_where_it_was(stage: "Stage") -> None:
    stage.show(HOME)
    for _ in range(4):
        stage.board.key(TAB, [])
    assert ringed(stage) == ["Cỡ chữ"]
    stage.show(replace(HOME, ease=Ease(text=1.5)))
    assert ringed(stage) == ["Cỡ chữ"]


def test_one_switch_goes_by_rows_first(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Keypad("H53"), ease=Ease(switch=True)))
    while "5" not in ringed(stage):
        stage.board.focus.advance()
    assert sorted(ringed(stage)) == ["4", "5", "6"]
    stage.board.key(SPACE, [])
    assert ringed(stage) == ["4"]
    stage.board.focus.advance()
    stage.board.key(SPACE, [])
    assert stage.events == [events.KeyPressed("5")]


def test_a_row_that_nothing_is_taken_from_is_left_again(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Keypad("H53"), ease=Ease(switch=True)))
    while "5" not in ringed(stage):
        stage.board.focus.advance()
    stage.board.key(SPACE, [])
    for _ in range(7):
        stage.board.focus.advance()
    assert sorted(ringed(stage)) == ["4", "5", "6"]
    stage.board.focus.advance()
    assert sorted(ringed(stage)) == ["7", "8", "9"]


def test_the_name_of_what_has_the_ring_can_be_heard(stage: "Stage") -> None:
    stage.show(HOME)
    stage.board.key(TAB, [])
    assert stage.heard == ["Tiếng Việt"]


def test_scrolling_does_nothing_while_more_time_is_offered(stage: "Stage") -> None:
    stage.show(replace(READING, asking_more_time=True))
    assert stage.board.key(PAGE_DOWN, [])
