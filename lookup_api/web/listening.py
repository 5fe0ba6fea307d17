"""The socket that all workers listen on, and how it is closed without losing whoever has come already."""

import ctypes
import struct
from contextlib import suppress
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOL_SOCKET, socket

SO_ATTACH_FILTER = 26  # asm-generic/socket.h; the socket module does not name it
FLAGS = 13  # the byte of a TCP header with its flags
SYN = 0x02
# A filter of four steps for the kernel (linux/filter.h): load the flags; if SYN is among them: drop; else: pass.
NO_NEWCOMERS = (
    struct.pack("=HBBI", 0x30, 0, 0, FLAGS)
    + struct.pack("=HBBI", 0x45, 0, 1, SYN)
    + struct.pack("=HBBI", 0x06, 0, 0, 0)
    + struct.pack("=HBBI", 0x06, 0, 0, 0xFFFF_FFFF)
)
STEPS = 4


def bind(host: str, port: int) -> socket:
    """A socket at this address; the workers begin to listen. OSError when the address can't be had."""
    bound = socket(AF_INET6 if ":" in host else AF_INET)
    try:
        bound.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


def turn_away(listener: socket) -> None:
    """Let no new connection begin; those that have are still accepted.

    Closing the socket resets whoever was connected and not yet accepted, with the request perhaps sent. A newcomer whom
    the kernel does not answer has sent nothing yet: it tries again a second later, and finds our successor or nobody.
    """
    steps = ctypes.create_string_buffer(NO_NEWCOMERS, len(NO_NEWCOMERS))
    with suppress(OSError):  # a kernel without filters: then the last who come may be reset
        listener.setsockopt(SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("@HP", STEPS, ctypes.addressof(steps)))
