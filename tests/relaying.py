"""A relay before a server on loopback that can hold back everything: the server says nothing then, and is not gone."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event as Signal
from threading import Thread

PIECE = 65_536


@dataclass
class Relay:
    """What is open lets through; `port` is where it listens."""

    port: int
    flows: Signal = field(default_factory=Signal)


@contextmanager
def relaying(port: int) -> Iterator[Relay]:
    """A relay to this port for as long as the block lasts; it begins open."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        relay = Relay(listener.getsockname()[1])
        relay.flows.set()
        Thread(target=_accept, args=(listener, port, relay.flows), daemon=True).start()
        try:
            yield relay
        finally:
            relay.flows.set()
            listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, port: int, flows: Signal) -> None:
    with suppress(OSError):  # the block has ended
        while True:
            here, _ = listener.accept()
            there = socket.create_connection(("127.0.0.1", port))
            for source, sink in ((here, there), (there, here)):
                Thread(target=_pass_on, args=(source, sink, flows), daemon=True).start()


def _pass_on(source: socket.socket, sink: socket.socket, flows: Signal) -> None:
    with suppress(OSError):  # one of the two has ended
        while piece := source.recv(PIECE):
            flows.wait()
            sink.sendall(piece)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
