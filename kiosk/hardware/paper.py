"""How much paper a receipt printer has, from what it answers to DLE EOT ("ESC/POS Command Reference").

A printer that answers nothing is not out of paper: many cannot answer at all, and still print.
"""

from collections.abc import Mapping
from enum import Enum

PRINTER, OFFLINE_CAUSE, ROLL = 1, 2, 4  # what may be asked: its state, why it is off-line, its paper sensors
QUESTIONS = (ROLL, OFFLINE_CAUSE, PRINTER)
IS_OFFLINE = 0x08  # in the answer to PRINTER
STOPPED_BY_PAPER_END = 0x20  # in the answer to OFFLINE_CAUSE
NEAR_END, AT_END = 0x0C, 0x60  # in the answer to ROLL


class Paper(Enum):
    """What is known of the paper. OFFLINE: the printer cannot be opened, or says that it cannot print (cover, error);
    UNKNOWN: it does not answer."""

    OK = "ok"
    LOW = "low"
    OUT = "out"
    OFFLINE = "offline"
    UNKNOWN = "unknown"


def question(number: int) -> bytes:
    """The bytes that ask one of QUESTIONS."""
    return bytes((0x10, 0x04, number))


def is_answer(byte: int) -> bool:
    """Whether a byte has the form of an answer, 0xx1xx10; printers send other bytes of their own accord too."""
    return byte & 0x93 == 0x12


def paper_of(answers: Mapping[int, int]) -> Paper:
    """The paper by the answers to QUESTIONS; what was not answered is left out."""
    roll = answers.get(ROLL, 0)
    if roll & AT_END or answers.get(OFFLINE_CAUSE, 0) & STOPPED_BY_PAPER_END:
        return Paper.OUT
    if answers.get(PRINTER, 0) & IS_OFFLINE:
        return Paper.OFFLINE
    if ROLL not in answers:
        return Paper.UNKNOWN
    return Paper.LOW if roll & NEAR_END else Paper.OK
