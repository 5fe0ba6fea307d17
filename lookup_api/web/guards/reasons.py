"""Why somebody was not let in, as the metrics count it."""

from enum import StrEnum


class Reason(StrEnum):
    """The limit that refused: of a network, of a device, of codes near each other by one network or by everybody, of
    guessed secrets; or a signature that does not hold.
    """

    NETWORK = "network"
    DEVICE = "device"
    NEIGHBOURHOOD = "neighbourhood"
    EVERYBODY = "everybody"
    SECRET = "secret"
    SIGNATURE = "signature"


def count_nothing(_: str) -> None:
    """What a refusal is told to where nobody counts."""
