"""Reed and Solomon's code over 256 values, as QR uses it: corrects wrong values, and twice as many doubtful ones.

Of each block some of the capacity stays unused (`SPARE`), so that a block of chance values is refused.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

POLYNOMIAL = 0x11D  # ISO/IEC 18004, 7.5.2
SPARE = 3  # values of the correction that must agree by themselves: chance does so once in 16 million

POWERS = [1]
for _ in range(254):
    POWERS.append(POWERS[-1] << 1 ^ (POLYNOMIAL if POWERS[-1] & 0x80 else 0))
POWERS += POWERS
LOGARITHMS = [0, *(POWERS.index(value) for value in range(1, 256))]  # 0 has none
_POWERS, _LOGARITHMS = np.array(POWERS), np.array(LOGARITHMS)


def corrected(block: Sequence[int], parity: int, doubtful: Collection[int] = ()) -> list[int] | None:
    """The block with its wrong values put right, or None. `parity` of its values are for correction; `doubtful` are the
    places whose values are not to be relied on."""
    syndromes = _syndromes(block, parity)
    if not any(syndromes):
        return list(block)
    erased = [1]
    for at in doubtful:
        erased = _times(erased, [1, POWERS[len(block) - 1 - at]])
    room = parity - len(doubtful) - SPARE
    if room < 0:
        return None
    locator = _times(erased, _locator(_times(syndromes, erased)[len(doubtful) : parity]))
    if len(locator) - 1 - len(doubtful) > room // 2:
        return None
    return _put_right(block, syndromes, locator)


def _put_right(block: Sequence[int], syndromes: list[int], locator: list[int]) -> list[int] | None:
    """Forney's formula, at each root of the locator."""
    ends = np.arange(len(block) - 1, -1, -1)
    places = np.flatnonzero(_values(locator, 255 - ends) == 0).tolist()
    if len(places) != len(locator) - 1:
        return None
    evaluator = _times(syndromes, locator)[: len(syndromes)]
    slope = [factor if power % 2 else 0 for power, factor in enumerate(locator)][1:]
    right = list(block)
    for at in places:
        inverse = 255 - (len(block) - 1 - at)
        below = _value(slope, inverse)
        if not below:
            return None
        above = _product(_value(evaluator, inverse), POWERS[len(block) - 1 - at])
        right[at] ^= _quotient(above, below)
    return None if any(_syndromes(right, len(syndromes))) else right


def _syndromes(block: Sequence[int], parity: int) -> list[int]:
    return [int(value) for value in _values(block[::-1], np.arange(parity))]


def _value(factors: Sequence[int], power: int) -> int:
    return int(_values(factors, np.array([power]))[0])


def _values(factors: Sequence[int], powers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of a polynomial (lowest factor first) at the generator's powers."""
    terms = np.array(factors)
    at = np.flatnonzero(terms)
    products = _POWERS[(_LOGARITHMS[terms[at]] + at * powers[:, None]) % 255]
    return np.asarray(np.bitwise_xor.reduce(products, axis=1))


def _times(one: Sequence[int], other: Sequence[int]) -> list[int]:
    product = [0] * (len(one) + len(other) - 1)
    terms = [(right, LOGARITHMS[second]) for right, second in enumerate(other) if second]
    for left, first in enumerate(one):
        if first:
            logarithm = LOGARITHMS[first]
            for right, second in terms:
                product[left + right] ^= POWERS[logarithm + second]
    return product


def _product(one: int, other: int) -> int:
    return POWERS[LOGARITHMS[one] + LOGARITHMS[other]] if one and other else 0


def _quotient(above: int, below: int) -> int:
    return POWERS[(LOGARITHMS[above] - LOGARITHMS[below]) % 255] if above else 0


def _locator(syndromes: Sequence[int]) -> list[int]:
    """Berlekamp and Massey's shortest register that goes through all syndromes."""
    locator, before, length, gap, last = [1], [1], 0, 1, 1
    for at in range(len(syndromes)):
        differs = syndromes[at]
        for back in range(1, min(length, len(locator) - 1) + 1):
            differs ^= _product(locator[back], syndromes[at - back])
        if not differs:
            gap += 1
            continue
        correction = _times([0] * gap + before, [_quotient(differs, last)])
        longer = [a ^ b for a, b in zip(_filled(locator, correction), _filled(correction, locator), strict=True)]
        if 2 * length <= at:
            before, length, last, gap = locator, at + 1 - length, differs, 1
        else:
            gap += 1
        locator = longer
    while len(locator) > 1 and not locator[-1]:
        locator.pop()
    return locator


def _filled(one: list[int], other: list[int]) -> list[int]:
    return one + [0] * (len(other) - len(one))
