"""A short question in words that a person answers at a glance, asked by ourselves: no third party, no picture.

It does not tell people from machines for ever; it makes walking along the codes cost time and a program of its own.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random, SystemRandom
from secrets import token_hex

from lookup_api.store.errors import SealBroken
from lookup_api.store.sealing import Sealer
from lookup_api.web.guards.distinct import Distinct
from lookup_api.web.guards.passes import Passes
from provisioning.clock import utc_now

GOOD_FOR = timedelta(minutes=10)
WAITS = (2, 5, 15, 30)  # seconds before the answer may come, by how many its network has solved in ten minutes


class Kind(StrEnum):
    """What is asked of some small numbers."""

    SUM = "sum"
    DIFFERENCE = "difference"
    LARGER = "larger"
    SMALLER = "smaller"
    MIDDLE = "middle"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Question:
    """A question about `numbers` (0 to 20)."""

    kind: Kind
    numbers: tuple[int, ...]

    @property
    def answer(self) -> int:
        """The number that is right."""
        return ANSWERS[self.kind](self.numbers)


ANSWERS: dict[Kind, Callable[[tuple[int, ...]], int]] = {
    Kind.SUM: sum,
    Kind.DIFFERENCE: lambda numbers: numbers[0] - numbers[1],
    Kind.LARGER: max,
    Kind.SMALLER: min,
    Kind.MIDDLE: lambda numbers: numbers[1],
    Kind.LAST: lambda numbers: numbers[-1],
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for a form: `sealed` goes into a hidden field, and the answer may come after `wait` seconds."""

    question: Question
    sealed: str
    wait: int


class Verdict(StrEnum):
    """What an answer was: STALE is one to a question that is too old, or was answered before, or not ours."""

    RIGHT = "right"
    WRONG = "wrong"
    EARLY = "early"
    STALE = "stale"


class Challenges:
    """Asks and judges. What was answered is known in this process only: with several workers a question may be
    answered once in each. `clock` gives aware UTC.
    """

    def __init__(
        self, sealer: Sealer, passes: Passes, clock: Callable[[], datetime] = utc_now, random: Random | None = None
    ) -> None:
        self.passes = passes
        self._sealer = sealer
        self._clock = clock
        self._random = random or SystemRandom()
        self._answered, self._solved = (
            Distinct(GOOD_FOR.total_seconds(), clock=lambda: clock().timestamp()) for _ in range(2)
        )

    def ask(self, network: str) -> Asked:
        """A fresh question for somebody in `network`; the more its network solved, the longer the wait."""
        question = _question(self._random)
        wait = WAITS[min(int(self._solved.weight(network)), len(WAITS) - 1)]
        asked_at = self._clock().timestamp()
        until = asked_at + GOOD_FOR.total_seconds()
        hidden = {"asked": token_hex(8), "answer": question.answer, "from": asked_at + wait, "until": until}
        return Asked(question, self._sealer.seal(json.dumps(hidden)).decode("ascii"), wait)

    def judge(self, network: str, sealed: str, answer: int | None) -> Verdict:
        """Whether `answer` (None: no number) is right for the question in `sealed`, which can't be answered again."""
        hidden = self._opened(sealed)
        now = self._clock().timestamp()
        if hidden is None or now >= hidden["until"] or not self._is_first_answer(hidden["asked"]):
            return Verdict.STALE
        if now < hidden["from"]:
            return Verdict.EARLY
        if answer != hidden["answer"]:
            return Verdict.WRONG
        self._solved.add(hidden["asked"], (network,))
        return Verdict.RIGHT

    def _is_first_answer(self, asked: float) -> bool:
        """Asked and noted in one step: of two answers at the same moment one is the first."""
        return self._answered.add(object(), (asked,), (1.0,)) is None

    def _opened(self, sealed: str) -> dict[str, float] | None:
        try:
            hidden = json.loads(self._sealer.open(sealed.encode()))
        except (SealBroken, ValueError):
            return None
        # Other sealed texts of ours (passes) are no questions.
        is_question = isinstance(hidden, dict) and hidden.keys() == {"asked", "answer", "from", "until"}
        return hidden if is_question else None


def _question(random: Random) -> Question:
    kind = random.choice(list(Kind))
    numbers = random.sample(range(2, 10), 3 if kind in (Kind.MIDDLE, Kind.LAST) else 2)
    return Question(kind, tuple(sorted(numbers, reverse=True) if kind is Kind.DIFFERENCE else numbers))
