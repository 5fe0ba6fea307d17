"""What the centre tells anybody is brought home once an hour, and in the next minute where it could not be had."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.centre.bulletin import EVERY_ROUNDS, Bulletin, contacts_of
from kiosk.centre.centre import RecordingCentre
from kiosk.centre.public_copy import PublicCopy
from kiosk.flow.events import ContactsCame, Event
from kiosk.flow.states import Contacts
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.site_file import SiteFacts

FACTS = SiteFacts(hotline="0276 3000 000", hotline_hours="7:00-17:00", sms_number="0900 000 000")


@dataclass
class Board:
    """A bulletin, what it posted, and how often the centre was asked; `is_away` says that it does not answer."""

    folder: Path
    is_away: bool = False
    asked: int = 0
    posted: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.centre = RecordingCentre(facts=FACTS, before=self._before)
        self.bulletin = Bulletin(PublicCopy(self.centre, self.folder), Contacts(), self.posted.append)

    def rounds(self, number: int) -> None:
        """So many minutes pass."""
        for _ in range(number):
            self.bulletin.look()

    def _before(self) -> None:
        self.asked += 1
        if self.is_away:
            raise LookupUnavailable


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """One that has asked for nothing yet."""
    return Board(tmp_path)


def test_it_is_fetched_at_once_and_then_once_an_hour(board: Board) -> None:
    board.rounds(EVERY_ROUNDS + 1)
    assert board.posted == [ContactsCame(contacts_of(FACTS, Contacts()))]
    board.rounds(1)
    assert len(board.posted) == 2


def test_the_catalogue_comes_along_for_bad_days(board: Board) -> None:
    board.rounds(1)
    assert (board.folder / "procedures.json").exists()


def test_a_centre_that_is_away_is_asked_again_in_the_next_minute_whatever_is_kept(board: Board) -> None:
    board.bulletin.public.renew()
    board.is_away, board.asked = True, 0
    board.rounds(3)
    assert (board.asked, board.posted) == (3, [])
    board.is_away = False
    board.rounds(1)
    assert len(board.posted) == 1


def test_what_this_kiosk_says_goes_before_what_the_centre_says_and_has_no_hours_of_another_line() -> None:
    assert contacts_of(FACTS, Contacts()) == Contacts("0276 3000 000", "0900 000 000", "", "7:00-17:00")
    own = Contacts(hotline="1022", address="tracuu.example.vn")
    assert contacts_of(FACTS, own) == Contacts("1022", "0900 000 000", "tracuu.example.vn", "")
