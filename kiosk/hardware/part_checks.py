"""Self-tests of what is plugged in: camera, printer, touch screen, scanner, voice. Each ends within its seconds."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from kiosk.care.self_test_report import Check, CheckState
from kiosk.errors import CameraUnavailable, PaperLow, PaperOut, PaperUnknown, PrinterUnavailable, ScannerUnavailable
from kiosk.errors import VoiceUnavailable as NoVoice
from kiosk.hardware.paper import Paper
from kiosk.hardware.ports import Printer
from kiosk.scanning.slot import Frame

CAMERA_SECONDS = 10.0  # as long as a healthy camera may take to its first picture
FROZEN_SECONDS = 2.0  # a sensor always has noise: no two pictures of it are the same
PRINTER_SECONDS = 6.0
VOICE_SECONDS = 5.0
POLL_SECONDS = 0.05
BLACK = 8  # of 255 grey levels
INPUT_DEVICES = Path("/proc/bus/input/devices")
TOUCH_AXIS = 0x35  # ABS_MT_POSITION_X of linux/input-event-codes.h
SCANNER_NAMES = re.compile("scanner|bar ?code|honeywell|datalogic|zebra|symbol tech|newland|opticon", re.IGNORECASE)
PAPERS: dict[Paper, tuple[CheckState, str, str]] = {
    Paper.OK: (CheckState.OK, "", "The printer answers and has paper."),
    Paper.LOW: (CheckState.WARNING, PaperLow.code, "The paper will soon be used up."),
    Paper.OUT: (CheckState.FAILED, PaperOut.code, "There is no paper."),
    Paper.OFFLINE: (CheckState.FAILED, PrinterUnavailable.code, "The printer is off, open or not there."),
    Paper.UNKNOWN: (CheckState.WARNING, PaperUnknown.code, "The printer does not say whether it has paper."),
}
Look = Callable[[int], Frame | None]


def check_camera(look: Look | None, seconds: float = CAMERA_SECONDS) -> Check:
    """Whether pictures come by `look` (a Camera's `newest` or `preview`), and are not black and not always the same."""
    if look is None:
        return Check("camera", CheckState.SKIPPED, "", "This kiosk has none.")
    first = next(_frames(look, time.monotonic() + seconds), None)
    if first is None:
        return Check("camera", CheckState.FAILED, CameraUnavailable.code, "No picture came.")
    height, width = first.picture.shape[:2]
    if first.picture.max() < BLACK:
        return Check("camera", CheckState.FAILED, "camera_black", "The picture is black: is the lens covered?")
    if _is_frozen(first, look):
        return Check("camera", CheckState.FAILED, "camera_frozen", "The picture never changes.")
    return Check("camera", CheckState.OK, "", f"{width}×{height}")


def check_printer(printer: Printer | None, seconds: float = PRINTER_SECONDS) -> Check:
    """What the printer says of itself; it is asked again for a while, for its process may only begin."""
    if printer is None:
        return Check("printer", CheckState.SKIPPED, "", "This kiosk has none.")
    give_up_at = time.monotonic() + seconds
    while (paper := printer.paper()) in (Paper.UNKNOWN, Paper.OFFLINE) and time.monotonic() < give_up_at:
        time.sleep(POLL_SECONDS)
    return Check("printer", *PAPERS[paper])


def check_touch(in_memory: bool, devices: Path = INPUT_DEVICES) -> Check:
    """Whether the kernel lists a touch screen; `in_memory`: the window is one that nobody can see."""
    if in_memory:
        return Check("touch", CheckState.SKIPPED, "", "The window is in memory.")
    found = [(_name(block), _touches(block)) for block in _blocks(devices)]
    if names := [name for name, touches in found if touches]:
        return Check("touch", CheckState.OK, "", ", ".join(names))
    return Check("touch", CheckState.FAILED, "touch_unavailable", f"{len(found)} input devices, none to be touched.")


def check_scanner(setting: str, devices: Path = INPUT_DEVICES) -> Check:
    """Whether the hand-held scanner of the setting `scanner` is there."""
    kind, _, path = setting.partition(":")
    if kind != "evdev":
        return Check("scanner", CheckState.SKIPPED, "", "None is read by itself.")
    names = [_name(block) for block in _blocks(devices) if SCANNER_NAMES.search(_name(block))]
    if os.access(path, os.R_OK) if path else names:
        return Check("scanner", CheckState.OK, "", path or ", ".join(names))
    return Check("scanner", CheckState.FAILED, ScannerUnavailable.code, "It is not plugged in, or may not be read.")


def check_voice(setting: str, synthesiser: str = "espeak-ng") -> Check:
    """Whether the synthesiser of the setting `voice` is there and speaks Vietnamese."""
    if setting == "none":
        return Check("voice", CheckState.SKIPPED, "", "This kiosk reads nothing aloud.")
    program = shutil.which(synthesiser)
    try:
        command = [program or synthesiser, "--voices=vi"]
        told = subprocess.run(command, capture_output=True, text=True, timeout=VOICE_SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return Check("voice", CheckState.WARNING, NoVoice.code, f"{synthesiser} does not answer.")
    speaks = len(told.splitlines()) > 1  # the first line is a heading
    state, code = (CheckState.OK, "") if speaks else (CheckState.WARNING, NoVoice.code)
    return Check("voice", state, code, program or "")


def _frames(look: Look, until: float) -> Iterator[Frame]:
    after_ns = 0
    while time.monotonic() < until:
        try:
            frame = look(after_ns)
        except CameraUnavailable:
            frame = None
        if frame is not None:
            after_ns = frame.taken_ns
            yield frame
        time.sleep(POLL_SECONDS)


def _is_frozen(first: Frame, look: Look) -> bool:
    frames = _frames(look, time.monotonic() + FROZEN_SECONDS)
    return all(np.array_equal(frame.picture, first.picture) for frame in frames)


def _blocks(devices: Path) -> list[str]:
    try:
        return [block for block in devices.read_text("utf-8", "replace").split("\n\n") if block.strip()]
    except OSError:
        return []


def _name(block: str) -> str:
    found = re.search(r'^N: Name="(.*)"$', block, re.MULTILINE)
    return found[1] if found else ""


def _touches(block: str) -> bool:
    """The kernel writes a bitmap as words of 64 bits in hex, the highest first."""
    found = re.search(r"^B: ABS=(.*)$", block, re.MULTILINE)
    words = found[1].split() if found else []
    return bool(words) and bool(int("".join(word.rjust(16, "0") for word in words), 16) >> TOUCH_AXIS & 1)
