"""Self-tests of what the kiosk stands on: network, clock, disk, identity, and the screen in a process of its own."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from kiosk.care.disk import LEAST_FREE_BYTES, free_bytes
from kiosk.care.self_test_report import Check, CheckState
from kiosk.centre.probe import CentreProbe
from kiosk.centre.reachability import SLOW_SECONDS
from kiosk.errors import CentreAway, CentreSlow, ClockWrong, DiskFull, NotEnrolled, OutOfService
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.errors import DeviceRefused
from provisioning.device.identity import KEY_FILE, load_identity
from provisioning.errors import IdentityNotReadable, SignatureTooOld

SCREEN_SECONDS = 20.0
MIB = 1024 * 1024
OTHERS_MAY = 0o077


def check_centre(probe: CentreProbe) -> tuple[Check, Check]:
    """Network and clock: whether the centre answers and lets us in, and whether its time is ours."""
    try:
        seconds = probe.ask()
    except LookupUnavailable:
        network = Check("network", CheckState.FAILED, CentreAway.code, "The centre does not answer.")
    except DeviceRefused as refusal:
        fault = ClockWrong if refusal.reason == SignatureTooOld.code else OutOfService
        network = Check("network", CheckState.FAILED, fault.code, refusal.reason)
    else:
        slow = seconds > SLOW_SECONDS
        state, code = (CheckState.WARNING, CentreSlow.code) if slow else (CheckState.OK, "")
        network = Check("network", state, code, f"{1000 * seconds:.0f} ms")
    return network, _clock(probe)


def check_disk(folder: Path) -> Check:
    """Whether a small file can be written in `folder` and enough is free."""
    probe = folder / f".self-test-{os.getpid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with probe.open("wb") as file:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return Check("disk", CheckState.FAILED, DiskFull.code, os.strerror(error.errno or 0))
    finally:
        with suppress(OSError):
            probe.unlink()
    free = free_bytes(folder) or 0
    enough = free >= LEAST_FREE_BYTES
    state, code = (CheckState.OK, "") if enough else (CheckState.FAILED, DiskFull.code)
    return Check("disk", state, code, f"{free // MIB} MiB free")


def check_identity(folder: Path) -> Check:
    """Whether this machine is enrolled, and its key readable by its owner alone."""
    try:
        identity = load_identity(folder)
        mode = (folder / KEY_FILE).stat().st_mode
    except (IdentityNotReadable, OSError):
        return Check("identity", CheckState.FAILED, NotEnrolled.code, "This machine is not enrolled.")
    if mode & OTHERS_MAY:
        return Check("identity", CheckState.FAILED, "key_exposed", f"{KEY_FILE} has mode {mode & 0o777:04o}, not 0600.")
    return Check("identity", CheckState.OK, "", identity.device_id)


def check_screen(width: int, height: int, fullscreen: bool) -> Check:
    """Whether a window like this can be opened and shows what is drawn in it: tried by a child process, for there is
    one window a process, and a driver may take it down."""
    command = [sys.executable, "-m", "kiosk.screens.glass_check", str(width), str(height), str(int(fullscreen))]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=SCREEN_SECONDS, check=True)
        told = json.loads(ended.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return Check("screen", CheckState.FAILED, "screen_dark", "No window could be opened.")
    if not told["shows"]:
        return Check("screen", CheckState.FAILED, "screen_dark", "What was drawn is not what is shown.")
    return Check("screen", CheckState.OK, "", f"{told['width']}×{told['height']}, {told['renderer']}")


def _clock(probe: CentreProbe) -> Check:
    if not probe.time.is_known:
        return Check("clock", CheckState.WARNING, "clock_unknown", "Nobody said what time it is.")
    ahead = f"{probe.time.skew.total_seconds():+.0f} s beside the centre's"
    if probe.time.is_wrong:
        return Check("clock", CheckState.FAILED, ClockWrong.code, ahead)
    return Check("clock", CheckState.OK, "", ahead)
