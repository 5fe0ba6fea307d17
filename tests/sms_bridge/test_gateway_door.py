"""Who may hand messages over."""

import pytest

from sms_bridge.gateway_door import GatewayDoor

DOOR = GatewayDoor.of(["127.0.0.0/8", "10.1.0.0/16", "::1/128"], "")


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "10.1.2.3", "::1"])
def test_gateways_in_our_networks_are_let_in(address: str) -> None:
    assert DOOR.lets_in(address, "")


@pytest.mark.parametrize("address", ["10.2.0.1", "192.0.2.1", "2001:db8::1", "", "testclient", "127.0.0.1.example"])
def test_everybody_else_is_not(address: str) -> None:
    assert not DOOR.lets_in(address, "")


def test_a_token_is_wanted_where_one_is_set_and_none_where_none_is() -> None:
    door = GatewayDoor.of(["127.0.0.0/8"], "s3cret")
    assert door.lets_in("127.0.0.1", "s3cret")
    assert not door.lets_in("127.0.0.1", "")
    assert not door.lets_in("192.0.2.1", "s3cret")
    assert not DOOR.lets_in("127.0.0.1", "anything")


def test_a_network_that_is_none_is_said_at_the_start() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        GatewayDoor.of(["localhost"], "")
