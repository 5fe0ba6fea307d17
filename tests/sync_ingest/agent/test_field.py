"""What a profile tells of its field, and what the agent makes of it."""

import pytest

from lookup_api.domain.procedure import ProcedureRef
from sync_ingest.agent.errors import ProfileNotReadable
from sync_ingest.agent.reading.mapping import map_row
from sync_ingest.agent.reading.profile import Profile, read_profile
from tests.builders import AGENCY, a_code

FIELD = """
name = "Thử"
article = "4.3.g"
field = "Cấp số nhà"
[[procedures]]
code = "1.001612"
name = "Đăng ký thành lập hộ kinh doanh"
words = ["TL", "Thành lập mới"]
[[steps]]
name = "Tiếp nhận"
unit = "Một cửa"
status = 2
hours = 4
[[hand_overs]]
to = "CCT"
purpose = "Cấp mã số thuế"
[[feeds]]
name = "ho_so"
query = "SELECT * FROM hs"
key = "id"
columns = { code = "so", status = "tt", occurred_at = "ngay", procedure_code = "loai", procedure_name = "ten" }
statuses = { XONG = 9 }
agencies = { CCT = "H53.20" }
"""


@pytest.fixture
def profile() -> Profile:
    return read_profile(FIELD)


def procedure_of(profile: Profile, code: str | None, name: str | None = None) -> ProcedureRef | None:
    row = {"ID": 1, "SO": a_code(), "TT": "XONG", "NGAY": "2026-11-23 09:00:00", "LOAI": code, "TEN": name}
    return map_row(profile.feeds[0], row, AGENCY).delivery.update.procedure


@pytest.mark.parametrize("word", ["TL", "tl ", "thành lập  mới", "1.001612"])
def test_a_departments_own_key_of_a_procedure_is_told_by_its_national_code_and_name(
    profile: Profile, word: str
) -> None:
    assert procedure_of(profile, word) == ProcedureRef("1.001612", "Đăng ký thành lập hộ kinh doanh", "Cấp số nhà")


def test_a_name_that_the_row_says_goes_before_that_of_the_profile(profile: Profile) -> None:
    named = procedure_of(profile, "TL", "Thành lập hộ")
    assert named == ProcedureRef("1.001612", "Thành lập hộ", "Cấp số nhà")


def test_a_procedure_that_the_profile_does_not_know_is_told_as_the_row_has_it(profile: Profile) -> None:
    assert procedure_of(profile, "2.000720", "Thay đổi") == ProcedureRef("2.000720", "Thay đổi", "")


def test_a_row_without_a_procedure_tells_none(profile: Profile) -> None:
    assert procedure_of(profile, None) is None


@pytest.mark.parametrize(
    ("was", "instead", "reason"),
    [
        ('code = "1.001612"', 'code = "1001612"', "procedures.0.code"),
        ("status = 2", "status = 11", "steps.0.status"),
        ("hours = 4", "hours = 0", "steps.0.hours"),
        ("hours = 4", "days = 4", "steps.0.days"),
        ('to = "CCT"', 'to = "TAX"', "no feed's agencies list TAX"),
        ('article = "4.3.g"', 'article = "4.3 g"', "article"),
        ("[[steps]]", '[[procedures]]\ncode = "2.000720"\nname = "Khác"\nwords = ["tl"]\n[[steps]]', "the word tl"),
    ],
)
def test_what_is_wrong_with_a_field_is_said(was: str, instead: str, reason: str) -> None:
    assert was in FIELD
    with pytest.raises(ProfileNotReadable, match=reason):
        read_profile(FIELD.replace(was, instead))
