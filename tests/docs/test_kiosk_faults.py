"""docs/kiosk-faults.md says of each problem what the screen says."""

from pathlib import Path

from tests.docs.faults_table import tables

PAGE = Path(__file__).parents[2] / "docs/kiosk-faults.md"


def test_the_page_lists_every_problem_with_the_words_of_the_screen() -> None:
    assert "\n".join(tables()).strip() in PAGE.read_text("utf-8"), "renew it with: python -m tests.docs.faults_table"
