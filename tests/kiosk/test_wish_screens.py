"""What a citizen wishes beside the result: text messages, to say that something else was told elsewhere."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk.flow import events
from kiosk.flow.states import Difference, Phone, Result, Site, State
from kiosk.saying.phone_number import grouped, phone_problem
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from tests.kiosk.builders import a_question, an_answer

if TYPE_CHECKING:
    from tests.kiosk.stage import Stage

RESULT = Result(a_question(), an_answer())
HOME = State.at_start(Site(code_start="H53"))
NUMBER, SHOWN = "0912345678", "0912 345 678"
TYPING = replace(HOME, screen=Phone(RESULT, NUMBER))
ELSEWHERE = replace(HOME, screen=Difference(RESULT))
REFUSALS = ("number_not_readable", "too_many_requests", "lookup_unavailable", "device_refused")
TOUCHES = [
    (TYPING, "7", events.KeyPressed("7")),
    (TYPING, "⌫", events.EraseChosen()),
    (TYPING, "Xóa hết", events.ClearChosen()),
    (TYPING, "Báo tin cho tôi", events.SubmitChosen()),
    (TYPING, "Quay lại", events.BackChosen()),
    (ELSEWHERE, "Tin nhắn", events.ElsewhereChosen("sms")),
    (ELSEWHERE, "Trang mạng", events.ElsewhereChosen("web")),
    (ELSEWHERE, "Giấy tờ", events.ElsewhereChosen("paper")),
    (ELSEWHERE, "Quay lại", events.BackChosen()),
]


@pytest.mark.parametrize(("state", "text", "event"), TOUCHES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_touch_says_what_was_chosen(stage: "Stage", state: State, text: str, event: events.Event) -> None:
    stage.show(state)
    stage.touch(text)
    assert stage.events == [event]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("", ""), ("0912", "0912"), ("09123", "0912 3"), (NUMBER, SHOWN), ("84912345678", "84 912 345 678")],
)
def test_a_number_stands_in_groups_while_it_is_typed(typed: str, shown: str) -> None:
    assert grouped(typed) == shown


def test_what_will_happen_with_the_number_is_said_before_it_is_typed(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Phone(RESULT)))
    assert stage.shown()["lead"] == "Chúng tôi sẽ nhắn một tin hỏi lại số này trước khi báo tin."


def test_without_a_number_nothing_can_be_asked(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Phone(RESULT)))
    stage.touch("Báo tin cho tôi")
    assert stage.events == []


@pytest.mark.parametrize("language", list(Language))
def test_each_refusal_has_a_sentence_of_its_own(language: Language) -> None:
    assert len({phone_problem(problem, language) for problem in REFUSALS}) == len(REFUSALS)


def test_a_refusal_is_shown_beside_the_number(stage: "Stage") -> None:
    stage.show(replace(TYPING, screen=Phone(RESULT, NUMBER, "lookup_unavailable")))
    assert stage.shown()["problem"] == "Lúc này chưa gửi được. Xin thử lại sau ít phút."
    assert stage.shown()["typed"] == SHOWN


def test_while_the_centre_is_asked_the_number_stays_as_it_is(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=Phone(RESULT, NUMBER, request=3)))
    stage.touch("5")
    stage.touch("Đang gửi…")
    assert stage.events == []


@pytest.mark.parametrize("after", [RESULT, None], ids=["back", "done"])
def test_the_number_is_nowhere_once_the_screen_is_left(stage: "Stage", after: Result | None) -> None:
    from tests.kiosk.stage import texts_of

    stage.show(TYPING)
    assert stage.shown()["typed"] == SHOWN
    if after is None:
        stage.board.forget()
    stage.show(replace(HOME, screen=after) if after else HOME)
    left = set().union(*(texts_of(widget) for widget in stage.widgets()))
    assert not {text for text in left if SHOWN[:4] in text or SHOWN[5:8] in text}


def test_news_are_offered_until_a_dossier_is_over(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=RESULT))
    assert "Báo tin cho tôi" in {press.text for press in stage.presses()}
    stage.show(replace(HOME, screen=Result(a_question(), an_answer(status=Status.RETURNED))))
    offered = {press.text for press in stage.presses()}
    assert "Báo tin cho tôi" not in offered
    assert "Nơi khác nói khác" in offered
