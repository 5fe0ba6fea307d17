"""Which sequences of Code 128 symbols spell a dossier code: an automaton over symbols, from the grammar's forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from string import ascii_uppercase, digits

import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.bars.alphabet import CODE_A, CODE_B, CODE_C

NONE = -1
IN_B, IN_C = 0, 1  # set A writes capitals and figures with the same symbols as B
LEAD_OF_CODES = 8.0  # of what was read wrongly in trials, the most had 7 and a likeness of 0.66
LEAD_OF_ANY_TEXT = 16.0
FEWEST = 6  # symbols with start and stop that are told from noise
LONGEST = 34  # symbols between the start and the check symbol
PRINTABLE = "".join(map(chr, range(32, 127)))
DAYS = (  # months and their days
    (("0", "13578"), (("0", "123456789"), ("12", digits), ("3", "01"))),
    (("1", "02"), (("0", "123456789"), ("12", digits), ("3", "01"))),
    (("0", "469"), (("0", "123456789"), ("12", digits), ("3", "0"))),
    (("1", "1"), (("0", "123456789"), ("12", digits), ("3", "0"))),
    (("0", "2"), (("0", "123456789"), ("12", digits))),
)


@dataclass(frozen=True, slots=True)
class Language:
    """`following[state, symbol]` is the next state or -1; a state is twice a node and whether code set C is on.

    `finishing[symbols, state]`: whether the text can be complete after exactly so many symbols more. State 0 begins.
    `least_lead`: by how many log likelihoods a text must lead over the next best to be believed; the less a language
    forbids, the more.
    """

    following: NDArray[np.int32]
    finishing: NDArray[np.bool_]
    least_lead: float

    @property
    def symbols(self) -> range:
        """How many symbols a text may take, with start, check symbol and stop."""
        inner = np.flatnonzero(self.finishing[1:, :2].any(axis=1)) + 1
        return range(max(FEWEST, int(inner[0]) + 3), int(inner[-1]) + 4)


@cache
def dossier_codes() -> Language:
    """The printed forms of the national dossier code, with days that exist (29 February in every year)."""
    return _language(*_determined(_arcs()), LEAD_OF_CODES)


@cache
def any_text() -> Language:
    """Every text of printable ASCII signs."""
    return _language([dict.fromkeys(PRINTABLE, 0)], {0}, LEAD_OF_ANY_TEXT)


def _arcs() -> list[tuple[object, str, object]]:
    arcs: list[tuple[object, str, object]] = []

    def chain(at: object, groups: Iterable[str], to: object) -> None:
        parts = list(groups)
        places = [at, *((at, to, *parts[: number + 1]) for number in range(len(parts) - 1)), to]
        arcs.extend(zip(places, parts, places[1:], strict=False))

    n = digits
    chain("begin", [n, n, n, ".", n, n, ".", n, n, ".", ascii_uppercase, n, n, "-"], "day")
    chain("begin", [ascii_uppercase, n, n], "unit 0")
    for unit in range(4):
        chain(f"unit {unit}", ["-"], "day")
        if unit < 3:
            chain(f"unit {unit}", [".", n, n], f"unit {unit + 1}")
    for year in ([n, n], ["2", "0", n, n]):
        for month, days in DAYS:
            for day in days:
                chain("day", [*year, *month, *day, "-"], "serial")
    chain("serial", [n, n, n, n], "end 4")
    for more in (4, 5, 6):
        chain(f"end {more}", [n], f"end {more + 1}")
    return arcs


def _determined(arcs: list[tuple[object, str, object]]) -> tuple[list[dict[str, int]], set[int]]:
    """The same automaton with one next node for each sign (the subset construction)."""
    outgoing: dict[object, list[tuple[str, object]]] = {}
    for at, signs, to in arcs:
        outgoing.setdefault(at, []).append((signs, to))
    numbers: dict[frozenset[object], int] = {frozenset(["begin"]): 0}
    nodes, steps = list(numbers), list[dict[str, int]]()
    for node in nodes:
        reached: dict[str, set[object]] = {}
        for place in node:
            for signs, to in outgoing.get(place, []):
                for sign in signs:
                    reached.setdefault(sign, set()).add(to)
        for places in map(frozenset, reached.values()):
            if places not in numbers:
                numbers[places] = len(nodes)
                nodes.append(places)
        steps.append({sign: numbers[frozenset(places)] for sign, places in reached.items()})
    ends = {number for places, number in numbers.items() if any(str(place).startswith("end") for place in places)}
    return steps, ends


def _language(steps: list[dict[str, int]], ends: set[int], least_lead: float) -> Language:
    following = np.full((2 * len(steps), 106), NONE, np.int32)
    for node, signs in enumerate(steps):
        for sign, to in signs.items():
            following[2 * node + IN_B, ord(sign) - 32] = 2 * to + IN_B
            for second, end in steps[to].items() if sign in digits else ():
                if second in digits:
                    following[2 * node + IN_C, int(sign + second)] = 2 * end + IN_C
        following[2 * node + IN_B, CODE_C] = 2 * node + IN_C
        following[2 * node + IN_C, [CODE_A, CODE_B]] = 2 * node + IN_B
    return Language(following, _finishing(following, ends), least_lead)


def _finishing(following: NDArray[np.int32], ends: set[int]) -> NDArray[np.bool_]:
    finishing = np.zeros((LONGEST, len(following)), np.bool_)
    for node in ends:
        finishing[0, 2 * node : 2 * node + 2] = True
    for more in range(1, LONGEST):
        finishing[more] = np.where(following == NONE, False, finishing[more - 1][following]).any(axis=1)
    return finishing
