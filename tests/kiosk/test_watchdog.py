"""The watchdog is fed by drawn frames and by nothing else: over a real socket, as systemd listens."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from kiosk.care.watchdog import Watchdog
from tests.kiosk.centre import Centre
from tests.kiosk.program import enrolled, running_kiosk
from tests.waiting import eventually

SECOND = 1_000_000


class Systemd:
    """Listens for what a service says."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self._socket.setblocking(False)
        self.said: list[str] = []

    def hears(self, word: str) -> bool:
        """Whether the word was said by now."""
        while True:
            try:
                self.said += self._socket.recv(4096).decode().splitlines()
            except BlockingIOError:
                return word in self.said

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()


@pytest.fixture(params=["file", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Systemd]:
    """One that listens at a socket file, and one at an abstract name."""
    systemd = Systemd(str(tmp_path / "notify") if request.param == "file" else f"@motcua-{token_hex(8)}")
    yield systemd
    systemd.close()


def test_it_is_ready_with_the_first_frame_and_lives_with_each(systemd: Systemd) -> None:
    watchdog = Watchdog(systemd.address, 30.0, clock=lambda: 100.0)
    assert not systemd.hears("READY=1")
    watchdog.frame_drawn()
    assert systemd.hears("READY=1")
    assert systemd.hears("WATCHDOG=1")


def test_it_is_fed_often_enough_and_not_with_every_frame(systemd: Systemd) -> None:
    now = [0.0]
    watchdog = Watchdog(systemd.address, 30.0, clock=lambda: now[0])
    for tick in range(600):  # a minute at ten frames a second
        now[0] = tick / 10
        watchdog.frame_drawn()
    systemd.hears("")
    assert 60 / 10 <= systemd.said.count("WATCHDOG=1") <= 60
    assert systemd.said.count("READY=1") == 1


def test_when_nothing_is_drawn_it_wants_a_frame_in_time(systemd: Systemd) -> None:
    now = [0.0]
    watchdog = Watchdog(systemd.address, 30.0, clock=lambda: now[0])
    watchdog.frame_drawn()
    assert not watchdog.wants_a_frame()
    now[0] = 10.0
    assert watchdog.wants_a_frame()


def test_without_systemd_nothing_is_said_and_nothing_wanted() -> None:
    watchdog = Watchdog.from_environment({})
    watchdog.frame_drawn()
    watchdog.stopping()
    assert not watchdog.wants_a_frame()


def test_a_systemd_that_does_not_listen_stops_nothing(tmp_path: Path) -> None:
    Watchdog(str(tmp_path / "nobody"), 30.0).frame_drawn()


@pytest.mark.parametrize(("ahead", "allowed"), [(0, 30.0), (1, 0.0)])
def test_only_the_process_that_is_meant_feeds_it(ahead: int, allowed: float) -> None:
    meant = str(os.getpid() + ahead)
    told = {"NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": str(30 * SECOND), "WATCHDOG_PID": meant}
    assert Watchdog.from_environment(told).allowed == allowed


def test_the_program_says_that_it_is_ready_and_goes_on_drawing_for_the_watchdog(tmp_path: Path) -> None:
    centre, systemd = Centre(None), Systemd(str(tmp_path / "notify"))
    settings = {
        "MOTCUA_KIOSK_LOOKUP_URL": centre.url,
        "MOTCUA_KIOSK_STATE_FOLDER": str(enrolled(tmp_path / "state")),
        "MOTCUA_KIOSK_CAMERA": "",
        "MOTCUA_KIOSK_WIDTH": "270",
        "MOTCUA_KIOSK_HEIGHT": "480",
        "NOTIFY_SOCKET": systemd.address,
        "WATCHDOG_USEC": str(3 * SECOND),
    }
    with running_kiosk(tmp_path, settings) as kiosk:
        assert eventually(lambda: systemd.hears("READY=1"))
        assert eventually(lambda: systemd.hears("") or systemd.said.count("WATCHDOG=1") >= 3)
        assert kiosk.end() == 0
        assert systemd.hears("STOPPING=1")
    systemd.close()
    centre.close()
