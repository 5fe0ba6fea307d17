"""What the camera's thread reports."""

from dataclasses import dataclass, field

import pytest

from kiosk.errors import CameraUnavailable
from kiosk.flow.events import CodeRead, Event, FaultFound, FaultGone, SomethingHeld
from kiosk.hardware.recording_camera import RecordingCamera
from kiosk.question import Grammar
from kiosk.scanning.decode import Symbology
from kiosk.scanning.presence import Presence
from kiosk.scanning.slot import Frame
from kiosk.scanning.watch import Watcher
from tests.kiosk.builders import CODE, a_question
from tests.kiosk.pictures import a_code, a_frame
from tests.waiting import eventually

RECEIPT = a_frame(a_code(CODE, Symbology.CODE128, dots=4))


@dataclass
class UnpluggedCamera(RecordingCamera):
    """Gives nothing while it is unplugged."""

    plugged: bool = False
    frames: list[int] = field(default_factory=list)

    def newest(self, after_ns: int) -> Frame | None:
        """See Camera."""
        if not self.plugged:
            raise CameraUnavailable
        return RecordingCamera.newest(self, after_ns)


def test_a_receipt_that_is_held_up_is_noticed_and_read_once() -> None:
    events: list[Event] = []
    watcher = Watcher(RecordingCamera([a_frame(), *[RECEIPT] * 6]), Grammar(), events.append)
    for _ in range(7):
        watcher.look()
    assert events[0] == SomethingHeld()
    assert [event for event in events if isinstance(event, CodeRead)] == [CodeRead(a_question())]


def test_a_paper_that_stays_is_read_again_only_when_somebody_asks() -> None:
    events: list[Event] = []
    watcher = Watcher(RecordingCamera([a_frame(), RECEIPT]), Grammar(), events.append)
    for _ in range(8):
        watcher.look()
    watcher.look_afresh()
    for _ in range(4):
        watcher.look()
    assert events.count(CodeRead(a_question())) == 2


def test_a_lost_camera_is_reported_once_and_so_is_its_return() -> None:
    events: list[Event] = []
    camera = UnpluggedCamera([a_frame()])
    watcher = Watcher(camera, Grammar(), events.append)
    for plugged in (False, False, True, True, False):
        camera.plugged = plugged
        watcher.look()
    lost, back = FaultFound("camera_unavailable"), FaultGone("camera_unavailable")
    assert events == [lost, back, lost]


def test_the_thread_looks_by_itself_and_ends_when_it_is_told() -> None:
    events: list[Event] = []
    camera = RecordingCamera([a_frame(), RECEIPT])
    watcher = Watcher(camera, Grammar(), events.append)
    watcher.start()
    assert eventually(lambda: CodeRead(a_question()) in events)
    watcher.stop()
    assert camera.closed
    assert watcher.thread is not None
    assert not watcher.thread.is_alive()


@pytest.mark.parametrize(("tilt", "held"), [(0, True), (30, True)])
def test_presence_sees_a_paper(tilt: float, held: bool) -> None:
    presence = Presence()
    presence.look(a_frame(noise=6))
    assert presence.look(a_frame(a_code(CODE, Symbology.CODE128, dots=4), tilt, noise=6)) is held


def test_presence_learns_what_stays() -> None:
    presence = Presence()
    presence.look(a_frame())
    seen = [presence.look(RECEIPT) for _ in range(200)]
    assert (seen[0], seen[-1]) == (True, False)
