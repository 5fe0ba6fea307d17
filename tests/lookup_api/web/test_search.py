"""Search forgives what people leave out or mistype, and puts first what they meant."""

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.wording import without_accents
from lookup_api.web.search import Found, Index, Text, fold, mark, spell, words_of
from tests.sample_site.catalogue import PROCEDURES

NAMES = [procedure.ref.name for procedure in PROCEDURES]


def indexed(*names: str) -> Index:
    return Index([[name] for name in names], [[Text(name, 8)] for name in names])


INDEX = indexed(*NAMES)
named = st.sampled_from(NAMES)


def first(wanted: str, index: Index = INDEX, names: list[str] = NAMES) -> str:
    return names[index.find(wanted).positions[0]]


@given(named)
def test_a_name_without_accents_is_found_first(name: str) -> None:
    assert fold(first(without_accents(name).lower())) == fold(name)


@given(named)
def test_capital_letters_and_letters_in_pieces_change_nothing(name: str) -> None:
    assert INDEX.find(unicodedata.normalize("NFD", name).upper()) == INDEX.find(name)


@given(named, st.randoms())
def test_words_are_found_in_any_order(name: str, chance: Random) -> None:
    words = words_of(name)[:8]
    chance.shuffle(words)
    assert NAMES.index(name) in INDEX.find(" ".join(words)).positions


@given(named, st.integers(min_value=2, max_value=60))
def test_a_name_is_found_while_its_last_word_is_half_typed(name: str, length: int) -> None:
    typed = name[:length]
    if len(words_of(typed)[-1]) >= 2:
        assert NAMES.index(name) in INDEX.find(typed).positions


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    found = INDEX.find(typed)
    assert len(set(found.positions)) == len(found.positions)


@given(st.text(max_size=60))
def test_marking_changes_no_letter(text: str) -> None:
    plain = mark(text, frozenset(map(spell, words_of(text)[::2]))).replace("<mark>", "").replace("</mark>", "")
    assert plain.unescape() == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(("typed", "meant"), [("hộ", "Hộ chiếu"), ("hồ", "Hồ chứa"), ("hổ", "Hổ nuôi nhốt")])
def test_right_accents_count(typed: str, meant: str) -> None:
    names = ["Hổ nuôi nhốt", "Hồ chứa", "Hộ chiếu"]
    assert first(typed, indexed(*names), names) == meant


def test_accents_that_are_typed_leave_out_what_has_others_unless_nothing_has_them() -> None:
    index = indexed("Cấp đổi sổ đỏ", "Sở hữu do thừa kế")
    assert index.find("sổ đỏ") == Found((0,), frozenset({spell("sổ"), spell("đỏ")}))
    assert set(index.find("so do").positions) == set(index.find("sộ đõ").positions) == {0, 1}


def test_a_tone_may_stand_on_either_letter() -> None:
    assert indexed("Hoa màu", "Hoà giải").find("hòa").positions == (1,)


def test_a_phrase_by_which_people_know_it_counts_as_a_name() -> None:
    texts = [[Text("Do sổ sách", 8)], [Text("Cấp đổi sổ đỏ", 8)]]
    assert Index([["Do sổ sách"], ["Cấp đổi", "sổ đỏ"]], texts).find("so do").positions == (1, 0)


def test_a_name_counts_more_than_a_paper_and_a_phrase_more_than_its_words() -> None:
    names = ["Khai sinh", "Kết hôn", "Sinh con, khai thuế"]
    texts = [[Text(names[0], 8)], [Text(names[1], 8), Text("Giấy khai sinh", 1)], [Text(names[2], 8)]]
    assert Index([[name] for name in names], texts).find("khai sinh").positions == (0, 2, 1)


@pytest.mark.parametrize("typed", ["khai sihn", "kahi sinh", "khai sin", "khai xinh sinh"])
def test_a_mistyped_word_is_forgiven(typed: str) -> None:
    assert indexed("Khai sinh").find(typed).positions == (0,)


def test_figures_are_not_mended_and_nonsense_finds_nothing() -> None:
    index = indexed("Mẫu 1234")
    assert index.find("1234").positions == (0,)
    assert index.find("1235").positions == ()
    assert index.find("").positions == ()
    assert index.find("?!").positions == ()


def test_what_shares_half_of_the_words_or_less_is_not_meant() -> None:
    index = indexed("Cấp lại giấy khai sinh")
    assert index.find("khai sinh cho con").positions == ()
    assert index.find("khai sinh cấp lại con").positions == (0,)


def test_words_that_stand_together_are_marked_in_one_go() -> None:
    marked = mark("Cấp & đổi giấy phép", frozenset({spell("đổi"), spell("giấy")}))
    assert marked == "Cấp &amp; <mark>đổi giấy</mark> phép"
