"""The screen's side of the camera, with real processes behind it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from kiosk.flow.events import CodeRead, Event, FaultFound, FaultGone, SomethingHeld
from kiosk.hardware.kept_process import KeptProcess, Waits
from kiosk.hardware.video_camera import Patience, VideoCamera
from kiosk.question import Grammar
from kiosk.scanning.decode import Symbology
from kiosk.scanning.watch import Watcher
from tests.kiosk.builders import CODE, a_question
from tests.kiosk.pictures import a_code, a_frame
from tests.waiting import eventually

RECEIPT = a_frame(a_code(CODE, Symbology.CODE128, dots=4))
LOST, BACK = FaultFound("camera_unavailable"), FaultGone("camera_unavailable")
QUICK = Patience(picture=1.0, waits=Waits(first=0.05, longest=0.2))


class Watch:
    """A watcher at work, and what it posts."""

    def __init__(self, source: Path) -> None:
        self.events: list[Event] = []
        self.camera = VideoCamera(str(source), QUICK)
        self.watcher = Watcher(self.camera, Grammar(), self.events.append)
        self.watcher.start()

    def has_read(self, times: int = 1) -> bool:
        """Whether our receipt was read so many times."""
        return self.events.count(CodeRead(a_question())) >= times


@pytest.fixture(scope="module")
def receipt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A camera before which a receipt is held up for half a second in each second."""
    folder = tmp_path_factory.mktemp("receipt")
    for number, frame in enumerate([a_frame()] * 8 + [RECEIPT] * 8):
        cv2.imwrite(str(folder / f"f{number:04d}.jpg"), frame)
    return folder


@pytest.fixture(scope="module")
def watch(receipt: Path) -> Iterator[Watch]:
    """One that is stopped at the end."""
    watch = Watch(receipt)
    yield watch
    watch.watcher.stop()


def kill(kept: KeptProcess) -> int:
    """End a process as the kernel does when memory is short; its id."""
    assert kept.process is not None
    assert kept.process.pid is not None
    process = kept.process.pid
    os.kill(process, signal.SIGKILL)
    return process


def is_another(kept: KeptProcess, process: int) -> bool:
    """Whether a new process runs."""
    return kept.process is not None and kept.process.pid not in (None, process)


def test_a_receipt_is_read_by_the_processes_and_the_screen_hears_of_it(watch: Watch) -> None:
    eventually(watch.has_read)
    assert SomethingHeld() in watch.events
    assert LOST not in watch.events


def test_a_decoder_that_is_killed_is_begun_again_and_reads(watch: Watch) -> None:
    eventually(watch.has_read)
    process = kill(watch.watcher.decoder)
    eventually(lambda: is_another(watch.watcher.decoder, process))
    read = watch.events.count(CodeRead(a_question()))
    assert eventually(lambda: watch.has_read(read + 1))
    assert LOST not in watch.events


def test_a_camera_that_is_killed_is_begun_again_while_the_decoder_goes_on(watch: Watch) -> None:
    eventually(watch.has_read)
    decoder = watch.watcher.decoder.process
    read = watch.events.count(CodeRead(a_question()))
    process = kill(watch.camera.kept)
    eventually(lambda: is_another(watch.camera.kept, process))
    watch.watcher.look_afresh()
    assert eventually(lambda: watch.has_read(read + 1))
    assert watch.watcher.decoder.process is decoder


def test_a_camera_that_is_not_there_is_reported_once_and_so_is_its_coming(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "later")
    eventually(lambda: LOST in watch.events)
    (tmp_path / "later").mkdir()
    cv2.imwrite(str(tmp_path / "later" / "f0000.jpg"), a_frame())
    eventually(lambda: BACK in watch.events)
    watch.watcher.stop()
    assert watch.events == [LOST, BACK]


def test_nothing_is_left_running_when_it_is_stopped(receipt: Path) -> None:
    watch = Watch(receipt)
    eventually(watch.has_read)
    processes = [kept.process.pid for kept in (watch.camera.kept, watch.watcher.decoder) if kept.process]
    watch.watcher.stop()
    for process in processes:
        assert process
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_a_paper_that_lies_there_is_asked_for_again_when_somebody_wants_to_scan(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "f0000.jpg"), RECEIPT)
    watch = Watch(tmp_path)
    eventually(watch.has_read)
    watch.watcher.look_afresh()
    assert eventually(lambda: watch.has_read(2))
    watch.watcher.stop()
