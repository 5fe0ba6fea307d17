"""One touch rates the service."""

from collections.abc import Callable
from functools import partial

from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.events import Event, StarsChosen
from kiosk.languages.labels import LABELS, Labels
from kiosk.screens.parts import Press, load_layout
from lookup_api.domain.wording import Language

MOST_STARS = 5


class Star(Press):
    """One of five; it is full when at least so many were given."""


class Rating(BoxLayout):
    """A question and five stars; thanks, when they were given."""

    labels = ObjectProperty(LABELS[Language.VI], rebind=True)
    stars = NumericProperty(0)

    def __init__(self, emit: Callable[[Event], None]) -> None:
        super().__init__()
        self._emit = emit
        for count in range(1, MOST_STARS + 1):
            star = Star()
            star.bind(on_release=partial(self._choose, count))
            self.ids.row.add_widget(star)

    def show(self, stars: int, labels: Labels) -> None:
        """Draw so many stars; 0 before they are given."""
        self.stars, self.labels = stars, labels
        for at, star in enumerate(reversed(self.ids.row.children), start=1):
            star.text = "★" if at <= stars else "☆"
            star.name = labels.one_star if at == 1 else labels.stars.format(count=at)

    def _choose(self, count: int, _: object) -> None:
        self._emit(StarsChosen(count))


load_layout("rating.kv")
