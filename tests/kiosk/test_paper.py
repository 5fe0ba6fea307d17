"""How the paper is, from what a printer answers."""

import pytest

from kiosk.hardware.paper import OFFLINE_CAUSE, PRINTER, ROLL, Paper, is_answer, paper_of, question


@pytest.mark.parametrize(
    ("answers", "paper"),
    [
        ({ROLL: 0x12, OFFLINE_CAUSE: 0x12, PRINTER: 0x12}, Paper.OK),
        ({ROLL: 0x1E, OFFLINE_CAUSE: 0x12, PRINTER: 0x12}, Paper.LOW),
        ({ROLL: 0x7E, OFFLINE_CAUSE: 0x32, PRINTER: 0x1A}, Paper.OUT),
        ({ROLL: 0x12, OFFLINE_CAUSE: 0x16, PRINTER: 0x1A}, Paper.OFFLINE),  # its cover is open
        ({OFFLINE_CAUSE: 0x32}, Paper.OUT),  # it has no sensor of its own, but knows why it stopped
        ({PRINTER: 0x12}, Paper.UNKNOWN),
        ({}, Paper.UNKNOWN),
    ],
)
def test_silence_is_never_taken_for_no_paper(answers: dict[int, int], paper: Paper) -> None:
    assert paper_of(answers) is paper


def test_only_what_has_the_form_of_an_answer_is_one() -> None:
    assert [byte for byte in (0x12, 0x7E, 0x11, 0x13, 0x14, 0x00, 0xFF) if is_answer(byte)] == [0x12, 0x7E]


def test_a_question_is_asked_in_real_time() -> None:
    assert question(ROLL) == b"\x10\x04\x04"
