"""A real window for the tests that draw."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from kiosk.screens.surroundings import Window, prepare
from lookup_api.paper.typeface import font_path

if TYPE_CHECKING:
    from tests.kiosk.stage import Stage


@pytest.fixture(scope="session")
def kivy_is_set_up(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One window a process: Kivy has no second one. It is drawn in memory, with no display."""
    os.environ["SDL_VIDEODRIVER"] = "offscreen"
    prepare(Window(540, 960), (font_path(), font_path(bold=True)), tmp_path_factory.mktemp("kivy"))


@pytest.fixture
def stage(kivy_is_set_up: None) -> "Iterator[Stage]":
    """An empty board in the window."""
    from tests.kiosk.stage import Stage

    stage = Stage()
    yield stage
    stage.close()
