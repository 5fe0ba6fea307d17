"""Where lines end on the screen."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.lines import FIXED_SPACE, broken, widest_word
from lookup_api.domain.khmer_breaks import ZERO_WIDTH_SPACE

KHMER = "សំណុំឯកសាររបស់អ្នកកំពុងត្រូវបានដោះស្រាយ"


def wide(text: str) -> float:
    """A typeface in which every letter is as wide as any other."""
    return float(len(text))


def test_a_text_that_fits_stays_on_its_line() -> None:
    assert broken("Hồ sơ", 5, wide) == "Hồ sơ"


def test_no_word_is_left_alone_at_the_end() -> None:
    assert broken("một hai ba bốn năm sáu", 18, wide) == "một hai ba bốn\nnăm sáu"


def test_a_heading_has_lines_alike() -> None:
    assert broken("Hồ sơ của bạn đến đâu", 20, wide, even=True) == "Hồ sơ của\nbạn đến đâu"


def test_a_number_is_never_parted() -> None:
    lines = broken("Gọi 0276 3841 234 ngay", 16, wide).split("\n")
    assert f"0276{FIXED_SPACE}3841{FIXED_SPACE}234" in " ".join(lines)


def test_khmer_breaks_between_words() -> None:
    lines = broken(KHMER, 14, wide).split("\n")
    assert len(lines) > 1
    assert "".join(lines) == KHMER


@given(st.lists(st.text("abcđêứ", min_size=1, max_size=9), min_size=1, max_size=20), st.integers(9, 40), st.booleans())
def test_no_line_is_too_long_and_nothing_is_lost(words: list[str], width: int, even: bool) -> None:
    text = " ".join(words)
    lines = broken(text, width, wide, even=even).split("\n")
    assert max(map(len, lines)) <= width
    assert " ".join(lines) == text


def test_zero_width_spaces_are_for_breaking_only() -> None:
    assert broken(f"a{ZERO_WIDTH_SPACE}b", 9, wide) == "ab"


def test_the_widest_word_is_the_least_width() -> None:
    assert widest_word("Hồ sơ\nquyền sử dụng", wide) == 5
