"""A stretch of network that can be cut: between two ends on this machine, byte for byte."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

CHUNK = 16 * 1024
CONNECT_SECONDS = 5


@dataclass
class CuttingNetwork:
    """Listens at `port` and passes everything on to `target`, until it is cut. `lose_answers` is the share of
    connections that end amid an answer, when the request has long arrived.
    """

    listener: socket.socket
    target: int
    chance: Random
    lose_answers: float = 0.0
    is_cut: bool = False
    open: set[socket.socket] = field(default_factory=set)

    @property
    def port(self) -> int:
        """Where to connect to."""
        port: int = self.listener.getsockname()[1]
        return port

    def cut(self) -> None:
        """End every connection, and take none until `mend`."""
        self.is_cut = True
        for end in list(self.open):
            _close(end)

    def mend(self) -> None:
        """Let connections pass again."""
        self.is_cut = False

    def run(self) -> None:
        """Take connections until the listener is closed."""
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        if self.is_cut:
            return _close(near)
        try:
            far = socket.create_connection(("127.0.0.1", self.target), CONNECT_SECONDS)
        except OSError:
            return _close(near)
        far.settimeout(None)
        self.open |= {near, far}
        loses = self.chance.random() < self.lose_answers
        threading.Thread(target=self._pass, args=(near, far, False), daemon=True).start()
        self._pass(far, near, loses)

    def _pass(self, source: socket.socket, sink: socket.socket, loses: bool) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(CHUNK):
                if loses:
                    break
                sink.sendall(chunk)
        for end in (source, sink):
            self.open.discard(end)
            _close(end)


@contextmanager
def a_network(target: int, chance: Random) -> Iterator[CuttingNetwork]:
    """A network to the local port `target`, for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        network = CuttingNetwork(listener, target, chance)
        threading.Thread(target=network.run, daemon=True).start()
        yield network
        network.cut()


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
