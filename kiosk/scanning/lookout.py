"""What is made of a camera picture: a question that is believed, a sighting for the preview, advice for the camera."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.flow.events import CodeGlimpsed, CodeRead, Event, SomethingHeld
from kiosk.question import Grammar
from kiosk.scanning.bars.locate import find_fields
from kiosk.scanning.decode import decode, glance
from kiosk.scanning.exposure import Advice
from kiosk.scanning.places import find_codes
from kiosk.scanning.read import Reading, read_picture
from kiosk.scanning.slot import Frame, Picture
from kiosk.scanning.tracking import Sighting, Tracker
from kiosk.scanning.voting import Ballot

NANO = 1_000_000_000
HELD_PAUSE_SECONDS = 0.5  # between two words that something is held up
SEEK_SECONDS = 0.15  # between two searches for a region in pictures that can't be read


@dataclass(slots=True)
class Lookout:
    """Looks at one frame after another and posts what it sees; the times are the frames' own."""

    grammar: Grammar
    post: Callable[[Event], None]
    show: Callable[[Sighting], None]
    ballot: Ballot = field(default_factory=Ballot)
    tracker: Tracker = field(default_factory=Tracker)
    shown: Sighting = field(default_factory=Sighting)
    held_at: float = float("-inf")
    sought_at: float = float("-inf")

    def look_at(self, frame: Frame, eager: bool) -> Advice:
        """One look. `eager`: something is held up or somebody waits, so it may cost more; else a glance must do."""
        now = frame.taken_ns / NANO
        self.ballot.forget(now)
        if frame.held and now - self.held_at >= HELD_PAUSE_SECONDS:
            self.held_at = now
            self.post(SomethingHeld())
        reading = self._read(frame.picture, eager)
        if reading is not None:
            self._cast(reading, frame.held, now)
        if not eager:
            self.tracker.rest(now)
        elif now - self.sought_at >= SEEK_SECONDS:
            self.sought_at = now
            self._track(frame, reading is not None and reading.question.code in self.ballot.elected)
        self._show()
        return self.tracker.advice

    def look_afresh(self) -> None:
        """Whatever is before the camera may be asked for again: somebody wants to scan."""
        self.ballot = Ballot()

    def _read(self, picture: Picture, eager: bool) -> Reading | None:
        """The last region first: it is small, so that is soon done."""
        nearby = self.tracker.surroundings(picture) if eager else None
        reading = None if nearby is None else read_picture(nearby, self.grammar, glance)
        return reading or read_picture(picture, self.grammar, decode if eager else glance)

    def _cast(self, reading: Reading, held: bool, now: float) -> None:
        question = self.ballot.cast(reading.question, reading.symbology, now, held)
        if question is not None:
            self.post(CodeRead(question))
        elif self.ballot.is_first_glimpse(reading.question, now, held):
            self.post(CodeGlimpsed(reading.question))

    def _track(self, frame: Frame, is_accepted: bool) -> None:
        """After all that a citizen waits for: where the code lies."""
        places = find_codes(frame.picture)
        if is_accepted:
            self.tracker.accept(next((place.outline for place in places if place.is_read), ()), frame.taken_ns / NANO)
        else:
            self.tracker.follow(frame, find_fields(frame.picture), [place for place in places if not place.is_read])

    def _show(self) -> None:
        if self.tracker.sighting != self.shown:
            self.shown = self.tracker.sighting
            self.show(self.shown)
