"""Tells systemd that the program serves: READY=1 once, WATCHDOG=1 while frames are drawn (sd_notify(3), systemd 252).

Only a drawn frame feeds it, so a program that lives with a dead screen is started again.
"""

import os
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

MICRO = 1_000_000
SHARE = 3  # of the allowed time: a frame may be late twice


@dataclass(slots=True)
class Watchdog:
    """`address` is where systemd listens, "" for nowhere; `allowed` the seconds that it waits for a sign of life, 0
    when it does not wait for any."""

    address: str = ""
    allowed: float = 0.0
    clock: Callable[[], float] = time.monotonic
    drawn_at: float | None = None
    _fed_at: float | None = field(default=None, init=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Watchdog":
        """As systemd says it to this process."""
        allowed = int(environment.get("WATCHDOG_USEC") or 0) / MICRO
        is_meant = environment.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        return cls(environment.get("NOTIFY_SOCKET", ""), allowed if is_meant else 0.0)

    @property
    def every(self) -> float:
        """At least how often, in seconds, a frame has to be drawn; 0 for no matter how often."""
        return self.allowed / SHARE

    def frame_drawn(self) -> None:
        """A frame is on the screen. The first one says that the program is ready."""
        now = self.clock()
        if self.drawn_at is None:
            self._tell("READY=1\nSTATUS=Serving.")
        self.drawn_at = now
        if self.allowed and (self._fed_at is None or now - self._fed_at >= self.every / SHARE):
            self._fed_at = now
            self._tell("WATCHDOG=1")

    def wants_a_frame(self) -> bool:
        """Whether a frame has to be drawn although nothing changed."""
        return bool(self.allowed and self.drawn_at is not None and self.clock() - self.drawn_at >= self.every)

    def stopping(self) -> None:
        """The program ends because it was asked to."""
        self._tell("STOPPING=1")

    def _tell(self, words: str) -> None:
        """A datagram. Nobody who listens is no reason to stop serving."""
        if not self.address:
            return
        name = "\0" + self.address[1:] if self.address.startswith("@") else self.address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as systemd:
            systemd.setblocking(False)
            systemd.sendto(words.encode(), name)
