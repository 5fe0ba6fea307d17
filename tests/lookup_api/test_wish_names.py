"""A wish that may have arrived keeps its name; what arrived, or surely did not, gives it up."""

from contextlib import suppress

import pytest

from lookup_api.domain.errors import LookupFailure, LookupUnavailable, TooManyRequests
from lookup_api.wish_names import ROOM, WishNames

PHONE = "+84912345678"


def name_of(names: WishNames, *said: object, failure: Exception | None = None) -> str:
    """The name that `said` is sent under, when it ends like this."""
    given = []
    with suppress(LookupFailure), names.naming(*said) as name:
        given.append(name)
        if failure:
            raise failure
    return given[0]


def test_what_may_have_arrived_is_sent_again_under_its_name_and_then_never_more() -> None:
    names = WishNames()
    first = name_of(names, "rating", 5, failure=LookupUnavailable())
    assert name_of(names, "rating", 5) == first
    assert name_of(names, "rating", 5) != first


@pytest.mark.parametrize("failure", [None, TooManyRequests()])
def test_what_arrived_or_was_refused_gives_its_name_up(failure: Exception | None) -> None:
    names = WishNames()
    assert name_of(names, "rating", 5, failure=failure) != name_of(names, "rating", 5)


def test_of_two_that_say_different_things_each_has_its_own() -> None:
    names = WishNames()
    assert name_of(names, "rating", 5, failure=LookupUnavailable()) != name_of(names, "rating", 4)


def test_a_centre_that_stays_away_fills_no_memory_and_no_number_is_kept_in_the_clear() -> None:
    names = WishNames()
    for at in range(2 * ROOM):
        name_of(names, "notice", PHONE, at, failure=LookupUnavailable())
    assert len(names._names) == ROOM
    assert PHONE not in repr(names._names)
