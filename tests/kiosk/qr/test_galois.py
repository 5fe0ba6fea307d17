"""The code that corrects a QR's values."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanning.qr.galois import POWERS, SPARE, corrected

PARITY = 18
BLOCK = [*range(40, 60)]


def encoded(data: list[int]) -> list[int]:
    """Data with its correction, by long division."""
    generator = [1]
    for power in range(PARITY):
        generator = [a ^ product(b, POWERS[power]) for a, b in zip([*generator, 0], [0, *generator], strict=True)]
    rest = [*data, *[0] * PARITY]
    for at in range(len(data)):
        rest[at:] = [
            value ^ product(rest[at], factor)
            for value, factor in zip(rest[at:], [*generator, *[0] * len(rest)], strict=False)
        ]
    return data + rest[len(data) :]


def product(one: int, other: int) -> int:
    """Of two values, in the field."""
    return POWERS[POWERS.index(one) + POWERS.index(other)] if one and other else 0


GOOD = encoded(BLOCK)


@given(st.data())
def test_wrong_values_are_put_right(data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(GOOD) - 1), max_size=(PARITY - SPARE) // 2, unique=True))
    assert corrected(spoilt(places), PARITY) == GOOD


@given(st.data())
def test_twice_as_many_are_put_right_when_it_is_known_which(data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(GOOD) - 1), max_size=PARITY - SPARE, unique=True))
    assert corrected(spoilt(places), PARITY, places) == GOOD


@pytest.mark.parametrize("doubtful", range(0, PARITY - SPARE, 3))
def test_chance_values_are_refused(doubtful: int) -> None:
    random = Random(doubtful)
    for _ in range(40):
        block = [random.randrange(256) for _ in GOOD]
        assert corrected(block, PARITY, random.sample(range(len(GOOD)), doubtful)) is None


@pytest.mark.parametrize("doubtful", [PARITY - SPARE + 1, PARITY])
def test_some_values_of_the_correction_always_stay_for_the_check(doubtful: int) -> None:
    assert corrected(spoilt([0]), PARITY, range(doubtful)) is None


def spoilt(places: list[int]) -> list[int]:
    """The good block with other values there."""
    return [value ^ 0x5A if at in places else value for at, value in enumerate(GOOD)]
