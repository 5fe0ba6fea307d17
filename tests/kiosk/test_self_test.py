"""The self-test of article 7.4: what is well, what is not, and that nothing can hang it."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event as Gate

import httpx
import numpy as np
import pytest

from kiosk.care.self_test_parts import check_frames, check_read_back
from kiosk.care.self_test_report import Check, CheckState, SelfTestReport
from kiosk.care.self_testing import lines_of
from kiosk.centre.probe import CentreProbe
from kiosk.errors import CameraUnavailable
from kiosk.hardware.ground_checks import check_centre, check_disk, check_identity
from kiosk.hardware.paper import Paper
from kiosk.hardware.part_checks import check_camera, check_printer, check_scanner, check_touch, check_voice
from kiosk.hardware.print_back import a_test_page
from kiosk.hardware.recording_camera import RecordingCamera
from kiosk.hardware.recording_printer import RecordingPrinter
from kiosk.hardware.self_test import Part, run_checks
from kiosk.scanning.decode import Symbology
from kiosk.scanning.slot import Frame, Picture
from provisioning.device.centre_time import CentreTime
from provisioning.device.identity import KEY_FILE
from tests.kiosk.builders import NOON
from tests.kiosk.letting_in import Doorkeeper
from tests.kiosk.pictures import a_code, a_frame
from tests.kiosk.program import enrolled

OK, WARNING, FAILED, SKIPPED = CheckState.OK, CheckState.WARNING, CheckState.FAILED, CheckState.SKIPPED
TOUCH_SCREEN = """\
I: Bus=0003 Vendor=0eef Product=0005 Version=0111
N: Name="eGalax Touchscreen"
H: Handlers=mouse1 event5
B: EV=1b
B: ABS=273800000000003

"""
MOUSE = 'N: Name="USB Optical Mouse"\nB: EV=17\nB: REL=903\n\n'
SCANNER = 'N: Name="Honeywell Imaging & Mobility 1900"\nB: EV=120013\n\n'


@pytest.fixture
def keeper() -> Iterator[Doorkeeper]:
    """A centre that lets everybody in."""
    keeper = Doorkeeper()
    yield keeper
    keeper.close()


def noisy(number: int) -> Picture:
    return np.random.default_rng(number).integers(90, 110, (36, 64), dtype=np.uint8)


def found(check: Check) -> tuple[CheckState, str]:
    return check.state, check.code


def devices(folder: Path, told: str) -> Path:
    (folder / "devices").write_text(told)
    return folder / "devices"


def test_a_report_is_well_unless_something_failed_and_says_so_as_json() -> None:
    well = SelfTestReport((Check("printer", WARNING, "paper_low", "soon"), Check("touch", SKIPPED)))
    assert well.as_json() == {
        "ok": True,
        "checks": [
            {"name": "printer", "state": "warning", "code": "paper_low", "detail": "soon"},
            {"name": "touch", "state": "skipped", "code": "", "detail": ""},
        ],
    }
    assert not SelfTestReport((Check("camera", FAILED, "camera_black"),)).ok


def test_parts_are_tested_side_by_side_and_one_that_hangs_is_left_behind() -> None:
    gate = Gate()
    parts = [
        Part("camera", lambda: Check("camera", OK) if gate.wait(60) else Check("camera", FAILED)),
        Part("disk", lambda: Check("disk", OK)),
        Part("printer", lambda: json.loads("")),
    ]
    report = run_checks(parts, seconds=0.2)
    gate.set()
    assert [(check.name, *found(check)) for check in report.checks] == [
        ("camera", FAILED, "test_hangs"),
        ("disk", OK, ""),
        ("printer", FAILED, "test_broken"),
    ]


def test_a_camera_that_gives_pictures_is_well() -> None:
    assert found(check_camera(RecordingCamera([noisy(n) for n in range(60)]).newest)) == (OK, "")


def test_a_camera_whose_lens_is_covered_or_whose_picture_stands_still_has_failed() -> None:
    assert found(check_camera(RecordingCamera([np.zeros((36, 64), np.uint8)]).newest)) == (FAILED, "camera_black")
    assert found(check_camera(RecordingCamera([noisy(1)]).newest)) == (FAILED, "camera_frozen")


def test_a_camera_that_gives_nothing_has_failed_and_none_is_skipped() -> None:
    def gone(after_ns: int) -> Frame | None:
        raise CameraUnavailable

    assert found(check_camera(gone, seconds=0.1)) == (FAILED, "camera_unavailable")
    assert found(check_camera(None)) == (SKIPPED, "")


@pytest.mark.parametrize(
    ("paper", "state", "code"),
    [
        (Paper.OK, OK, ""),
        (Paper.LOW, WARNING, "paper_low"),
        (Paper.OUT, FAILED, "paper_out"),
        (Paper.OFFLINE, FAILED, "printer_unavailable"),
        (Paper.UNKNOWN, WARNING, "paper_unknown"),
    ],
)
def test_the_printer_says_how_it_is(paper: Paper, state: CheckState, code: str) -> None:
    assert found(check_printer(RecordingPrinter(left=paper), seconds=0.1)) == (state, code)


def test_a_touch_screen_is_found_by_what_the_kernel_lists(tmp_path: Path) -> None:
    check = check_touch(False, devices(tmp_path, MOUSE + TOUCH_SCREEN))
    assert (found(check), check.detail) == ((OK, ""), "eGalax Touchscreen")
    assert found(check_touch(False, devices(tmp_path, MOUSE))) == (FAILED, "touch_unavailable")
    assert found(check_touch(False, tmp_path / "nothing")) == (FAILED, "touch_unavailable")
    assert found(check_touch(True, devices(tmp_path, MOUSE))) == (SKIPPED, "")


def test_a_hand_held_scanner_is_found_by_its_name_or_its_file(tmp_path: Path) -> None:
    assert found(check_scanner("evdev", devices(tmp_path, SCANNER))) == (OK, "")
    assert found(check_scanner("evdev", devices(tmp_path, MOUSE))) == (FAILED, "scanner_unavailable")
    assert found(check_scanner(f"evdev:{tmp_path / 'devices'}", tmp_path)) == (OK, "")
    assert found(check_scanner("evdev:/dev/input/by-id/nothing")) == (FAILED, "scanner_unavailable")
    assert found(check_scanner("keys")) == (SKIPPED, "")


def test_a_kiosk_that_cannot_read_aloud_is_warned_of() -> None:
    assert found(check_voice("espeak")) == (OK, "")
    assert found(check_voice("espeak", "no-such-synthesiser")) == (WARNING, "voice_unavailable")
    assert found(check_voice("none")) == (SKIPPED, "")


@pytest.mark.parametrize(
    ("refusal", "hours", "network", "clock"),
    [
        ("", 0, (OK, ""), (OK, "")),
        ("", 3, (OK, ""), (FAILED, "clock_wrong")),
        ("signature_too_old", 3, (FAILED, "clock_wrong"), (FAILED, "clock_wrong")),
        ("device_revoked", 0, (FAILED, "out_of_service"), (WARNING, "clock_unknown")),
    ],
)
def test_network_and_clock_are_what_the_centre_says(
    keeper: Doorkeeper, refusal: str, hours: int, network: object, clock: object
) -> None:
    keeper.refusal, keeper.ahead = refusal, timedelta(hours=hours)
    checks = check_centre(CentreProbe(httpx.Client(base_url=keeper.url), CentreTime()))
    assert [found(check) for check in checks] == [network, clock]


def test_a_centre_that_does_not_answer_fails_the_network() -> None:
    network, clock = check_centre(CentreProbe(httpx.Client(base_url="http://127.0.0.1:9"), CentreTime()))
    assert (found(network), found(clock)) == ((FAILED, "centre_away"), (WARNING, "clock_unknown"))


def test_a_disk_is_well_when_a_file_can_be_written(tmp_path: Path) -> None:
    assert found(check_disk(tmp_path / "state")) == (OK, "")
    assert list((tmp_path / "state").iterdir()) == []
    (tmp_path / "file").write_text("")
    assert found(check_disk(tmp_path / "file")) == (FAILED, "disk_full")


def test_an_identity_is_well_when_it_is_there_and_its_key_is_the_owners_alone(tmp_path: Path) -> None:
    assert found(check_identity(tmp_path)) == (FAILED, "not_enrolled")
    assert found(check_identity(enrolled(tmp_path))) == (OK, "")
    (tmp_path / KEY_FILE).chmod(0o644)
    assert found(check_identity(tmp_path)) == (FAILED, "key_exposed")


def test_a_running_screen_is_well_while_frames_are_drawn() -> None:
    assert found(check_frames(None, 5.0)) == (FAILED, "screen_dark")
    assert found(check_frames(-1e9, 5.0)) == (FAILED, "screen_dark")


def test_a_printed_mark_is_read_back_by_the_camera() -> None:
    page = a_test_page("Kiosk 1", NOON, random.Random(7))
    printer = RecordingPrinter()
    before = RecordingCamera([a_frame(), a_frame(a_code(page.mark, Symbology.QR, dots=6))])
    assert found(check_read_back(printer, before.newest, page, 10.0)) == (OK, "")
    assert printer.printed == [page]
    other = RecordingCamera([a_frame(a_code("Z00-261124-999999", Symbology.QR, dots=6))])
    assert found(check_read_back(printer, other.newest, page, 0.3)) == (FAILED, "not_read_back")
    empty = RecordingPrinter(left=Paper.OUT)
    assert found(check_read_back(empty, before.newest, page, 0.3)) == (FAILED, "paper_out")


def test_the_command_tells_what_it_found_and_ends_with_0_when_all_is_well(keeper: Doorkeeper, tmp_path: Path) -> None:
    settings = {
        "MOTCUA_KIOSK_LOOKUP_URL": keeper.url,
        "MOTCUA_KIOSK_STATE_FOLDER": str(enrolled(tmp_path / "state")),
        "MOTCUA_KIOSK_CAMERA": "",
        "MOTCUA_KIOSK_WIDTH": "270",
        "MOTCUA_KIOSK_HEIGHT": "480",
        "SDL_VIDEODRIVER": "offscreen",
    }
    command = [sys.executable, "-m", "kiosk.main", "self-test", "--json"]
    ended = subprocess.run(command, check=False, env=os.environ | settings, capture_output=True, timeout=60)
    told = json.loads(ended.stdout)
    assert (ended.returncode, told["ok"]) == (0, True), told
    names = [check["name"] for check in told["checks"]]
    assert names == ["screen", "touch", "camera", "scanner", "printer", "voice", "network", "clock", "disk", "identity"]


def test_the_lines_for_the_eye_say_all_that_the_report_says() -> None:
    report = SelfTestReport((Check("disk", OK, "", "900 MiB free"), Check("camera", FAILED, "camera_black", "Black.")))
    assert list(lines_of(report)) == [
        "ok      disk        900 MiB free",
        "failed  camera      camera_black  Black.",
        "This machine needs a clerk or a technician.",
    ]
