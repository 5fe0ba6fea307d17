"""One line in the log for each answer: what was asked, and how it went. Never who asked, never a receipt's secret.

The line is made where the answer is: a thread that makes many would hold Python's lock just when it is wanted. A thread
writes them, a page at a time, for that may have to wait.
"""

import logging
import os
import re
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from threading import Lock
from time import time

import orjson
from starlette.types import Scope

from lookup_api.web.repeating import repeating
from provisioning.logs import moment

REQUEST_ID_RAW = b"x-request-id"
GIVEN_ID = re.compile(rb"[A-Za-z0-9._\-]{1,64}")
FLUSH_SECONDS = 0.04  # often: a thousand lines that wait push out of the processor's cache what answers need
ROOM = 20_000  # lines that may wait; about a second of a busy worker, 5 MB
PAGE_BYTES = 4_096  # what one process writes to a pipe at once is never mixed with what another writes (PIPE_BUF)
STDERR = 2
NAME = "lookup_api.access"

CODE_PATHS = ("/v1/dossiers/", "/ho-so/")
WITH_CODE = re.compile(r"(/v1/dossiers/|/ho-so/)[A-Z]\d{2}(\.\d{1,4})*-\d{6}-\d{1,8}", re.ASCII)
TEMPLATE = re.compile(r"(/v1/dossiers/|/ho-so/)\{[a-z]+(:path)?\}(/theo-doi)?", re.ASCII)
FIRST_PART = re.compile(r"/[a-z0-9\-]{0,24}", re.ASCII)

log = logging.getLogger(__name__)

LINE = (
    '{"time":"%s","level":"%s","logger":"lookup_api.access","message":"answered","method":%s,"path":%s,'
    '"status":%d,"ms":%.3f,"request_id":"%s"%s}\n'
)

_process = secrets.token_hex(4)
_numbers = count(1)


class AccessLog:
    """The lines of one worker process on their way to the log. `write` takes whole lines, up to PAGE_BYTES at once."""

    def __init__(self, write: Callable[[bytes], object] | None = None, clock: Callable[[], float] = time) -> None:
        self._write = write or _write_to_stderr
        self._clock = clock
        self._waiting: deque[str] = deque()
        self._dropped = 0
        self._writing = Lock()

    def note(self, method: str, path: str, status: int, seconds: float, request_id: str, layer: str = "") -> None:  # noqa: PLR0913  # one call, for it is made with every answer
        """One request was answered after `seconds`. `path` is the route's template, or one of CODE_PATHS with what was
        asked for: see `shown`.
        """
        if len(self._waiting) >= ROOM:
            self._dropped += 1
            return
        level, last = "INFO" if status < 500 else "WARNING", f',"layer":"{layer}"' if layer else ""
        said = (_moment(int(self._clock() * 1_000)), level, _quoted(method), _shown(path))
        self._waiting.append(LINE % (*said, status, seconds * 1_000, request_id, last))

    def flush(self) -> None:
        """Write what waits."""
        with self._writing:
            for page in self._pages():
                self._write(page)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Write, a moment late at most, for as long as the block lasts, and what waits at its end."""
        with repeating("access log", self._write_what_can_be, FLUSH_SECONDS):
            yield

    def _write_what_can_be(self) -> None:
        try:
            self.flush()
        except OSError:
            self._dropped += 1  # nobody reads; the page that could not be written is lost
        except Exception:
            log.exception("an access log's page is lost")

    def _pages(self) -> Iterator[bytes]:
        """Writing gives way to the answers between one page and the next."""
        page = bytearray()
        for _ in range(len(self._waiting)):
            line = self._waiting.popleft().encode()
            if len(page) + len(line) > PAGE_BYTES:
                yield bytes(page)
                page.clear()
            page += line
        if self._dropped:
            dropped, self._dropped = self._dropped, 0
            page += _drop_line(self._clock(), dropped)
        if page:
            yield bytes(page)


def request_id_of(scope: Scope) -> str:
    """A proxy's own id, so that both logs tell one story; otherwise a new one."""
    for name, value in scope["headers"]:
        if name == REQUEST_ID_RAW:
            return value.decode("ascii") if GIVEN_ID.fullmatch(value) else new_request_id()
    return new_request_id()


def new_request_id() -> str:
    """An id that no other request of any worker has."""
    return f"{_process}-{next(_numbers):x}"


def shown(path: str) -> str:
    """The path as the log may hold it. Behind CODE_PATHS people write whatever they have, their name or a phone number
    too: only what is a dossier's code in its national form may stand, or the template itself.
    """
    if not path.startswith(CODE_PATHS) or TEMPLATE.fullmatch(path) or WITH_CODE.fullmatch(path):
        return path
    return f"{beginning(path)}/..."


def beginning(path: str) -> str:
    """The first part of an address that leads nowhere; the rest may be anything, a mistyped secret too."""
    first = FIRST_PART.match(path)
    return first[0] if first else "/"


@lru_cache(maxsize=4_096)
def _quoted(text: str) -> str:
    return orjson.dumps(text.encode("utf-8", "replace").decode()).decode()  # an answer must not fail for its line


@lru_cache(maxsize=4_096)
def _shown(path: str) -> str:
    return _quoted(shown(path))


@lru_cache(maxsize=16)
def _moment(milliseconds: int) -> str:
    """A busy worker answers many times in one of them."""
    return moment(milliseconds / 1_000)


def _drop_line(at: float, dropped: int) -> bytes:
    told = {"time": moment(at), "level": "WARNING", "logger": NAME, "message": "lines were dropped", "lines": dropped}
    return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)


def _write_to_stderr(page: bytes) -> None:
    left = memoryview(page)
    while left:
        left = left[os.write(STDERR, left) :]
