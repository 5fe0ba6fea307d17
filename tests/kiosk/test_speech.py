"""What each screen says aloud."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from kiosk.care.self_test_report import Check, CheckState, SelfTestReport
from kiosk.flow import states
from kiosk.flow.states import Asking, Contacts, Keypad, Print, Printing, Result, Site, State
from kiosk.hardware.voice import SPOKEN, in_vietnamese
from kiosk.languages.aloud import ALOUD
from kiosk.saying.speech import TOLD, spoken
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.procedure import Level, Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from tests.kiosk.builders import OFFICER, a_question, an_answer

HOME = State.at_start(Site(code_start="H53", contacts=Contacts("0276 1022", "0888 123 456", "tracuu.tayninh.gov.vn")))
RESULT = Result(a_question(), an_answer())
BUILDING = Procedure(
    ref=ProcedureRef("1.004193", "Cấp giấy phép xây dựng", "Xây dựng"),
    term=15,
    term_unit=TermUnit.WORKING_DAYS,
    papers=(Paper("Đơn đề nghị", originals=1), Paper("Bản vẽ", photocopies=2)),
    fee=75_000,
    levels=(Level.COMMUNE,),
)
SCREENS: dict[str, Any] = {
    "welcome": states.Welcome(),
    "help": states.Help(),
    "scanning": states.Scanning(),
    "keypad": Keypad("H53"),
    "searching": states.Searching(a_question(), 1),
    "result": RESULT,
    "phone": states.Phone(RESULT),
    "difference": states.Difference(RESULT),
    "trouble": states.Trouble("lookup_unavailable", a_question()),
    "fields": states.Fields(),
    "procedures": states.Procedures("Xây dựng"),
    "procedure": states.ProcedurePage(BUILDING),
    "door": states.StaffDoor(),
    "staff": states.Staff(),
    "touch": states.TouchTest(),
    "print": states.PrintBack(),
    "out": states.OutOfService(),
}


def said(screen: Any, language: Language = Language.VI, **more: Any) -> list[str]:
    """The lines that are read."""
    return spoken(replace(HOME, screen=screen, language=language, procedures=(BUILDING,), **more)).split("\n")


def test_every_kind_of_screen_says_something() -> None:
    assert TOLD.keys() == set(get_args(states.Screen)) == {type(screen) for screen in SCREENS.values()}


@pytest.mark.parametrize("language", sorted(SPOKEN))
@pytest.mark.parametrize("name", SCREENS)
def test_what_is_said_has_no_holes(name: str, language: Language) -> None:
    lines = said(SCREENS[name], language)
    assert all(line.rstrip("\u2069").endswith((".", "?", "!", "…")) for line in lines)
    assert not [line for line in lines if "  " in line or "None" in line or "{" in line or "()" in line]


@pytest.mark.parametrize("name", SCREENS)
def test_khmer_is_not_read(name: str) -> None:
    assert said(SCREENS[name], Language.KM) == [""]


def test_all_spoken_languages_have_their_texts() -> None:
    assert ALOUD.keys() == SPOKEN


def test_a_result_says_first_where_it_is_then_what_to_do_then_what_is_missing() -> None:
    waiting = an_answer(
        status=Status.SUPPLEMENT_REQUESTED, timeliness=Timeliness.WAITING, missing=("Bản vẽ", "GCN QSDĐ")
    )
    assert said(Result(a_question(), waiting))[:4] == [
        f"Hồ sơ đang ở Phòng Kinh tế, Hạ tầng và Đô thị, cán bộ {OFFICER} đang chờ bạn bổ sung 2 giấy tờ."
        " Trong lúc chờ bạn, thời hạn tạm dừng.",
        "Xin mang giấy tờ còn thiếu đến bộ phận một cửa.",
        "Còn thiếu 2 giấy tờ. Số 1: Bản vẽ. Số 2: giấy chứng nhận quyền sử dụng đất.",
        "Phí, lệ phí: 75000 đồng.",
    ]


def test_who_is_responsible_is_said_in_full_with_the_telephone() -> None:
    (who,) = (line for line in said(RESULT) if line.startswith("Đang phụ trách"))
    assert who == (
        f"Đang phụ trách: cán bộ {OFFICER}, Phòng Kinh tế, Hạ tầng và Đô thị, Ủy ban nhân dân phường Long Hoa."
        " Điện thoại: không hai bảy sáu, ba tám bốn một, hai ba bốn."
    )


def test_a_result_ends_with_how_to_go_on() -> None:
    assert said(RESULT)[-3:] == [
        "Muốn mang về, bấm nút In phiếu.",
        "Khi xong, bấm nút Xong.",
        "Để nghe lại từ đầu, bấm nút Nghe lại. Để tắt tiếng, bấm nút Dừng đọc.",
    ]


def test_the_applicant_is_never_named_aloud() -> None:
    assert "Phạm" not in " ".join(said(Result(a_question(), an_answer(applicant="Phạm V. Đ."))))


def test_vietnamese_names_are_read_in_vietnamese_inside_english() -> None:
    first = said(RESULT, Language.EN)[0]
    assert first.startswith(
        f"Your dossier is at {in_vietnamese('Phòng Kinh tế, Hạ tầng và Đô thị')}; officer {in_vietnamese(OFFICER)} is"
    )


@pytest.mark.parametrize(
    ("more", "news"),
    [
        ({"slip": Print(2, Printing.PRINTED)}, "Phiếu đã in xong. Xin nhận ở khe giấy."),
        ({"stars": 5}, "Cảm ơn bạn đã đánh giá."),
        ({"notice": Asking.DONE}, "Máy đã gửi tin nhắn để hỏi lại số của bạn. Xin trả lời tin nhắn đó."),
        (
            {"kept": True},
            "Máy đang mất kết nối. Đây là thông tin lúc 10 giờ 42 phút ngày 24 tháng 11 năm 2026, có thể đã thay đổi.",
        ),
    ],
)
def test_news_comes_first(more: dict[str, Any], news: str) -> None:
    assert said(replace(RESULT, **more))[0] == news


def test_a_keypad_says_only_what_stands_there_once_something_is_typed() -> None:
    assert said(Keypad("H53.1")) == ["Đã nhập: H, năm ba, chấm, một."]
    assert said(Keypad("H53"))[0] == "Nhập mã hồ sơ."
    assert said(states.Phone(RESULT, "0912")) == ["Đã nhập số: không chín một hai."]


def test_a_procedure_says_what_to_bring_how_long_it_takes_and_what_it_costs() -> None:
    assert said(states.ProcedurePage(BUILDING))[:5] == [
        "Cấp giấy phép xây dựng.",
        "Giấy tờ cần nộp. Số 1: Đơn đề nghị, 1 bản chính. Số 2: Bản vẽ, 2 bản chụp.",
        "Thời hạn giải quyết: 15 ngày làm việc.",
        "Phí, lệ phí: 75000 đồng.",
        "Nơi nộp: Bộ phận một cửa cấp xã.",
    ]


def test_the_question_for_more_time_is_all_that_is_said() -> None:
    assert said(RESULT, asking_more_time=True) == [
        "Bạn còn nghe không? Màn hình sắp tự xóa. Bấm nút Xem tiếp để giữ lại."
    ]


def test_a_number_that_is_being_asked_about_is_not_read_again() -> None:
    assert said(states.Phone(RESULT, "0912345678", request=3)) == ["Đang gửi…"]


def test_a_guide_without_procedures_says_so() -> None:
    assert spoken(replace(HOME, screen=states.Fields())).startswith("Chưa có thủ tục nào.")


def test_the_staff_hear_what_is_to_be_done() -> None:
    report = SelfTestReport((Check("camera", CheckState.OK), Check("printer", CheckState.FAILED, "paper_out")))
    assert said(states.Staff(report=report)) == [
        "Có 1 việc cần làm.",
        "Máy in: Hỏng. M, hai sáu. Thay cuộn giấy, đóng nắp. Máy in tự chạy lại.",
    ]
