"""When a reading is believed."""

from kiosk.scanning.decode import Symbology
from kiosk.scanning.voting import FORGOTTEN_SECONDS, Ballot
from tests.kiosk.builders import a_question

BARS, QR = Symbology.CODE128, Symbology.QR
OURS, OTHER = a_question(), a_question("H53.19-261116-0043")


def test_bars_need_two_frames_that_agree() -> None:
    ballot = Ballot()
    assert ballot.cast(OURS, BARS, 0.0, True) is None
    assert ballot.cast(OTHER, BARS, 0.1, True) is None
    assert ballot.cast(OURS, BARS, 0.2, True) == OURS


def test_two_reads_far_apart_are_no_agreement() -> None:
    ballot = Ballot()
    ballot.cast(OURS, BARS, 0.0, True)
    assert ballot.cast(OURS, BARS, 5.0, True) is None


def test_a_qr_is_believed_at_once() -> None:
    assert Ballot().cast(OURS, QR, 0.0, True) == OURS


def test_a_paper_that_stays_is_asked_for_once() -> None:
    ballot = Ballot()
    asked = [ballot.cast(OURS, QR, at / 2, True) for at in range(40)]
    assert asked == [OURS] + [None] * 39


def test_a_paper_that_was_away_is_asked_for_again() -> None:
    ballot = Ballot()
    ballot.cast(OURS, QR, 0.0, True)
    assert ballot.cast(OURS, QR, 1.5, True) == OURS


def test_a_forgotten_paper_that_is_read_now_and_then_is_not() -> None:
    ballot = Ballot()
    ballot.cast(OURS, QR, 0.0, True)
    assert ballot.cast(OURS, QR, 60.0, False) is None


def test_a_paper_that_was_taken_away_is_forgotten_in_the_end() -> None:
    ballot = Ballot()
    ballot.cast(OURS, QR, 0.0, True)
    ballot.cast(OTHER, BARS, 0.0, True)
    ballot.is_first_glimpse(OTHER, 0.0, held=True)
    ballot.forget(FORGOTTEN_SECONDS + 1)
    assert ballot == Ballot()


def test_a_qr_seen_after_the_bars_brings_its_secret() -> None:
    ballot, with_secret = Ballot(), a_question(secret="ABCD1234")
    ballot.cast(OURS, BARS, 0.0, True)
    ballot.cast(OURS, BARS, 0.1, True)
    assert ballot.cast(with_secret, QR, 0.2, True) == with_secret
    assert ballot.cast(OURS, BARS, 0.3, True) is None
    assert ballot.cast(with_secret, QR, 0.4, True) is None


def test_a_paper_that_was_left_and_is_read_once_now_and_then_is_worth_one_word() -> None:
    ballot = Ballot()
    times = (0.0, 15.0, 120.0, 700.0)
    assert [ballot.is_first_glimpse(OURS, at, held=False) for at in times] == [True, False, False, False]
    assert ballot.is_first_glimpse(OURS, 715.0, held=True)


def test_a_single_reading_is_worth_a_word_to_the_centre_once_a_paper() -> None:
    ballot = Ballot()
    ballot.cast(OURS, BARS, 0.0, True)
    assert [ballot.is_first_glimpse(OURS, at / 10, held=True) for at in range(3)] == [True, False, False]
    assert ballot.is_first_glimpse(OTHER, 0.4, held=True)
    ballot.cast(OURS, BARS, 0.5, True)
    assert not ballot.is_first_glimpse(OURS, 60.0, held=True)
    assert ballot.is_first_glimpse(OTHER, 60.0, held=True)


def test_a_single_reading_is_in_doubt_for_a_while() -> None:
    ballot = Ballot()
    ballot.cast(OURS, BARS, 0.0, True)
    assert [ballot.is_in_doubt(at) for at in (1.0, 3.0)] == [True, False]
    ballot.cast(OURS, BARS, 1.5, True)
    assert not ballot.is_in_doubt(1.6)


def test_two_papers_that_lie_side_by_side_are_asked_for_once_each() -> None:
    ballot = Ballot()
    asked = [ballot.cast(paper, QR, at / 10, True) for at, paper in enumerate([OURS, OTHER] * 20)]
    assert [question for question in asked if question] == [OURS, OTHER]
