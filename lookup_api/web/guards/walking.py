"""Whether somebody walks along the serial numbers: how many different codes of one neighbourhood were asked for.

A neighbourhood is one agency's day. A busy agency takes some hundreds of dossiers a day, and a dossier is looked up
about five times in the week or two that it lives; so of one day's codes a few are looked up in ten minutes by the
whole public, at the Monday peak perhaps ten. Behind one network (an IPv4 /24, an IPv6 /64) stands a family or an
office, or with a carrier's address translation some thousand phones. `near` is twice what the whole public asks for at
its peak, so that a carrier's network never comes over it; `far` is what such a network asks for at its own peak,
whatever the agency and the day; `everybody` is sixty times the honest peak, for a robot with many addresses. Who comes
over a limit is asked a question, not sent away: where we are wrong it costs a citizen ten seconds.

A code that does not exist weighs as three: who holds a receipt mistypes once or twice, who walks runs past the end of
the day. The same code again is no step at all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic

from lookup_api.domain.codes import CODE_FORM
from lookup_api.web.guards.distinct import Distinct
from lookup_api.web.guards.reasons import Reason

SECONDS = 600.0
MISS_WEIGHT = 3.0
FIGURES = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Widths:
    """How many different codes within ten minutes: of one neighbourhood by one network, of all by one network, of
    one neighbourhood by all networks together.
    """

    near: int = 20
    far: int = 600
    everybody: int = 600


class Walking:
    """Watches the public's steps from code to code, in this process and in bounded memory (twice Distinct's)."""

    def __init__(self, widths: Widths = Widths(), clock: Callable[[], float] = monotonic) -> None:
        self._widths = widths
        self._by_network = Distinct(SECONDS, clock=clock)
        self._by_everybody = Distinct(SECONDS, clock=clock)

    def step(self, network: str, code: str) -> Reason | None:
        """Note that `network` asks for `code`; when that is a step too far, why, and then nothing is noted."""
        step = (network, code)
        if step in self._by_network:
            return None
        neighbourhood = neighbourhood_of(code)
        near = (network, neighbourhood)
        full = self._by_network.add(step, (near, network), (self._widths.near, self._widths.far))
        if full is not None:
            return Reason.NEIGHBOURHOOD if full == near else Reason.NETWORK
        if self._by_everybody.add(code, (neighbourhood,), (self._widths.everybody,)) is not None:
            self._by_network.discard(step)
            return Reason.EVERYBODY
        return None

    def miss(self, network: str, code: str) -> None:
        """Note that the code that `network` asked for does not exist."""
        self._by_network.weigh((network, code), MISS_WEIGHT)
        self._by_everybody.weigh(code, MISS_WEIGHT)


@lru_cache(maxsize=8_192)
def neighbourhood_of(code: str) -> str:
    """What a printed code shares with its neighbours: agency and day; of a department's own code all but figures,
    for its serial may stand anywhere (`123/HKD-2014`).
    """
    return code.rpartition("-")[0] if CODE_FORM.fullmatch(code) else FIGURES.sub("", code)
