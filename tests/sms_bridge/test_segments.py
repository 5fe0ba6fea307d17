"""What a text costs on the air."""

import pytest

from sms_bridge.writing.segments import accented, count_parts, plain


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("{" * 80, 1),  # a sign of the second table counts twice
        ("{" * 81, 2),
        ("ồ" * 70, 1),
        ("ồ" * 71, 2),
        ("ồ" * 134, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_parts_are_counted_as_the_network_counts_them(text: str, parts: int) -> None:
    assert count_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Phòng Tài chính – Kế hoạch", "Phong Tai chinh - Ke hoach"),
        ("Đặng Thị Mỹ Hạnh", "Dang Thi My Hanh"),
        ("“Một Cửa” [tầng 1]…", '"Mot Cua" (tang 1)...'),
        ("50.000₫ 😀", "50.000 "),
        ("Nguyễn", "Nguyen"),
        ("a\x00b\x1bc\ttab", "abc tab"),
    ],
)
def test_plain_text_has_the_signs_of_gsm_7_only(text: str, written: str) -> None:
    assert plain(text) == written


def test_accents_are_composed_because_the_same_text_in_nfd_costs_more() -> None:
    assert accented("Hồ sơ".encode().decode()) == "Hồ sơ"
    assert len(accented("Ho\u0302\u0300 so\u031b")) == 5
