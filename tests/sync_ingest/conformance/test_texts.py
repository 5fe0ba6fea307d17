"""Good Vietnamese is left alone; numbers of persons and letters of the time before Unicode are found."""

import pytest

from sync_ingest.conformance.rules.texts import holds_a_number_of_a_person, holds_old_letters

GOOD = (
    "Thẩm định hồ sơ, trình lãnh đạo ký",
    "UBND thành phố Tây Ninh – Phòng Tài chính, Kế hoạch",
    "Đăng ký thành lập hộ kinh doanh (mã 1.001612.000.00.00.H53)",
    "Thoà thuận, hoà giải, quý vị, khuỷu tay, giặt giũ; Ông Ất, bà Ỷ Lan",
    "Số 12/QĐ-UBND ngày 23/11/2026; phí 1.250.000 đồng; điện thoại cơ quan 0276 3822 233",
    "Còn thiếu: bản sao CCCD? Có hay không?",
    "Hồ sơ H53.19-261102-0001, hẹn 27.11.2026",
)
OLD = (
    "NguyÔn V¨n An",
    "Thµnh phè T©y Ninh",
    "Nguyeãn Vaên Khaùch, ñöôøng",
    "ThÃ nh phá»‘ TÃ¢y Ninh",
    "Nguy?n V?n An",
    "Th\ufffdnh",
)
PERSONS = ("gọi 0900111222", "ĐT: +84 900 111 222", "0900.111.222", "CCCD 072099000123", "CMND số 290123456.")


@pytest.mark.parametrize("text", GOOD)
def test_good_text_is_left_alone(text: str) -> None:
    assert not holds_old_letters(text)
    assert not holds_a_number_of_a_person(text)


@pytest.mark.parametrize("text", OLD)
def test_old_letters_are_found(text: str) -> None:
    assert holds_old_letters(text)


@pytest.mark.parametrize("text", PERSONS)
def test_numbers_of_persons_are_found(text: str) -> None:
    assert holds_a_number_of_a_person(text)
