"""What every channel tells of the offices comes from one file."""

import re
from pathlib import Path

import pytest

from lookup_api.site_file import SiteFacts, SiteNotReadable, read_site

OPERATIONS = Path(__file__).parents[2] / "docs/operations.md"
UNIT = '[[units]]\nname = "Bộ phận một cửa"\n'


def test_the_file_that_the_documentation_shows_is_read(tmp_path: Path) -> None:
    [shown] = re.findall(r"```toml\n(name = .*?)```", OPERATIONS.read_text("utf-8"), re.DOTALL)
    (tmp_path / "site.toml").write_text(shown, encoding="utf-8")
    facts = read_site(tmp_path / "site.toml")
    assert facts.hotline == "0276 3000 000"
    assert (len(facts.units), len(facts.kiosks)) == (2, 1)


def test_the_example_of_the_interface_is_one_too() -> None:
    example = SiteFacts.model_json_schema()["example"]
    assert SiteFacts.model_validate(example).model_dump(mode="json") == example


def test_without_a_file_nothing_is_told() -> None:
    assert read_site() == SiteFacts()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("hotline = ", "Invalid value"),
        ("hotlin = '1022'", "hotlin: Extra inputs"),
        (UNIT, "units.0.address: Field required"),
        ("hotline = 'gọi số 1022'", "hotline: String should match pattern"),
        ("hotline = '0276 3000 000 hoặc 1022'", "hotline: String should have at most 20"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_one_sentence(tmp_path: Path, text: str, fault: str) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(SiteNotReadable) as told:
        read_site(broken)
    assert str(told.value).startswith(f"{broken}: {fault}")
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SiteNotReadable, match=r"none\.toml"):
        read_site(tmp_path / "none.toml")
