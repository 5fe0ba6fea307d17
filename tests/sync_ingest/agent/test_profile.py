"""Profiles: what may stand in one, and what its reader says when it is wrong."""

from pathlib import Path

import pytest

from sync_ingest.agent.errors import ProfileNotReadable
from sync_ingest.agent.reading.profile import PROFILES, find_profile, read_profile

GOOD = """
name = "Thử"
[[feeds]]
name = "ho_so"
query = "SELECT * FROM hs"
key = "id"
columns = { code = "so_hs", status = "tt", occurred_at = "ngay" }
statuses = { XONG = 9 }
"""


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_profile_of_ours_can_be_read(path: Path) -> None:
    assert find_profile(path.stem).feeds


def test_a_profile_may_lie_in_a_file_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(GOOD, "utf-8")
    assert find_profile(str(tmp_path / "own.toml")).name == "Thử"


def test_one_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(ProfileNotReadable, match=r"or one of .*sample"):
        find_profile("no-such")


@pytest.mark.parametrize(
    ("was", "instead", "reason"),
    [
        ('status = "tt", ', "", "columns are needed for status"),
        ('code = "so_hs"', 'so = "so_hs"', "feeds.0.columns.so"),
        ('"so_hs"', '"số hồ sơ"', "the query can rename it"),
        ("XONG = 9", "XONG = 11", "feeds.0.statuses.XONG"),
        ('key = "id"', 'key = "id"\ntime_zone = "Asia/Nowhere"', "no such time zone"),
        ('key = "id"', 'key = "id"\ntext_encoding = "viscii"', "feeds.0.text_encoding"),
        ('key = "id"', 'key = "id"\nagencies = { CCT = "thuế" }', "not an agency's code"),
        ('key = "id"', 'key = "id"\nkeys = "id"', "feeds.0.keys"),
        ('query = "SELECT * FROM hs"', "", "a feed comes from one of query, table, files, national"),
        ('key = "id"', 'key = "id"\ntable = "HS"', "a feed comes from one of"),
        ('query = "SELECT * FROM hs"', 'files = {}\nwatermark = "ngay"', "files have a watermark of their own"),
        ('query = "SELECT * FROM hs"', 'national = "DongBoHoSoMC"\nwhole = true', "never are the whole"),
        ('query = "SELECT * FROM hs"', 'files = { encoding = "utf-9" }', "no such encoding"),
        ('query = "SELECT * FROM hs"', 'files = { pattern = "/srv/*.csv" }', "a pattern is of file names"),
        ('name = "Thử"', 'name = "Thử', "is not TOML"),
    ],
)
def test_what_is_wrong_with_a_profile_is_said(was: str, instead: str, reason: str) -> None:
    assert was in GOOD
    with pytest.raises(ProfileNotReadable, match=reason):
        read_profile(GOOD.replace(was, instead))


def test_two_feeds_of_one_name_are_refused() -> None:
    feed = GOOD.partition("[[feeds]]")[2]
    with pytest.raises(ProfileNotReadable, match="the same name"):
        read_profile(f"{GOOD}\n[[feeds]]{feed}")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('name = "Thử"\nfeeds = ["ho_so"]', "feeds.0"),
        (f'{GOOD}time_formats = ["%Y%Y"]', "%Y%Y is no form of a time"),
        (f'{GOOD}time_formats = ["%K"]', "%K is no form of a time"),
    ],
)
def test_whatever_stands_in_it_is_answered_in_words(text: str, reason: str) -> None:
    with pytest.raises(ProfileNotReadable, match=reason):
        read_profile(text)
