"""The main job as a whole: the same story that `make demo-check` tells, with a smaller province."""

from pathlib import Path

import pytest

from tests.sample_site import demo_check


def test_a_departments_change_reaches_every_channel_and_nothing_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo_check.main(tmp_path / "site", dossiers=100) == 0, capsys.readouterr().err
    told = capsys.readouterr().out
    assert all(channel in told for channel in ("JSON API", "public page", "SMS reply", "kiosk screen"))
