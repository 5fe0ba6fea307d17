"""The pages of docs/ lead somewhere, and what they tell people to type is there."""

import re
from pathlib import Path

import click
import pytest

import kiosk.main
import sync_ingest.agent.main
import sync_ingest.main  # which adds the quarantine to the commands
from provisioning.cli import commands as provision
from sync_ingest.cli import commands as ingest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
COMMAND = re.compile(r"\bmotcua-(ingest|provision|agent|kiosk) ([a-z-]+)(?: ([a-z-]+))?")
PROGRAMS: dict[str, click.Command] = {
    "ingest": ingest,
    "provision": provision,
    "agent": sync_ingest.agent.main.cli,
    "kiosk": kiosk.main.cli,
}


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_command_that_a_page_tells_people_to_type_exists(page: Path) -> None:
    for program, word, further in COMMAND.findall(page.read_text("utf-8")):
        command = PROGRAMS[program]
        assert isinstance(command, click.Group)
        assert word in command.commands, f"motcua-{program} {word}"
        group = command.commands[word]
        if isinstance(group, click.Group) and further:
            assert further in group.commands, f"motcua-{program} {word} {further}"


def test_the_two_commands_of_the_readme_and_all_that_ci_runs_are_targets_of_make() -> None:
    readme, makefile = (ROOT / "README.md").read_text("utf-8"), (ROOT / "Makefile").read_text("utf-8")
    told = re.findall(r"^make ([a-z-]+)", readme, re.MULTILINE)
    assert told == ["demo", "test"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in [*told, "check"])


def test_no_file_of_the_project_names_a_package_registry() -> None:
    for name in ("constraints.txt", "pyproject.toml", "Makefile", "tools/setup", "tools/constraints"):
        assert "://" not in (ROOT / name).read_text("utf-8").replace("sqlite:///", ""), name


def test_the_first_screen_of_the_readme_says_what_it_is_shows_it_and_gives_the_two_commands() -> None:
    first = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:22])
    assert all(words in first for words in ("where a dossier stands", "docs/pictures/", "make demo", "make test"))
