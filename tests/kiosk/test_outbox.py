"""What citizens tell in passing reaches the centre, also when it was away."""

import pytest

from kiosk.centre.centre import RecordingCentre
from kiosk.centre.outbox import ROOM, Outbox
from kiosk.flow.effects import ReportDifference, SendRating
from lookup_api.domain.errors import LookupUnavailable, TooManyRequests
from lookup_api.domain.wording import Language
from lookup_api.errors import DeviceRefused
from tests.kiosk.builders import CODE, a_question, an_answer
from tests.waiting import eventually

RATING = SendRating(5, a_question().code, Language.VI)
DIFFERENCE = ReportDifference(a_question().code, 4, "sms", Language.KM)


class Away:
    """A centre's `before`: it fails like this until it is told otherwise."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure or LookupUnavailable()
        self.is_away = True

    def __call__(self) -> None:
        if self.is_away:
            raise self.failure


def test_all_is_sent_in_order_in_the_background() -> None:
    centre = RecordingCentre({CODE: an_answer()})
    outbox = Outbox(centre)
    outbox.start()
    outbox.put(RATING)
    outbox.put(DIFFERENCE)
    assert eventually(lambda: centre.differences)
    assert (centre.ratings, centre.differences) == ([(5, a_question().code)], [(a_question().code, 4, "sms")])
    outbox.stop()


@pytest.mark.parametrize("failure", [LookupUnavailable(), TooManyRequests(), DeviceRefused("signature_too_old")])
def test_what_was_said_while_the_centre_was_away_is_sent_later_and_once(failure: Exception) -> None:
    away = Away(failure)
    centre = RecordingCentre(before=away)
    outbox = Outbox(centre)
    outbox.put(RATING)
    assert not outbox.send_all()
    away.is_away = False
    assert outbox.send_all()
    assert outbox.send_all()
    assert centre.ratings == [(5, a_question().code)]


def test_what_the_centre_refuses_holds_up_nothing_else() -> None:
    centre = RecordingCentre()
    outbox = Outbox(centre)
    outbox.put(DIFFERENCE)  # of a dossier that the centre does not know
    outbox.put(RATING)
    assert outbox.send_all()
    assert centre.ratings == [(5, a_question().code)]


def test_a_wish_that_nobody_can_send_holds_up_nothing_else() -> None:
    unforeseen = Away(RuntimeError("nobody foresaw it"))
    centre = RecordingCentre(before=unforeseen)
    outbox = Outbox(centre)
    outbox.start()
    outbox.put(RATING)
    assert eventually(lambda: not outbox.waiting)
    unforeseen.is_away = False
    outbox.put(RATING)
    assert eventually(lambda: centre.ratings)
    outbox.stop()


def test_a_centre_that_stays_away_fills_no_memory() -> None:
    outbox = Outbox(RecordingCentre(before=Away()))
    for _ in range(2 * ROOM):
        outbox.put(RATING)
    assert len(outbox.waiting) == ROOM
