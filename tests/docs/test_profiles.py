"""docs/profiles.md lists every profile as it is."""

from pathlib import Path

from tests.docs.profiles_table import tables
from tests.sample_site.departments.known import profiles

PAGE = (Path(__file__).parents[2] / "docs/profiles.md").read_text("utf-8")


def test_the_page_lists_every_profile_as_it_is() -> None:
    for table in tables():
        assert table in PAGE, "renew it with: python -m tests.docs.profiles_table"


def test_the_page_names_every_profile_and_its_article() -> None:
    for name, profile in profiles().items():
        assert f"| {profile.article} | `{name}` |" in PAGE
