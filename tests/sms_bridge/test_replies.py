"""What a citizen reads."""

import pytest

from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible
from lookup_api.domain.wording import SMS_STATUS
from sms_bridge.commands import OptOut, understand
from sms_bridge.messages import Outcome, Reply
from sms_bridge.writing.replies import LookUp, reply_to, too_many, unavailable
from sms_bridge.writing.segments import count_parts
from sms_bridge.writing.voice import Voice
from tests.builders import CODE, a_code, a_moment
from tests.sms_bridge.builders import Finder, an_answer, finds, no_local_codes

LONG_CODE = "000.00.19.H53-20261102-0000001"
LONG_NAMES = Responsible(
    officer="Nguyễn Thị Hoàng Phương Thảo Nguyên",
    unit="Phòng Tài nguyên và Môi trường – Chi nhánh Văn phòng đăng ký đất đai",
    agency="Ủy ban nhân dân thành phố Tây Ninh, tỉnh Tây Ninh",
)
LONG_PAPERS = ("Bản sao có chứng thực giấy chứng nhận quyền sử dụng đất", "Sổ hộ khẩu gốc", "Đơn đề nghị")


def reply(text: str, look_up: LookUp, voice: Voice | None = None) -> Reply:
    return reply_to(understand(text, {"TTHS"}, no_local_codes), look_up, voice or Voice())


def text_of(text: str, look_up: LookUp, voice: Voice | None = None) -> str:
    found = reply(text, look_up, voice).text
    assert found is not None
    return found


def test_a_dossier_in_progress_is_told_with_its_due_date_and_all_who_are_responsible() -> None:
    assert text_of(CODE, finds()) == (
        "H53.19-261102-0001: dang xu ly. Hen tra 29/11/2026. "
        "Phu trach: Tran Thi Binh, Phong Tai chinh - Ke hoach, UBND thanh pho Tay Ninh."
    )


def test_missing_papers_are_named_first() -> None:
    found = text_of(CODE, finds(status=Status.SUPPLEMENT_REQUESTED, missing=("Bản sao CCCD", "Sổ hộ khẩu")))
    assert found.startswith("H53.19-261102-0001: can bo sung giay to: Ban sao CCCD; So ho khau. ")


def test_what_is_to_be_paid_is_said_in_dong() -> None:
    found = text_of(CODE, finds(status=Status.PAYMENT_REQUIRED, fee=1_250_000))
    assert found.startswith("H53.19-261102-0001: can nop phi, thue: 1.250.000d. ")


def test_while_the_citizen_is_awaited_the_reply_says_that_the_clock_stands_still() -> None:
    assert "Hen tra 29/11/2026, dang tam dung." in text_of(CODE, finds(status=Status.SUPPLEMENT_REQUESTED))


def test_a_late_office_says_so_and_apologises() -> None:
    assert "Hen tra 21/11/2026, da tre, xin loi ban." in text_of(CODE, finds(due_at=a_moment(days=3)))


def test_for_a_closed_dossier_the_due_date_comes_last() -> None:
    assert text_of(CODE, finds(status=Status.RETURNED)) == (
        "H53.19-261102-0001: da tra ket qua. "
        "Phu trach: Tran Thi Binh, Phong Tai chinh - Ke hoach, UBND thanh pho Tay Ninh. Hen tra 29/11/2026."
    )


def test_a_dossier_without_due_date_and_responsible_is_told_with_its_status_alone() -> None:
    assert text_of(CODE, finds(due_at=None, responsible=None)) == "H53.19-261102-0001: dang xu ly."


def test_a_corrected_code_is_echoed_as_understood() -> None:
    assert text_of("H53.19-261102-OOO1", finds()).startswith("Hieu la H53.19-261102-0001: dang xu ly. ")


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("code", [CODE, LONG_CODE])
def test_every_status_fits_one_part_however_long_the_names_are(status: Status, code: str) -> None:
    answer = an_answer(status=status, responsible=LONG_NAMES, missing=LONG_PAPERS, fee=999_999_999)
    found = text_of(code, Finder({code: answer}), Voice(hotline="0276 382 2222"))
    assert count_parts(found) == 1
    assert found.isascii()
    assert f"{code}: {SMS_STATUS[status]}" in found
    assert "Nguyen" in found  # the officer's given name


def test_whole_names_are_kept_while_they_fit_and_offices_are_abbreviated_before_people() -> None:
    found = text_of(CODE, finds(status=Status.SUPPLEMENT_REQUESTED, missing=("Bản sao CCCD", "Sổ hộ khẩu")))
    assert found.endswith("Tran Thi Binh, P. Tai chinh - Ke hoach, UBND TP Tay Ninh.")


def test_the_hotline_is_given_where_it_fits() -> None:
    assert text_of(CODE, finds(responsible=None), Voice(hotline="1022")).endswith(" Hoi dap: 1022.")


def test_a_reply_never_names_the_applicant_and_shows_no_note() -> None:
    answer = an_answer(note="Ông Nguyễn Văn An đã gọi").model_copy(update={"applicant": "Nguyễn V. A."})
    assert "Nguyen V" not in text_of(CODE, Finder({CODE: answer}), Voice(parts=4))


def test_with_accents_the_reply_is_written_as_people_write_and_may_take_more_parts() -> None:
    found = text_of(CODE, finds(), Voice(accents=True, parts=3))
    assert found.startswith("H53.19-261102-0001: đang xử lý. Hẹn trả 29/11/2026. Phụ trách: Trần Thị Bình, ")
    assert count_parts(text_of(CODE, finds(responsible=LONG_NAMES), Voice(accents=True, parts=1))) == 1


def test_an_unknown_dossier_is_said_to_be_unknown() -> None:
    found = reply("H53.19-261102-9999", finds())
    assert found.outcome is Outcome.NOT_FOUND
    assert found.text is not None
    assert found.text.startswith("H53.19-261102-9999: Chua tim thay ho so voi ma nay.")
    assert count_parts(found.text) == 1


def test_two_dossiers_get_a_line_each() -> None:
    look_up = Finder({CODE: an_answer(), a_code(2): an_answer(status=Status.FINISHED)})
    assert text_of(f"{CODE} va {a_code(2)}", look_up).splitlines() == [
        "H53.19-261102-0001: dang xu ly, hen 29/11/2026",
        "H53.19-261102-0002: da xong, moi nhan ket qua, hen 29/11/2026",
    ]


def test_of_more_than_three_dossiers_the_first_three_are_looked_up() -> None:
    look_up = Finder({a_code(at): an_answer(due_at=None) for at in range(1, 9)})
    lines = text_of(" ".join(map(a_code, range(1, 9))), look_up).splitlines()
    assert look_up.asked == [a_code(1), a_code(2), a_code(3)]
    assert [line.split(":")[0] for line in lines[:3]] == look_up.asked
    assert lines[3] == "Moi tin toi da 3 ma."


def test_of_several_dossiers_that_do_not_fit_it_is_said_that_some_are_left_out() -> None:
    codes = [f"000.00.19.H53-20261102-000000{at}" for at in range(3)]
    look_up = Finder(dict.fromkeys(codes, an_answer(status=Status.SUPPLEMENT_REQUESTED)))
    lines = text_of(" ".join(codes), look_up).splitlines()
    assert lines[-1] == "Xin nhan tung ma mot."
    assert len(lines) == 3


def test_among_several_an_unknown_one_is_said_to_be_unknown() -> None:
    assert text_of(f"{CODE} {a_code(7)}", finds()).splitlines()[1] == "H53.19-261102-0007: khong tim thay"


def is_away(code: Code) -> Answer:
    raise LookupUnavailable


def test_an_interrupted_lookup_is_no_missing_dossier() -> None:
    found = reply(CODE, is_away)
    assert found.outcome is Outcome.UNAVAILABLE
    assert found.text is not None
    assert "tam gian doan" in found.text


@pytest.mark.parametrize("voice", [Voice(hotline="0276 382 2222 (1022)"), Voice(accents=True, parts=3)])
def test_every_fixed_sentence_fits_whole(voice: Voice) -> None:
    texts = [text_of("xin chao", finds(), voice), text_of("HD", finds(), voice)]
    texts += [too_many(voice).text or "", unavailable(voice)]
    assert all(count_parts(text) <= voice.parts and text.endswith(".") for text in texts)


def test_free_text_gets_the_how_to_and_hd_the_help() -> None:
    assert text_of("xin chao", finds()).startswith("Chua ro ma ho so. Xin nhan ma in tren giay hen")
    assert text_of("hd", finds()).startswith("Tra cuu ho so: nhan ma in tren giay hen")


def test_a_word_of_refusal_gets_no_answer() -> None:
    assert reply("STOP", finds()) == Reply(Outcome.OPTED_OUT, None, OptOut())


