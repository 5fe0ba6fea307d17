"""What stands where in a QR symbol of model 2 (ISO/IEC 18004): the patterns that all have, and how the rest goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Modules = NDArray[np.bool_]  # rows and columns, True is dark
FINDER = 7
QUIET = 4
VERSIONS = range(1, 11)  # a receipt's text needs 3 to 8

# Annex E: where alignment patterns stand.
ALIGNMENT: tuple[tuple[int, ...], ...] = (
    (),
    (6, 18),
    (6, 22),
    (6, 26),
    (6, 30),
    (6, 34),
    (6, 22, 38),
    (6, 24, 42),
    (6, 26, 46),
    (6, 28, 50),
)
# Table 9, for the levels L, M, Q and H: values for correction in a block, and how many blocks.
BLOCKS: tuple[tuple[tuple[int, int], ...], ...] = (
    ((7, 1), (10, 1), (13, 1), (17, 1)),
    ((10, 1), (16, 1), (22, 1), (28, 1)),
    ((15, 1), (26, 1), (18, 2), (22, 2)),
    ((20, 1), (18, 2), (26, 2), (16, 4)),
    ((26, 1), (24, 2), (18, 4), (22, 4)),
    ((18, 2), (16, 4), (24, 4), (28, 4)),
    ((20, 2), (18, 4), (18, 6), (26, 5)),
    ((24, 2), (22, 4), (22, 6), (26, 6)),
    ((30, 2), (22, 5), (20, 8), (24, 8)),
    ((18, 4), (26, 5), (24, 8), (28, 8)),
)
LEVELS = (1, 0, 3, 2)  # L, M, Q, H as the format bits write them


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """`known` has the modules that are the same in every symbol of this size, `dark` what they are; `order` are the
    (row, column) of the bits of the values, in their order."""

    version: int
    known: Modules
    dark: Modules
    order: NDArray[np.intp]

    @property
    def side(self) -> int:
        """Modules of a side."""
        return len(self.known)

    @property
    def alignments(self) -> list[tuple[int, int]]:
        """The middles of the alignment patterns."""
        return list(_alignments(self.version))


@cache
def layout(version: int) -> Layout:
    """The layout of a version, 1 to 10."""
    side = 17 + 4 * version
    dark, known = np.zeros((side, side), bool), np.zeros((side, side), bool)
    dark[6, ::2] = dark[::2, 6] = True
    known[6] = known[:, 6] = True
    for row, column in _alignments(version):
        _square(dark, known, (row, column), 2)
    for row, column in ((3, 3), (3, side - 4), (side - 4, 3)):
        _square(dark, known, (row, column), 3)
    dark[side - 8, 8] = known[side - 8, 8] = True
    taken = known.copy()
    for row, column in format_places(side):
        taken[row, column] = True
    if version >= 7:
        taken[:6, side - 11 : side - 8] = taken[side - 11 : side - 8, :6] = True
    return Layout(version, known, dark, np.array(list(_zigzag(taken)), dtype=np.intp))


def format_places(side: int) -> list[tuple[int, int]]:
    """Where the 15 bits of the format stand, highest first, and then where they stand once more."""
    first = [(8, at) for at in (0, 1, 2, 3, 4, 5, 7, 8)] + [(at, 8) for at in (7, 5, 4, 3, 2, 1, 0)]
    second = [(side - 1 - at, 8) for at in range(7)] + [(8, side - 8 + at) for at in range(8)]
    return first + second


def mask(number: int, side: int) -> Modules:
    """The modules that mask 0 to 7 turns over (7.8.2)."""
    i, j = np.mgrid[:side, :side]
    patterns = (
        (i + j) % 2,
        i % 2,
        j % 3,
        (i + j) % 3,
        (i // 2 + j // 3) % 2,
        i * j % 2 + i * j % 3,
        (i * j % 2 + i * j % 3) % 2,
        ((i + j) % 2 + i * j % 3) % 2,
    )
    return np.asarray(patterns[number] == 0)


def coded(value: int, length: int, polynomial: int) -> int:
    """A value with the remainder that checks it behind it, `length` bits (format and version)."""
    rest = value << length
    for at in range(rest.bit_length() - 1, length - 1, -1):
        if rest >> at & 1:
            rest ^= polynomial << (at - length)
    return value << length | rest


@cache
def formats() -> tuple[tuple[int, int, int], ...]:
    """All level numbers (0 is L to 3 for H) and masks, with the 15 bits that say so."""
    return tuple(
        (level, number, coded(written << 3 | number, 10, 0x537) ^ 0x5412)
        for level, written in enumerate(LEVELS)
        for number in range(8)
    )


def blocks(version: int, level: int) -> tuple[list[int], int]:
    """How many values of data each block has, and how many for correction."""
    parity, count = BLOCKS[version - 1][level]
    total = len(layout(version).order) // 8
    data = total // count - parity
    longer = total % count
    return [data] * (count - longer) + [data + 1] * longer, parity


def _alignments(version: int) -> Iterator[tuple[int, int]]:
    middles = ALIGNMENT[version - 1]
    for row in middles:
        for column in middles:
            if (row, column) not in ((6, 6), (6, middles[-1]), (middles[-1], 6)):
                yield row, column


def _square(dark: Modules, known: Modules, middle: tuple[int, int], reach: int) -> None:
    """Squares within squares; a finder (reach 3) has a light border too."""
    row, column = middle
    for ring in range(reach + (reach == 3), -1, -1):
        rows, columns = (slice(max(0, at - ring), at + ring + 1) for at in (row, column))
        dark[rows, columns] = ring != reach - 1 if ring <= reach else False
        known[rows, columns] = True


def _zigzag(taken: Modules) -> Iterator[tuple[int, int]]:
    side = len(taken)
    upward = True
    for right in [*range(side - 1, 6, -2), 5, 3, 1]:
        for row in range(side - 1, -1, -1) if upward else range(side):
            for column in (right, right - 1):
                if not taken[row, column]:
                    yield row, column
        upward = not upward
