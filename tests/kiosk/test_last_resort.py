"""When the kiosk's own program breaks."""

import logging

import pytest

from kiosk.last_resort import MOST, WITHIN_SECONDS, LastResort, broken_where

NAME = "Nguyễn Thị Bích Ngọc"


def stay() -> None:
    """For tests that look at nothing else."""


def broken() -> Exception:
    """A failure that came through a function, with a citizen's name in its words."""
    try:
        raise ValueError(NAME)
    except ValueError as failure:
        return failure


def test_the_log_says_what_broke_and_where_and_nothing_of_anybody(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        LastResort(stay).mend(broken())
    assert "ValueError < test_last_resort.py" in caplog.text
    assert NAME not in caplog.text
    assert "broken" in broken_where(broken())


def test_what_breaks_now_and_then_never_ends_the_program() -> None:
    now = 0.0
    resort = LastResort(stay, lambda: now)
    for _ in range(10 * MOST):
        resort.mend(broken())
        now += WITHIN_SECONDS


def test_who_is_called_again_and_again_is_called_again_after_a_failure_until_there_are_too_many() -> None:
    went_home: list[str] = []
    resort = LastResort(lambda: went_home.append("home"))

    def work(words: str) -> None:
        raise ValueError(words)

    for _ in range(MOST - 1):
        resort.around(work)(NAME)
    assert went_home == ["home"] * (MOST - 1)
    with pytest.raises(SystemExit):
        resort.around(work)(NAME)
