"""How long names become short ones."""

import pytest

from sms_bridge.writing.shortening import KINDS, SUBJECTS, abbreviated, cut, cut_fairly, initials


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ủy ban nhân dân thành phố Tây Ninh", "UBND TP Tây Ninh"),
        ("Phòng Tài chính – Kế hoạch", "P. Tài chính – Kế hoạch"),
        ("Văn phòng đăng ký đất đai", "VP đăng ký đất đai"),
        ("Cục Thuế Hải Phòng", "Cục Thuế Hải Phòng"),
        ("", ""),
    ],
)
def test_an_office_has_its_customary_abbreviation(name: str, short: str) -> None:
    assert abbreviated(name, KINDS) == short


def test_its_subject_is_abbreviated_only_where_that_is_asked_for() -> None:
    assert abbreviated("Phòng Tài chính – Kế hoạch", {**SUBJECTS, **KINDS}) == "P. TCKH"


@pytest.mark.parametrize(
    ("name", "short"), [("Trần Thị Bình", "T.T.Bình"), ("Bình", "Bình"), ("", ""), ("  Lê   Hoa ", "L.Hoa")]
)
def test_of_a_person_the_given_name_stays_whole(name: str, short: str) -> None:
    assert initials(name) == short


def test_what_is_cut_shows_it_and_what_would_say_nothing_is_left_out() -> None:
    assert cut("Tran Thi Binh", 13) == "Tran Thi Binh"
    assert cut("Tran Thi Binh", 11) == "Tran Thi.."
    assert cut("Tran Thi Binh", 5) == ""


def test_short_names_stay_whole_and_long_ones_share_the_room_equally() -> None:
    assert cut_fairly(["a" * 50, "Binh", "b" * 50], 44) == ["a" * 18 + "..", "Binh", "b" * 18 + ".."]


@pytest.mark.parametrize("room", range(-5, 60))
def test_the_names_never_take_more_than_the_room(room: int) -> None:
    assert sum(map(len, cut_fairly(["Tran Thi Binh", "", "P. Tai chinh", "UBND TP Tay Ninh"], room))) <= max(room, 0)
