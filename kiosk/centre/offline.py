"""Looking up while the centre may be away: a lately kept answer is better than none, and is shown with its age."""

import time
from dataclasses import dataclass
from typing import Protocol

from kiosk.centre.kept_answers import KeptAnswers
from kiosk.centre.reachability import Reachability
from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import DossierNotFound, LookupFailure, LookupUnavailable
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.errors import DeviceRefused


@dataclass(frozen=True, slots=True)
class Told:
    """An answer; `kept` when the centre could not be asked and this is what it said earlier, as of `answer.as_of`."""

    answer: Answer
    kept: bool = False


class AsksCentre(Protocol):
    """Whoever asks the centre: `lookup_api.client.LookupClient`, or a stand-in."""

    def look_up(self, code: Code, secret: ReceiptSecret | None) -> Answer:
        """The answer within about four seconds, or a LookupFailure or KioskFault."""


@dataclass(frozen=True, slots=True)
class KeepingLookup:
    """Asks the centre, keeps what anybody may see of its answers, and tells `reachability` how each question ended."""

    centre: AsksCentre
    kept: KeptAnswers
    reachability: Reachability

    def look_up(self, code: Code, secret: ReceiptSecret | None = None) -> Told:
        """What the centre says, or what it said lately while it cannot be asked.

        Raises the LookupFailure that the centre names, LookupUnavailable when nothing was kept either, ClockWrong, or
        OutOfService: then everything kept is gone.
        """
        era, began = self.kept.era, time.monotonic()
        try:
            answer = self.centre.look_up(code, secret)
        except LookupUnavailable:
            self.reachability.missed()
            kept = self.kept.find(code)
            if kept is None:
                raise
            return Told(kept, kept=True)
        except DeviceRefused as refused:
            raise self.reachability.refused(refused) from refused
        except LookupFailure as failure:
            self.reachability.answered(time.monotonic() - began)
            if isinstance(failure, DossierNotFound):
                self.kept.drop(code)
            raise
        self.reachability.answered(time.monotonic() - began)
        self.kept.keep(code, answer, era)
        return Told(answer)
