"""Look-ups while the centre is there, away, slow, or will not have this kiosk any more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from kiosk.care.faults import Faults
from kiosk.centre.kept_answers import KeptAnswers
from kiosk.centre.offline import KeepingLookup, Told
from kiosk.centre.probe import CentreProbe
from kiosk.centre.reachability import Reachability
from kiosk.errors import ClockWrong, OutOfService
from kiosk.flow.events import Event
from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import DossierNotFound, LookupUnavailable, TooManyRequests
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.errors import DeviceRefused
from provisioning.device.centre_time import CentreTime
from tests.kiosk.builders import a_question, an_answer
from tests.kiosk.dark import HOUR, Keeping

CODE = a_question().code
HOLDER = an_answer(applicant="Trần V. B.")
NOTHING_KEPT = 0


@dataclass
class StandInCentre:
    """Answers, or fails as told; `meanwhile` happens while it thinks."""

    failure: Exception | None = None
    meanwhile: Callable[[], object] = lambda: None

    def look_up(self, code: Code, secret: ReceiptSecret | None) -> Answer:
        """See AsksCentre."""
        self.meanwhile()
        if self.failure:
            raise self.failure
        return HOLDER if secret else an_answer()


@dataclass
class Desk:
    """A kiosk that keeps what it was told."""

    keeping: Keeping
    kept: KeptAnswers
    centre: StandInCentre = field(default_factory=StandInCentre)
    posted: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.faults = Faults(self.posted.append)
        probe = CentreProbe(httpx.Client(base_url="http://127.0.0.1:9"), CentreTime())
        self.lookup = KeepingLookup(self.centre, self.kept, Reachability(probe, self.faults, self.kept.forget))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """One that has just begun."""
    keeping = Keeping(tmp_path)
    kept = keeping.start()
    yield Desk(keeping, kept)
    kept.close()


def test_what_the_centre_says_comes_first(desk: Desk) -> None:
    assert desk.lookup.look_up(CODE, None) == Told(an_answer(), kept=False)


def test_while_the_centre_is_away_its_last_answer_is_told_with_its_time(desk: Desk) -> None:
    desk.lookup.look_up(CODE, None)
    desk.centre.failure = LookupUnavailable()
    told = desk.lookup.look_up(CODE, None)
    assert told == Told(an_answer(), kept=True)
    assert told.answer.as_of == an_answer().as_of


def test_a_holder_is_told_no_more_than_anybody_while_the_centre_is_away(desk: Desk) -> None:
    secret = ReceiptSecret.parse("ABCD1234")
    assert desk.lookup.look_up(CODE, secret).answer.applicant == "Trần V. B."
    desk.centre.failure = LookupUnavailable()
    assert desk.lookup.look_up(CODE, secret) == Told(an_answer(), kept=True)


def test_nothing_kept_is_nothing_told(desk: Desk) -> None:
    desk.centre.failure = LookupUnavailable()
    with pytest.raises(LookupUnavailable):
        desk.lookup.look_up(CODE, None)


@pytest.mark.parametrize("failure", [DossierNotFound(), TooManyRequests()])
def test_a_kept_answer_is_never_told_against_the_centres_word(desk: Desk, failure: Exception) -> None:
    desk.lookup.look_up(CODE, None)
    desk.centre.failure = failure
    with pytest.raises(type(failure)):
        desk.lookup.look_up(CODE, None)


def test_a_dossier_that_may_not_be_seen_any_more_is_not_kept_any_more(desk: Desk) -> None:
    desk.lookup.look_up(CODE, None)
    desk.centre.failure = DossierNotFound()
    with pytest.raises(DossierNotFound):
        desk.lookup.look_up(CODE, None)
    desk.centre.failure = LookupUnavailable()
    with pytest.raises(LookupUnavailable):
        desk.lookup.look_up(CODE, None)


def test_a_revoked_kiosk_drops_everything_with_the_next_question(desk: Desk) -> None:
    desk.lookup.look_up(CODE, None)
    desk.centre.failure = DeviceRefused("device_revoked")
    with pytest.raises(OutOfService):
        desk.lookup.look_up(CODE, None)
    assert (len(desk.kept), desk.keeping.bytes_on_disk()) == (NOTHING_KEPT, b"")
    assert desk.faults.now == {"out_of_service"}


def test_a_wrong_clock_costs_nothing_that_is_kept(desk: Desk) -> None:
    desk.lookup.look_up(CODE, None)
    desk.centre.failure = DeviceRefused("signature_too_old")
    with pytest.raises(ClockWrong):
        desk.lookup.look_up(CODE, None)
    assert len(desk.kept) == 1
    assert desk.faults.now == {"clock_wrong"}


def test_a_kiosk_that_is_let_in_again_serves_again(desk: Desk) -> None:
    desk.centre.failure = DeviceRefused("device_revoked")
    with pytest.raises(OutOfService):
        desk.lookup.look_up(CODE, None)
    desk.centre.failure = None
    assert desk.lookup.look_up(CODE, None) == Told(an_answer())
    assert desk.faults.now == frozenset()


def test_an_answer_on_its_way_while_the_kiosk_is_revoked_is_not_kept_and_lifts_no_revocation(desk: Desk) -> None:
    reachability = desk.lookup.reachability
    desk.centre.meanwhile = lambda: reachability.refused(DeviceRefused("device_revoked"))
    desk.lookup.look_up(CODE, None)
    assert len(desk.kept) == NOTHING_KEPT
    assert desk.faults.now == {"out_of_service"}


def test_an_answer_on_its_way_while_all_is_forgotten_is_not_kept(desk: Desk) -> None:
    for forget in (desk.kept.forget, desk.keeping.place.clear):  # by the program, and by `motcua-kiosk forget`
        desk.centre.meanwhile = forget
        desk.lookup.look_up(CODE, None)
        assert len(desk.kept) == NOTHING_KEPT


def test_hours_later_nothing_is_told_from_memory(desk: Desk) -> None:
    desk.lookup.look_up(CODE, None)
    desk.keeping.time.pass_by(9 * HOUR)
    desk.centre.failure = LookupUnavailable()
    with pytest.raises(LookupUnavailable):
        desk.lookup.look_up(CODE, None)
