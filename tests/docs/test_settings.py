"""docs/settings.md says what an operator may set, and nothing else."""

from pathlib import Path

import pytest

from tests.docs.settings_table import PROGRAMS, settings_of, tables

PAGE = Path(__file__).parents[2] / "docs/settings.md"


def test_the_page_lists_every_setting_of_every_program_as_it_is() -> None:
    assert "\n".join(tables()).strip() in PAGE.read_text("utf-8"), "renew it with: python -m tests.docs.settings_table"


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_setting_says_what_it_means(program: str) -> None:
    assert [setting.name for setting in settings_of(PROGRAMS[program]) if not setting.meaning] == []
