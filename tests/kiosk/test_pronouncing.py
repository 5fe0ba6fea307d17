"""Written words, as a voice has to hear them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.hardware.voice import in_vietnamese
from kiosk.saying.pronouncing import in_full, phone_aloud, readable, sign_by_sign
from lookup_api.domain.wording import Language

VI, EN = Language.VI, Language.EN


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("H53.19-260115-0001", "H, năm ba, chấm, một chín, gạch ngang, hai sáu, không một, một năm, gạch ngang,"
         " không không, không một"),
        ("123/HKD-2014", "một hai ba, gạch chéo, H, K, D, gạch ngang, hai không, một bốn"),
        ("H5", "H, năm"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_code_is_said_sign_by_sign(code: str, said: str) -> None:
    assert sign_by_sign(code, VI) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0276 3841 234", "không hai bảy sáu, ba tám bốn một, hai ba bốn"),
        ("0912345678", "không chín một hai, ba bốn năm, sáu bảy tám"),
        ("0276 3822 233 – 0276 3822 244", "không hai bảy sáu, ba tám hai hai, hai ba ba, hoặc không hai bảy sáu,"
         " ba tám hai hai, hai bốn bốn"),
        ("1022", "một không hai hai"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_telephone_number_is_said_figure_by_figure(number: str, said: str) -> None:
    assert phone_aloud(number, VI) == said


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("UBND P. Long Hoa, TP. Tây Ninh", "Ủy ban nhân dân phường Long Hoa, thành phố Tây Ninh"),
        ("P. TN&MT", "Phòng Tài nguyên và Môi trường"),
        ("Phòng LĐ-TB&XH huyện", "Phòng Lao động, Thương binh và Xã hội huyện"),
        ("GCN QSDĐ", "giấy chứng nhận quyền sử dụng đất"),
        ("Nguyễn P. An", "Nguyễn P. An"),
        ("Phạm V. H. Đ.", "Phạm V. H. Đ."),
    ],
)
def test_abbreviations_are_said_in_full_but_not_those_of_names(short: str, full: str) -> None:
    assert in_full(short) == full


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        (VI, "Hẹn trả: thứ Sáu 16/01, còn 3 ngày.", "Hẹn trả: thứ Sáu, ngày 16 tháng 1, còn 3 ngày."),
        (VI, "lúc 10:42 ngày 06/02/2027", "lúc 10 giờ 42 phút ngày 6 tháng 2 năm 2027"),
        (VI, "nộp 1.250.000 đồng", "nộp 1250000 đồng"),
        (VI, "Số M21", "Số M, hai một"),
        (VI, "ví dụ 0912 345 678.", "ví dụ không chín một hai, ba bốn năm, sáu bảy tám."),
        (VI, "ở tracuu.tayninh.gov.vn", "ở tracuu chấm tayninh chấm gov chấm vn"),
        (VI, "Quyết định 45/67", "Quyết định 45/67"),
        (EN, "until 16/01", "until 16 January"),
        (EN, "pay 1,250,000 đồng by 08:00", "pay 1250000 dong by 8 o'clock"),
        (EN, f"for {in_vietnamese('hợp đồng 16/01')}", f"for {in_vietnamese('hợp đồng ngày 16 tháng 1')}"),
    ],
)
def test_days_times_money_and_numbers_are_said_in_words(language: Language, text: str, said: str) -> None:
    assert readable(text, language) == said


@pytest.mark.parametrize("language", [VI, EN])
@given(text=st.text(alphabet="AHĐđ ấ.,-–/&:0123456789P\n"))
def test_any_text_can_be_read(language: Language, text: str) -> None:
    said = readable(text, language)
    assert bool(said.strip()) is bool(text.strip())
