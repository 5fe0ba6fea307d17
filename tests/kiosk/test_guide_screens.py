"""Help and the guide to procedures on the screen."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk.flow import events
from kiosk.flow.states import Ease, Fields, Help, Print, Printing, ProcedurePage, Procedures, Site, State
from kiosk.languages.labels import LABELS
from lookup_api.domain.wording import Language
from tests.kiosk.builders import a_procedure
from tests.kiosk.further_states import CONTACTS, a_catalogue, a_long_procedure, further_states

if TYPE_CHECKING:
    from tests.kiosk.stage import Stage

HOME = State.at_start(Site(code_start="H53", contacts=CONTACTS), a_catalogue())
HELP = replace(HOME, screen=Help())
FIELDS = replace(HOME, screen=Fields())
LAND = replace(HOME, screen=Procedures("Đất đai"))
PAGE = replace(HOME, screen=ProcedurePage(a_procedure()))
FAILED = further_states()["fields-failed"]
TOUCHES = [
    (HELP, "Quét giấy hẹn", events.ScanChosen()),
    (replace(HELP, faults=frozenset({"camera_unavailable"})), "Nhập mã hồ sơ", events.KeypadChosen()),
    (HELP, "Thủ tục cần giấy tờ gì?", events.GuideChosen()),
    (HELP, "Quay lại", events.DoneChosen()),
    (HELP, "Chữ to hơn", events.EaseChosen(Ease(text=1.5))),
    (HELP, "Nền đen, chữ sáng", events.EaseChosen(Ease(contrast=True))),
    (HELP, "Nút xuống thấp", events.EaseChosen(Ease(low_reach=True))),
    (HELP, "Đọc to màn hình", events.SpeakChosen()),
    (replace(HELP, ease=Ease(voice=True)), "Đọc to màn hình", events.QuietChosen()),
    (HELP, "Hình đứng yên", events.EaseChosen(Ease(still=True))),
    (replace(HELP, ease=Ease(switch=True)), "Chỉ một nút bấm", events.EaseChosen(Ease())),
    (FIELDS, "Xây dựng", events.FieldChosen("Xây dựng")),
    (FIELDS, "Quay lại", events.DoneChosen()),
    (FAILED, "Thử lại", events.RetryChosen()),
    (LAND, a_long_procedure().ref.name, events.ProcedureChosen(a_long_procedure())),
    (LAND, "Quay lại", events.BackChosen()),
    (PAGE, "In hướng dẫn", events.PrintChosen()),
    (PAGE, "Quay lại", events.BackChosen()),
]


def texts(stage: "Stage") -> set[str]:
    """All that can be read, without scrolling."""
    return {text for text, _ in stage.text_boxes()}


@pytest.mark.parametrize(("state", "text", "event"), TOUCHES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_touch_says_what_was_chosen(stage: "Stage", state: State, text: str, event: events.Event) -> None:
    stage.show(state)
    stage.touch(text)
    assert stage.events == [event]


def test_help_marks_what_is_on(stage: "Stage") -> None:
    stage.show(HELP)
    assert "✔" not in texts(stage)
    stage.show(replace(HELP, ease=Ease(still=True, switch=True)))
    assert [text for text, _ in stage.text_boxes()].count("✔") == 2


def test_help_shows_how_it_works_and_whom_to_ask(stage: "Stage") -> None:
    stage.show(HELP)
    assert stage.told("step") == [
        "Tìm mã vạch trên giấy hẹn.",
        "Đưa mã vạch ra trước máy quét.",
        "Đọc kết quả trên màn hình.",
        "Muốn mang về thì in phiếu.",
    ]
    assert stage.told("contact") == [CONTACTS.hotline, CONTACTS.sms_number, CONTACTS.address]
    assert any(CONTACTS.hotline_hours in text for text in texts(stage))


def test_help_offers_a_voice_only_where_there_is_one(stage: "Stage") -> None:
    stage.show(HELP)
    assert "Đọc to màn hình" in texts(stage)
    stage.show(replace(HELP, language=Language.KM))
    assert not any("អានអេក្រង់" in text for text in texts(stage))


def test_each_field_says_how_many_procedures_it_has(stage: "Stage") -> None:
    stage.show(FIELDS)
    read = texts(stage)
    assert {"Đất đai", "24 thủ tục", "1 thủ tục"} <= read


def test_that_procedures_are_in_vietnamese_is_said_once_and_only_to_whom_it_matters(stage: "Stage") -> None:
    told = "Procedures are described in Vietnamese only."
    for state, said in ((FIELDS, True), (LAND, False), (PAGE, False)):
        stage.show(replace(state, language=Language.EN))
        assert any(text.startswith(told) for text in texts(stage)) is said


@pytest.mark.parametrize(
    ("name", "news", "can_retry"),
    [
        ("fields-loading", "Đang tải danh sách…", False),
        ("fields-empty", "Chưa có thủ tục nào", True),
        ("fields-failed", "Chưa tra cứu được", True),
    ],
)
def test_a_guide_without_procedures_says_why(stage: "Stage", name: str, news: str, can_retry: bool) -> None:
    stage.show(further_states()[name])
    assert stage.shown()["news"] == news
    assert ("Thử lại" in {press.text for press in stage.presses()}) is can_retry


def test_the_catalogue_takes_the_place_of_the_news(stage: "Stage") -> None:
    stage.show(FAILED)
    stage.show(FIELDS)
    assert "news" not in stage.shown()
    assert "Thử lại" not in {press.text for press in stage.presses()}


def test_a_long_list_has_arrows_for_who_cannot_swipe(stage: "Stage") -> None:
    stage.show(LAND)
    assert stage.events == []
    hidden = "Thủ tục thứ 23 của lĩnh vực, có tên dài vừa phải để xem cho rõ"
    assert hidden not in texts(stage)
    for _ in range(9):
        stage.touch("▼")
    assert hidden in texts(stage)


def test_a_procedure_says_papers_copies_term_fee_and_legal_texts(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=ProcedurePage(a_long_procedure())))
    assert stage.told("copies")[1] == "1 bản chính, 2 bản chụp"
    assert stage.told("fact") == [
        "15 ngày làm việc",
        "75.000 đồng",
        "Bộ phận một cửa cấp xã; Bộ phận một cửa cấp tỉnh hoặc nộp trên mạng",
        "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
        "31/2024/QH15; 101/2024/NĐ-CP",
    ]
    assert stage.shown()["steps"].startswith("Nộp hồ sơ ở bộ phận một cửa.")


@pytest.mark.parametrize(
    ("sheet", "notice"),
    [
        (Print(1, Printing.PRINTED), "Đã in xong. Xin nhận tờ hướng dẫn ở khe giấy."),
        (Print(1, Printing.FAILED, "paper_out"), "Máy in chưa in được (M26). Xin báo cán bộ một cửa."),
    ],
)
def test_a_procedure_says_what_became_of_its_paper(stage: "Stage", sheet: Print, notice: str) -> None:
    stage.show(replace(HOME, screen=ProcedurePage(a_procedure(), sheet)))
    assert stage.shown()["notice"] == notice


def test_nothing_is_printed_twice_at_once(stage: "Stage") -> None:
    stage.show(replace(HOME, screen=ProcedurePage(a_procedure(), Print(1, Printing.PRINTING))))
    stage.touch("Đang in…")
    assert stage.events == []


def test_who_wants_to_hear_khmer_is_told_that_there_is_no_voice(stage: "Stage") -> None:
    stage.show(replace(HELP, language=Language.KM, ease=Ease(voice=True)))
    assert stage.shown()["no_voice"] == LABELS[Language.KM].no_voice
    stage.show(replace(HELP, ease=Ease(voice=True)))
    assert "no_voice" not in stage.shown()
