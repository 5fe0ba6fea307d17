"""The way of a dossier as a picture: where it was, where it is, and, in outline, where it still goes."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.languages.catalogue import Catalogue
from kiosk.languages.labels import Labels
from kiosk.saying import telling
from kiosk.screens.parts import load_layout
from kiosk.screens.theme import look
from lookup_api.contract import Answer, StepAnswer
from lookup_api.domain.calendar import VIETNAM, local_day
from lookup_api.domain.status import Status
from lookup_api.domain.wording import status_name

MOST_ACROSS = 4  # stops beside each other that have room for their names


class Time(StrEnum):
    """Of a stop: behind the dossier, where it is, or before it."""

    PAST = "past"
    NOW = "now"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the way; `when` and `who` are "" where nobody knows."""

    name: str
    when: str
    who: str
    time: Time


class StopAcross(BoxLayout):
    """A stop of a way that goes from left to right."""

    what = StringProperty("")
    when = StringProperty("")
    time = StringProperty(Time.PAST)
    first = BooleanProperty(False)
    last = BooleanProperty(False)


class StopDown(BoxLayout):
    """A stop of a way that goes downwards, with who was responsible."""

    what = StringProperty("")
    when = StringProperty("")
    who = StringProperty("")
    time = StringProperty(Time.PAST)
    first = BooleanProperty(False)
    last = BooleanProperty(False)


class Way(BoxLayout):
    """The whole way. A short one goes from left to right; a long one, and one in large letters, downwards."""

    across = BooleanProperty(True)

    def show(self, stops: tuple[Stop, ...]) -> None:
        """Draw these stops, the earliest first."""
        self.clear_widgets()
        self.across = len(stops) <= MOST_ACROSS and not look.is_large
        for at, stop in enumerate(stops):
            self.add_widget(self._widget(stop, first=at == 0, last=at == len(stops) - 1))

    def _widget(self, stop: Stop, **ends: bool) -> Any:
        told = {"what": stop.name, "when": stop.when, "time": stop.time.value}
        return StopAcross(**told, **ends) if self.across else StopDown(**told, who=stop.who, **ends)


def stops_of(answer: Answer, words: Catalogue, labels: Labels) -> tuple[Stop, ...]:
    """The way of an answer; none when the agency tells no steps."""
    if not answer.steps:
        return ()
    went = _without_repeats(answer.steps)
    known = [_stop(step, answer, words) for step in went]
    known[-1] = replace(known[-1], time=Time.NOW)
    promised = labels.promised.format(date=_day(answer.due_at, answer, words)) if answer.due_at else ""
    return (*known, *_to_come(answer.status, labels, promised))


def _without_repeats(steps: tuple[StepAnswer, ...]) -> list[StepAnswer]:
    """Of two equal steps in a row by the same unit, the first."""
    kept: list[StepAnswer] = []
    for step in steps:
        if not kept or (step.status, step.unit, step.officer) != (kept[-1].status, kept[-1].unit, kept[-1].officer):
            kept.append(step)
    return kept


def _stop(step: StepAnswer, answer: Answer, words: Catalogue) -> Stop:
    who = ", ".join(filter(None, (step.officer, step.unit or step.agency)))
    return Stop(status_name(step.status, words.language), _day(step.at, answer, words), who, Time.PAST)


def _day(at: datetime, answer: Answer, words: Catalogue) -> str:
    """`16/01`, with the year where it is another one than now."""
    if local_day(at).year != local_day(answer.as_of).year:
        return telling.short_day(at, words)
    return at.astimezone(VIETNAM).strftime(words.date_form.rstrip("%Y").rstrip("/ "))


def _to_come(status: Status, labels: Labels, promised: str) -> list[Stop]:
    """What usually follows; the result has the promised day."""
    receive, process, handed = (
        Stop(name, "", "", Time.TO_COME) for name in (labels.to_receive, labels.to_process, labels.to_return)
    )
    result = Stop(labels.to_finish, promised, "", Time.TO_COME)
    return {
        Status.NEWLY_REGISTERED: [receive, process, result],
        Status.RECEIVED: [process, result, handed],
        Status.PROCESSING: [result, handed],
        Status.SUPPLEMENT_REQUESTED: [result],
        Status.PAYMENT_REQUIRED: [result],
        Status.FINISHED: [handed],
    }.get(status, [])


load_layout("way.kv")
