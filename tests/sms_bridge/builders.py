"""Messages, answers and look-ups for the tests of the bridge. Every number is made up."""

from itertools import count
from typing import Any

from lookup_api.contract import Answer, answer_for
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import Code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import CodeNotReadable, DossierNotFound
from lookup_api.domain.phone import PhoneNumber
from sms_bridge.messages import IncomingSms, OutgoingSms
from tests.builders import CODE, NOW, a_dossier, a_record

PHONE = "+84912345678"
OUR_NUMBER = "+84900000019"
CHANNEL = "recording"

_numbers = count(1)


def an_incoming_sms(text: str = CODE, **stated: Any) -> IncomingSms:
    """A citizen's message; each has a gateway id of its own unless the test says so."""
    whole = {
        "channel": CHANNEL,
        "gateway_id": f"g{next(_numbers)}",
        "sender": PHONE,
        "our_number": OUR_NUMBER,
        "sent_at": "1795500000",
    }
    return IncomingSms(**{**whole, **stated}, text=text)


def an_outgoing_sms(text: str = "H53.19-261102-0001: dang xu ly.", **stated: Any) -> OutgoingSms:
    """A reply on its way."""
    whole = {"id": next(_numbers), "to": PhoneNumber(PHONE), "our_number": OUR_NUMBER}
    return OutgoingSms(**{**whole, **stated}, text=text)


def an_answer(**stated: Any) -> Answer:
    """What the look-up says of a dossier whose record says this."""
    return answer_for(Tier.STRANGER, a_dossier(a_record(**stated)), WorkCalendar(), NOW)


def finds(**stated: Any) -> "Finder":
    """A look-up that knows CODE and nothing else."""
    return Finder({CODE: an_answer(**stated)})


class Finder:
    """A look-up of these answers by printed code; it remembers what it was asked for."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, code: Code) -> Answer:
        self.asked.append(code.printed)
        if code.printed not in self.answers:
            raise DossierNotFound
        return self.answers[code.printed]


def no_local_codes(text: str) -> tuple[Code, bool]:
    """A reader where no agency has codes of its own."""
    raise CodeNotReadable
