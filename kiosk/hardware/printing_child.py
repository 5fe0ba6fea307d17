"""What the printer's own process does: draw, send and ask. It may hang in a driver, and is killed when it does."""

import signal
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from enum import Enum
from multiprocessing.connection import Connection

from kiosk.hardware.paper import PRINTER, QUESTIONS, ROLL, Paper, is_answer, paper_of, question
from kiosk.hardware.printer_lines import FAILURES, Line, opener
from lookup_api.paper.printable import Printable
from lookup_api.paper.printing import document_escpos
from lookup_api.paper.roll import Roll

ANSWER_SECONDS = 0.35  # a printer answers within a few milliseconds
DONE_SECONDS = 6.0  # after a job, some answer only once they have printed it


class Outcome(Enum):
    """What became of a document."""

    PRINTED = "printed"
    NO_PAPER = "no_paper"
    FAILED = "failed"


def serve(jobs: Connection, address: str, roll: Roll) -> None:
    """Print each document that comes, and for None say how the paper is, until the other side is gone. A first word
    says that it listens.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    open_line = opener(address)
    try:
        jobs.send("ready")
        while True:
            document: Printable | None = jobs.recv()
            jobs.send(print_one(document, open_line, roll) if document else ask_paper(open_line))
            document = None  # nothing of a citizen stays here
    except (EOFError, OSError):
        return


def ask_paper(open_line: Callable[[], Line]) -> Paper:
    """How the paper is, within two seconds."""
    try:
        with closing(open_line()) as line:
            return paper_of(_answers(line))
    except FAILURES:
        return Paper.OFFLINE


def print_one(document: Printable, open_line: Callable[[], Line], roll: Roll) -> Outcome:
    """Print and cut one document. A printer that answered before and no more afterwards has not printed."""
    written = document_escpos(document, roll)
    try:
        with closing(open_line()) as line:
            return _printed(line, written)
    except FAILURES:
        return Outcome.FAILED


def _printed(line: Line, written: bytes) -> Outcome:
    before = _answers(line)
    refusal = _refusal(paper_of(before))
    if refusal:
        return refusal
    line.write(written)
    if not before:
        return Outcome.PRINTED  # it cannot answer: what was sent counts as printed
    asked = ROLL if ROLL in before else PRINTER
    answer = _answer(line, asked, DONE_SECONDS)
    if answer is None:
        return Outcome.FAILED
    return _refusal(paper_of({asked: answer})) or Outcome.PRINTED


def _refusal(paper: Paper) -> Outcome | None:
    return {Paper.OUT: Outcome.NO_PAPER, Paper.OFFLINE: Outcome.FAILED}.get(paper)


def _answers(line: Line) -> Mapping[int, int]:
    """What the printer answers; what it does not answer is left out."""
    answers: dict[int, int] = {}
    for number in QUESTIONS:
        answer = _answer(line, number, ANSWER_SECONDS)
        if answer is not None:
            answers[number] = answer
    return answers


def _answer(line: Line, number: int, seconds: float) -> int | None:
    line.write(question(number))
    give_up_at = time.monotonic() + seconds
    while (rest := give_up_at - time.monotonic()) > 0:
        read = line.read(rest)
        answers = [byte for byte in read if is_answer(byte)]
        if answers or not read:  # nothing: the time is over, or the printer has no way back
            return answers[-1] if answers else None
    return None
