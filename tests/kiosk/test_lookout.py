"""What is made of camera pictures."""

from dataclasses import dataclass, field

import numpy as np

from kiosk.flow.events import CodeGlimpsed, CodeRead, Event, SomethingHeld
from kiosk.question import Grammar
from kiosk.scanning.decode import Symbology
from kiosk.scanning.hints import Hint
from kiosk.scanning.lookout import NANO, Lookout
from kiosk.scanning.slot import Frame, Picture
from kiosk.scanning.tracking import Sighting
from tests.kiosk.builders import CODE, a_question
from tests.kiosk.pictures import a_code, a_frame

RECEIPT = a_frame(a_code(CODE, Symbology.CODE128, dots=4))
LINK = f"https://tracuu.example.vn/r/{CODE}/ABCD1234"


@dataclass
class Post:
    """A lookout that sees fifteen pictures a second, and what it says."""

    events: list[Event] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    now_ns: int = 100 * NANO

    def __post_init__(self) -> None:
        self.lookout = Lookout(Grammar(), self.events.append, self.sightings.append)

    def see(self, *pictures: Picture, held: bool = True) -> None:
        """Look at these, one after another."""
        for picture in pictures:
            self.now_ns += NANO // 15
            self.lookout.look_at(Frame(self.now_ns, picture, held), eager=held)

    def read(self) -> list[Event]:
        """The codes that were read or glimpsed."""
        return [event for event in self.events if not isinstance(event, SomethingHeld)]


def test_bars_are_a_glimpse_at_first_and_read_when_they_agree() -> None:
    post = Post()
    post.see(*[RECEIPT] * 6)
    assert post.events[0] == SomethingHeld()
    assert post.read() == [CodeGlimpsed(a_question()), CodeRead(a_question())]


def test_a_qr_is_read_at_once() -> None:
    post = Post()
    post.see(*[a_frame(a_code(LINK, Symbology.QR, dots=6))] * 3)
    assert post.read() == [CodeRead(a_question(secret="ABCD1234"))]


def test_a_paper_that_stays_is_read_again_only_when_somebody_asks() -> None:
    post = Post()
    post.see(*[RECEIPT] * 8)
    post.see(*[RECEIPT] * 4, held=False)
    post.lookout.look_afresh()
    post.see(*[RECEIPT] * 4)
    assert post.read().count(CodeRead(a_question())) == 2


def test_that_something_is_held_up_is_said_twice_a_second() -> None:
    post = Post()
    post.see(*[a_frame()] * 30)
    assert post.events == [SomethingHeld()] * 4


def test_a_paper_that_lay_there_from_the_start_is_read_at_a_glance() -> None:
    post = Post()
    post.see(RECEIPT, RECEIPT, held=False)
    assert post.events == [CodeGlimpsed(a_question()), CodeRead(a_question())]


def test_the_sighting_says_that_the_code_was_read_and_then_nothing_more() -> None:
    post = Post()
    post.see(RECEIPT)
    assert all(sighting.hint is Hint.NONE for sighting in post.sightings)
    post.see(*[RECEIPT] * 4)
    assert post.sightings[-1].hint is Hint.READ
    assert len(post.sightings[-1].outline) == 4
    post.see(*[a_frame(noise=3)] * 40, held=False)
    assert post.sightings[-1] == Sighting()


def test_bars_that_are_no_code_of_ours_are_outlined() -> None:
    post = Post()
    small = a_frame((a_code("8934563138165-000", Symbology.CODE128, dots=3) * 0.8).astype(np.uint8), noise=3)
    post.see(*[small] * 20)
    assert post.read() == []
    assert len(post.sightings[-1].outline) == 4
