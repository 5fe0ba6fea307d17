"""Work that goes on beside the web server, each kind in a thread of its own."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

log = logging.getLogger(__name__)


class Worker:
    """Does `step` again and again while it says that there was work; otherwise waits until woken, `pause` seconds at
    most. A step that fails is logged and tried again after the pause.
    """

    def __init__(self, name: str, step: Callable[[], bool], pause: float) -> None:
        self._step = step
        self._pause = pause
        self._woken = Event()
        self._ended = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Work for as long as the block lasts; at its end the step that is under way is finished."""
        self._thread.start()
        try:
            yield
        finally:
            self._ended.set()
            self._woken.set()
            self._thread.join()

    def wake(self) -> None:
        """Look at once whether there is work."""
        self._woken.set()

    @property
    def is_alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while True:
            self._woken.clear()
            if self._ended.is_set():  # looked at after the clearing, so that no call to end is missed
                return
            if not self._worked():
                self._woken.wait(self._pause)

    def _worked(self) -> bool:
        try:
            return self._step()
        except Exception:
            log.exception("%s failed and will try again", self._thread.name)
            return False
