"""Where a line of Khmer may end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain import khmer
from lookup_api.domain.khmer_breaks import ZERO_WIDTH_SPACE, breakable, is_khmer, syllables, with_breaks

LETTERS = [chr(sign) for sign in range(0x1780, 0x17B4)]
ANY_SIGN = st.text([*map(chr, range(0x1780, 0x17EA)), *" .(a1", ZERO_WIDTH_SPACE], max_size=40)
SYLLABLES = st.builds(
    lambda letter, below, vowel: letter + (f"\u17d2{below}" if below else "") + vowel,
    st.sampled_from(LETTERS),
    st.sampled_from(["", *LETTERS[:30]]),
    st.sampled_from(["", "\u17b6", "\u17be", "\u17bb\u17c6"]),
)
NEVER_FIRST = {chr(sign) for sign in (*range(0x17B4, 0x17D4), 0x17DD)}
SENTENCES = [*khmer.STATUS_SENTENCES.values(), *khmer.WHAT_TO_DO.values()]


@given(ANY_SIGN)
def test_nothing_is_lost_but_the_marks_of_breaks(text: str) -> None:
    assert "".join(breakable(text)) == text.replace(ZERO_WIDTH_SPACE, "")
    assert "".join(syllables(text)) == text


@given(st.lists(SYLLABLES, max_size=12).map("".join))
def test_no_line_begins_with_a_vowel_a_sign_or_a_letter_below_the_line(text: str) -> None:
    pieces = breakable(text)
    assert not NEVER_FIRST & {piece[0] for piece in pieces}
    assert not any(piece.endswith("\u17d2") for piece in pieces)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("សំណុំឯកសារកំពុងត្រូវបានដោះស្រាយ។", ("សំណុំឯកសារ", "កំពុង", "ត្រូវបាន", "ដោះស្រាយ។")),
        ("សូមសួរ (1022) ឬ H53.19-260115-0001", ("សូម", "សួរ ", "(1022) ", "ឬ ", "H53.19-260115-0001")),
        (f"កូន{ZERO_WIDTH_SPACE}ឆ្មា", ("កូន", "ឆ្មា")),
        ("កុងស៊ុល", ("កុង", "ស៊ុល")),  # no word that we know: by syllables, each with the letter that closes it
        ("", ()),
    ],
)
def test_known_words_stay_whole_and_others_break_between_syllables(text: str, pieces: tuple[str, ...]) -> None:
    assert breakable(text) == pieces


@pytest.mark.parametrize("sentence", SENTENCES)
def test_our_own_sentences_can_be_broken_and_keep_their_stops(sentence: str) -> None:
    pieces = breakable(sentence)
    assert len(pieces) >= 4
    assert not any(piece.startswith("។") for piece in pieces)
    assert with_breaks(sentence).replace(ZERO_WIDTH_SPACE, "") == sentence


def test_a_screen_gets_a_zero_width_space_wherever_a_line_may_end() -> None:
    assert with_breaks("សូមរង់ចាំ មួយនាទី") == "សូម\u200bរង់ចាំ មួយ\u200bនាទី"
    assert with_breaks("Xin chờ") == "Xin chờ"
    assert not is_khmer("Xin chờ")
