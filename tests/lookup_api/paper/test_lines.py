"""Where paragraphs are broken."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from PIL import features

from lookup_api.paper.lines import break_lines
from lookup_api.paper.typeface import font

FACE = font(25, bold=False)
WORDS = st.text("aăâbđeêghiklmnoôơưxyẫệữỳA0-./,", min_size=1, max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), st.integers(120, 560))
def test_every_letter_is_printed_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = break_lines(text, width, FACE)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(FACE.getlength, lines)) <= width


def test_a_break_falls_before_a_new_phrase_rather_than_inside_a_word_of_two_syllables() -> None:
    assert break_lines("Sở Tài nguyên và Môi trường tỉnh Tây Ninh", 400, FACE) == (
        "Sở Tài nguyên",
        "và Môi trường tỉnh Tây Ninh",
    )


def test_no_last_word_is_left_alone_on_its_line() -> None:
    lines = break_lines("Trung tâm Phục vụ hành chính công tỉnh", 420, FACE)
    assert len(lines) == 2
    assert " " in lines[-1]


def test_an_address_is_broken_at_a_dot() -> None:
    assert break_lines("motcua.tayninh.gov.vn", 200, FACE) == ("motcua.tayninh.", "gov.vn")


def test_letters_written_in_two_parts_are_put_together() -> None:
    assert break_lines(unicodedata.normalize("NFD", "Nguyễn Ỷ"), 400, FACE) == ("Nguyễn Ỷ",)


def test_line_ends_in_a_text_are_spaces() -> None:
    assert break_lines("Cấp đổi\r\n  giấy phép ", 400, FACE) == ("Cấp đổi giấy phép",)


def test_khmer_is_broken_between_words_and_best_at_a_space() -> None:
    assert break_lines("សំណុំឯកសារត្រូវបានទទួល ហើយនឹងបញ្ជូនទៅផ្នែកដោះស្រាយ។", 400, FACE) == (
        "សំណុំឯកសារត្រូវបានទទួល",
        "ហើយនឹងបញ្ជូនទៅផ្នែកដោះស្រាយ។",
    )
    assert break_lines("សំណុំឯកសារកំពុងត្រូវបានដោះស្រាយ។", 250, FACE) == ("សំណុំឯកសារកំពុង", "ត្រូវបានដោះស្រាយ។")


def test_khmer_is_shaped_by_raqm() -> None:
    assert features.check("raqm")
    assert FACE.getlength("ត្រី") < sum(FACE.getlength(letter) for letter in "តរី")  # the second stands below the first
