"""What is broken is told once when it breaks and once when it works again."""

import logging
import threading
from pathlib import Path

import pytest

from kiosk.care.disk import Disk
from kiosk.care.faults import Faults
from kiosk.care.starts import count_start
from kiosk.centre.fleeting_key import memory_folder
from kiosk.errors import CentreAway, PaperLow, PaperOut
from kiosk.flow.events import Event, FaultFound, FaultGone, RefreshDue


def test_a_fault_is_told_when_it_comes_and_when_it_goes() -> None:
    posted: list[Event] = []
    faults = Faults(posted.append)
    for broken in (False, True, True, False, False):
        faults.tell(PaperLow, broken)
    assert posted == [FaultFound("paper_low"), FaultGone("paper_low")]


def test_what_others_post_counts_too_and_all_else_goes_through() -> None:
    posted: list[Event] = []
    faults = Faults(posted.append)
    for event in (FaultFound("camera_unavailable"), FaultFound("camera_unavailable"), RefreshDue(), RefreshDue()):
        faults.post(event)
    assert posted == [FaultFound("camera_unavailable"), RefreshDue(), RefreshDue()]
    assert faults.now == {"camera_unavailable"}


def test_each_change_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    faults = Faults(lambda _: None)
    for broken in [True] * 50 + [False] * 50:
        faults.tell(CentreAway, broken)
    assert [record.getMessage() for record in caplog.records] == ["centre_away: found", "centre_away: gone"]


def test_a_full_disk_is_told_and_one_with_room_again_is_well(tmp_path: Path) -> None:
    faults = Faults(lambda _: None)
    disk = Disk(tmp_path / "not there yet", faults)
    disk.look()
    assert faults.now == frozenset()
    disk.wrote(False)
    disk.look()
    assert faults.now == {"disk_full"}
    disk.wrote(True)
    assert faults.now == frozenset()
    Disk(tmp_path, faults, least_free=10**18).look()
    assert faults.now == {"disk_full"}


def test_starts_are_counted_where_power_off_forgets_them(tmp_path: Path) -> None:
    assert [count_start(tmp_path), count_start(tmp_path), count_start(None)] == [0, 1, 0]
    (tmp_path / "starts").write_text("rubbish")
    assert count_start(tmp_path) == 0


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"RUNTIME_DIRECTORY": "/run/motcua-kiosk", "XDG_RUNTIME_DIR": "/run/user/7"}, "/run/motcua-kiosk"),
        ({"XDG_RUNTIME_DIR": "/run/user/7"}, "/run/user/7/motcua-kiosk"),
        ({}, "/run/motcua-kiosk"),
    ],
)
def test_the_memory_only_folder_is_the_one_that_systemd_or_the_session_gives(
    environment: dict[str, str], folder: str
) -> None:
    assert memory_folder(environment) == Path(folder)


def test_what_two_threads_say_arrives_in_the_order_in_which_it_counted() -> None:
    """A fault that is gone must not stay on the screen because the word of its coming was slower."""
    posted: list[Event] = []
    began, may_go_on = threading.Event(), threading.Event()

    def post(event: Event) -> None:
        if isinstance(event, FaultFound):
            began.set()
            may_go_on.wait(5)
        posted.append(event)

    faults = Faults(post)
    finder = threading.Thread(target=faults.tell, args=(PaperOut, True))
    mender = threading.Thread(target=faults.tell, args=(PaperOut, False))
    finder.start()
    began.wait(5)
    mender.start()
    mender.join(0.1)
    may_go_on.set()
    for thread in (finder, mender):
        thread.join()
    assert posted == [FaultFound("paper_out"), FaultGone("paper_out")]
