"""How often one network may try."""

from datetime import timedelta

import pytest

from provisioning.errors import TooManyTries
from provisioning.limits import TryLimit, network_of
from tests.provisioning.builders import NOW

MINUTE = timedelta(minutes=1)


def test_a_network_that_tried_too_often_is_told_how_long_to_wait() -> None:
    limit = TryLimit(tries=2, period=10 * MINUTE)
    limit.take("10.0.0.1", NOW)
    limit.take("10.0.0.2", NOW + MINUTE)
    with pytest.raises(TooManyTries) as refused:
        limit.take("10.0.0.3", NOW + 2 * MINUTE)
    assert refused.value.wait_seconds == 8 * 60 + 1
    limit.take("10.0.0.3", NOW + 11 * MINUTE)


def test_a_refused_try_does_not_lengthen_the_wait() -> None:
    limit = TryLimit(tries=1, period=10 * MINUTE)
    limit.take("10.0.0.1", NOW)
    for minute in range(1, 10):
        with pytest.raises(TooManyTries):
            limit.take("10.0.0.1", NOW + minute * MINUTE)
    limit.take("10.0.0.1", NOW + 10 * MINUTE)


def test_other_networks_are_not_held_up() -> None:
    limit = TryLimit(tries=1)
    limit.take("10.0.0.1", NOW)
    limit.take("10.0.1.1", NOW)


def test_a_technician_who_enrols_a_whole_hall_is_not_held_up() -> None:
    limit = TryLimit(tries=1)
    for _ in range(50):
        limit.take("10.0.0.1", NOW)
        limit.give_back("10.0.0.1")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_address_counts_for_its_network(address: str, network: str) -> None:
    assert network_of(address) == network
