"""The program itself: a window, a camera picture that is decoded, a socket to the centre."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import cv2
import pytest
from PIL import Image

from kiosk.last_resort import MOST
from kiosk.scanning.decode import Symbology
from lookup_api.domain.status import Status
from tests.kiosk.broken_kiosk import SEEN
from tests.kiosk.builders import CODE, OFFICER, an_answer
from tests.kiosk.centre import Centre
from tests.kiosk.display import running_display
from tests.kiosk.pictures import a_code, a_frame
from tests.kiosk.program import END_SECONDS, enrolled, running_kiosk
from tests.waiting import eventually

LINK = f"https://tracuu.example.vn/r/{CODE}/ABCD1234"


@pytest.fixture
def centre() -> Iterator[Centre]:
    """A centre that knows one dossier."""
    centre = Centre(an_answer())
    yield centre
    centre.close()


@pytest.fixture
def settings(centre: Centre, tmp_path: Path) -> dict[str, str]:
    """A small window, an enrolled kiosk, no camera."""
    return {
        "MOTCUA_KIOSK_LOOKUP_URL": centre.url,
        "MOTCUA_KIOSK_STATE_FOLDER": str(enrolled(tmp_path / "state")),
        "MOTCUA_KIOSK_CAMERA": "",
        "MOTCUA_KIOSK_WIDTH": "270",
        "MOTCUA_KIOSK_HEIGHT": "480",
        "MOTCUA_KIOSK_REFRESH_SECONDS": "0.2",
    }


def test_a_receipt_before_the_camera_becomes_a_status_that_follows_the_centre(
    centre: Centre, settings: dict[str, str], tmp_path: Path
) -> None:
    frames = tmp_path / "frames"
    frames.mkdir()
    receipt = a_frame(a_code(LINK, Symbology.QR, dots=6), tilt=8, noise=5)
    for number, frame in enumerate([a_frame()] * 8 + [receipt] * 20):
        cv2.imwrite(str(frames / f"f{number:04d}.jpg"), frame)
    with running_kiosk(tmp_path, settings | {"MOTCUA_KIOSK_CAMERA": str(frames)}) as kiosk:
        kiosk.shows("result-processing-vi", code=CODE, officer=OFFICER, version="4")
        assert (centre.asked[0], centre.secrets[0], centre.signed) == (f"/v1/dossiers/{CODE}", "ABCD1234", True)
        centre.answer = an_answer(status=Status.FINISHED, version=5)
        line = kiosk.shows("result-finished-vi", status="Đã xử lý xong", version="5")
        assert line["wall_ms"] > kiosk.drawn()[0]["wall_ms"]
        eventually((kiosk.folder / "result-finished-vi.png").exists)
        assert kiosk.end() == 0
    assert Image.open(kiosk.folder / "result-finished-vi.png").size == (270, 480)


def test_an_idle_kiosk_comes_home_by_itself(settings: dict[str, str], tmp_path: Path) -> None:
    frames = tmp_path / "frames"
    frames.mkdir()
    cv2.imwrite(str(frames / "f0000.jpg"), a_frame(a_code(LINK, Symbology.QR, dots=6)))
    quick = {"MOTCUA_KIOSK_ASK_AFTER_SECONDS": "1.5", "MOTCUA_KIOSK_LEAVE_AFTER_SECONDS": "1"}
    with running_kiosk(tmp_path, settings | quick | {"MOTCUA_KIOSK_CAMERA": str(frames)}) as kiosk:
        kiosk.shows("result")
        kiosk.shows("more_time")
        line = kiosk.shows("welcome")
        assert not [text for text in line["texts"] if CODE in text or OFFICER in text]


def test_a_screen_that_breaks_ends_the_session_and_only_when_it_does_so_for_ever_the_program(
    settings: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with (
        running_display(270, 480) as display,
        running_kiosk(tmp_path, settings | display.settings, "tests.kiosk.broken_kiosk") as kiosk,
    ):
        kiosk.shows("welcome")
        for times in range(1, MOST + 1):
            display.touch(*kiosk.place("English"))
            kiosk.shows("welcome-en")
            display.type(CODE)
            eventually(partial(_says, log, "A screen broke: ValueError < broken", times))
        assert kiosk.process.wait(END_SECONDS) == 1
    assert SEEN not in log.read_text()
    assert "Traceback" not in log.read_text()


def test_a_kiosk_that_was_never_enrolled_still_draws_and_says_so(settings: dict[str, str], tmp_path: Path) -> None:
    bare = settings | {"MOTCUA_KIOSK_STATE_FOLDER": str(tmp_path / "nothing")}
    with running_kiosk(tmp_path, bare) as kiosk:
        kiosk.shows("welcome-vi", number="M21 M23")
        assert kiosk.end() == 0


def test_a_hand_held_scanner_and_a_finger_work_on_a_real_display(settings: dict[str, str], tmp_path: Path) -> None:
    with running_display(270, 480) as display, running_kiosk(tmp_path, settings | display.settings) as kiosk:
        kiosk.shows("welcome")
        display.type(CODE)
        kiosk.shows("result", code=CODE)
        display.touch(0.75, 0.95)  # Xong
        kiosk.shows("welcome")


def test_a_real_keyboard_opens_the_staffs_door_and_leaves_it(settings: dict[str, str], tmp_path: Path) -> None:
    staff = {"MOTCUA_KIOSK_STAFF_CODE": "2468"}
    with running_display(270, 480) as display, running_kiosk(tmp_path, settings | staff | display.settings) as kiosk:
        kiosk.shows("welcome")
        display.press("ctrl+alt+s")
        kiosk.shows("staffdoor")
        display.type("2468")
        kiosk.shows("staff-")
        display.press("Escape")
        kiosk.shows("welcome")


def _says(log: Path, words: str, times: int) -> bool:
    return log.read_text().count(words) == times
