"""A tree of digests over an agency's dossiers: by the month of reception, then by the digits of their codes' hashes.

Two ends descend only where their totals differ, so one difference among a million dossiers costs a few kilobytes.
A total is a sum: it is the same in any order, and a database adds it up by itself.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

Digest = tuple[int, int, int]
"""Three parts of 40 bits each; eight million of them add up within the 63 bits of a database's number."""

DIGITS = 8  # of a code's hash, in base 16: what places it in the tree
FANOUT = 16
FEW = 24  # so many dossiers are told one by one
MOST_BRANCHES = 64  # that are asked for at once


class Finding(StrEnum):
    """How one dossier differs: only the agency has it, only the centre has it, or they hold different facts."""

    MISSING = "missing"
    EXTRA = "extra"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Total:
    """How many dossiers there are somewhere in the tree, and the sum of their digests."""

    count: int
    sums: Digest

    @classmethod
    def of(cls, digests: Iterable[Digest]) -> "Total":
        """The total of these digests."""
        count, first, second, third = 0, 0, 0, 0
        for one in digests:
            count, first, second, third = count + 1, first + one[0], second + one[1], third + one[2]
        return cls(count, (first, second, third))


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of the tree: a period, and the first digits of the hashes of its codes."""

    period: str
    prefix: str = ""

    @property
    def first(self) -> int:
        """The lowest place in it."""
        return int(self.prefix.ljust(DIGITS, "0"), FANOUT)

    @property
    def end(self) -> int:
        """The place just behind it."""
        return int(self.first + FANOUT ** (DIGITS - len(self.prefix)))

    @property
    def child_width(self) -> int:
        """How many places each of its children has."""
        return int(FANOUT ** max(0, DIGITS - len(self.prefix) - 1))

    def child(self, digit: str) -> "Branch":
        """The part of it under one further digit."""
        return Branch(self.period, self.prefix + digit)

    def child_at(self, number: int) -> "Branch":
        """The child that holds the places from `number` times `child_width` on."""
        return self.child(f"{number % FANOUT:x}")

    @property
    def is_told_whole(self) -> bool:
        """Whether it has no children: all digits are used up."""
        return len(self.prefix) == DIGITS


@dataclass(frozen=True, slots=True)
class Look:
    """What is in a branch: its dossiers one by one where there are few, by their codes; else its children's totals."""

    leaves: Mapping[str, Digest] = field(default_factory=dict)
    children: Mapping[Branch, Total] = field(default_factory=dict)


Told = tuple[Finding, str]
"""One finding, and the code of the dossier."""


class Forest(Protocol):
    """One end's tree. Either method raises what its database or its wire raises."""

    def periods(self) -> Mapping[str, Total]:
        """The total of each period that has a dossier."""

    def look(self, branches: Sequence[Branch]) -> Sequence[Look]:
        """What is in each of these branches, at most MOST_BRANCHES of them."""


class Grove(Forest, Protocol):
    """The end that compares: it can list what a branch holds, however much that is."""

    def split(self, branch: Branch) -> Mapping[Branch, Total]:
        """The totals of the branch's children that hold a dossier."""

    def leaves(self, branch: Branch) -> Iterator[tuple[str, Digest]]:
        """Every dossier of the branch."""


def place_of(code: str) -> int:
    """Where a dossier of this code (as printed) stands in its period."""
    return int.from_bytes(sha256(code.encode()).digest()[: DIGITS // 2], "big")


def compare(ours: Grove, theirs: Forest, wanted: Callable[[str], bool]) -> Iterator[Told]:
    """Every difference between the agency's tree (`ours`) and the centre's (`theirs`) in the periods that are wanted.

    A dossier that the two count to different periods comes twice: as missing in one, as extra in the other.
    """
    here, there = ours.periods(), theirs.periods()
    differing = sorted(period for period in here.keys() | there.keys() if here.get(period) != there.get(period))
    waiting = [Branch(period) for period in differing if wanted(period)]
    while waiting:  # the last ones first: the list stays short however much differs
        branches, waiting = waiting[-MOST_BRANCHES:], waiting[:-MOST_BRANCHES]
        for branch, look in zip(branches, theirs.look(branches), strict=True):
            waiting += yield from _compare(ours, branch, look)


def _compare(ours: Grove, branch: Branch, look: Look) -> Generator[Told, None, list[Branch]]:
    """Tell what differs in the branch; gives the children in which one has to look further."""
    if not look.children:
        yield from _compare_leaves(ours, branch, look.leaves)
        return []
    mine = ours.split(branch)
    for child in mine.keys() - look.children.keys():
        for code, _ in ours.leaves(child):
            yield Finding.MISSING, code
    return [child for child, total in look.children.items() if mine.get(child) != total]


def _compare_leaves(ours: Grove, branch: Branch, theirs: Mapping[str, Digest]) -> Iterator[Told]:
    seen = set()
    for code, digest in ours.leaves(branch):
        seen.add(code)
        if code not in theirs:
            yield Finding.MISSING, code
        elif theirs[code] != digest:
            yield Finding.DIFFERENT, code
    for code in theirs.keys() - seen:
        yield Finding.EXTRA, code
