"""The department systems that article 4.3 names: each has a profile, and here its sample of one."""

from importlib import import_module

from sync_ingest.agent.reading.profile import PROFILES, Profile, find_profile
from tests.sample_site.departments.schema import SampleDepartment

ARTICLES = ("4.3.d", "4.3.đ", "4.3.e", "4.3.g", "4.3.h", "4.3.i", "4.3.k", "4.3.l")


def profiles() -> dict[str, Profile]:
    """The profiles of these articles by their name, in the order of the articles."""
    ours = {path.stem: find_profile(path.stem) for path in PROFILES.glob("*.toml")}
    named = {name: profile for name, profile in ours.items() if profile.article in ARTICLES}
    return dict(sorted(named.items(), key=lambda one: ARTICLES.index(one[1].article)))


def find_department(name: str) -> SampleDepartment:
    """The sample department of the profile of this name."""
    department = import_module(f"tests.sample_site.departments.{name}").DEPARTMENT
    assert isinstance(department, SampleDepartment)
    return department
