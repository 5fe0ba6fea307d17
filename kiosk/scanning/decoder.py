"""The decoder in a process of its own: it takes a core while somebody scans, and a reader's library that crashes takes
neither the screen nor the camera along."""

import logging
import multiprocessing
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

import cv2

from kiosk.question import Grammar
from kiosk.scanning.capture import NANO, WANTED_NS, Slots
from kiosk.scanning.exposure import Advice
from kiosk.scanning.lookout import Lookout
from kiosk.scanning.slot import Frame

LINGERING_NS = 4 * NANO
UNHELD_NS = NANO // 8  # between two looks while somebody waits and nothing is held up: the screen wants the core too
PULSE_SECONDS = 1.0  # how often it says that it lives, with nothing else to do
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LookAgain:
    """To the decoder: whatever is before the camera may be asked for again."""


@dataclass(slots=True)
class Decoder:
    """Reads the newest frames and sends events and sightings over `line`, over which LookAgain comes."""

    slots: Slots
    line: Connection
    lookout: Lookout
    seen_ns: int = 0
    looked_ns: int = 0

    def serve(self, parent: BaseProcess | None) -> None:
        """Until the parent process hangs up or is gone: wait for the bell, look at the newest frame."""
        while parent and parent.is_alive():
            self.slots.signs.looked_ns = time.monotonic_ns()
            self._listen()
            self._look()

    def _listen(self) -> None:
        heard = wait([self.slots.bell.listening, self.line], PULSE_SECONDS)
        if self.line in heard and isinstance(self.line.recv(), LookAgain):
            self.lookout.look_afresh()
        self.slots.bell.hush()

    def _look(self) -> None:
        frame = self.slots.full.newest(self.seen_ns)
        if frame is None:
            return
        signs, self.seen_ns = self.slots.signs, frame.taken_ns
        eager = frame.held or self._may_be_worth_it(frame)
        in_doubt = self.lookout.ballot.is_in_doubt(frame.taken_ns / NANO)
        if not (frame.held or in_doubt) and frame.taken_ns - self.looked_ns < UNHELD_NS:
            return
        self.looked_ns = frame.taken_ns
        try:
            signs.advice = self.lookout.look_at(frame, eager)
        except (BrokenPipeError, EOFError):
            raise
        except Exception:
            signs.advice = Advice.AS_IS
            logger.exception("A look at a picture failed.")
        if self.lookout.ballot.is_in_doubt(frame.taken_ns / NANO):
            signs.doubt_ns = frame.taken_ns

    def _may_be_worth_it(self, frame: Frame) -> bool:
        """Whether somebody waits, and something is there that may be a paper, if a small one or one that lies still."""
        signs = self.slots.signs
        is_waited_for = frame.taken_ns - signs.wanted_ns < WANTED_NS
        is_there = frame.taken_ns - signs.stirred_ns < LINGERING_NS or bool(self.lookout.tracker.sighting.outline)
        return is_waited_for and is_there


def decode_frames(slots: Slots, grammar: Grammar, line: Connection) -> None:
    """What the child process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    cv2.setNumThreads(1)
    lookout = Lookout(grammar, line.send, line.send)
    try:
        Decoder(slots, line, lookout).serve(multiprocessing.parent_process())
    except (BrokenPipeError, EOFError, ConnectionResetError):
        return  # the parent has hung up
