"""What can go wrong between a caller and the look-up, beside what `lookup_api.domain.errors` names."""

from typing import ClassVar

from lookup_api.domain.errors import LookupFailure


class DeviceRefused(LookupFailure):
    """The centre does not take this device's signature: revoked, not enrolled, or its clock is wrong.

    `reason` is the centre's own code ("device_revoked", "signature_too_old"), for the log and the technician.
    """

    code: ClassVar[str] = "device_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CacheAway(Exception):
    """The shared cache can't be asked just now. Never reaches a citizen: the database answers instead."""

    code: ClassVar[str] = "cache_away"


class SayingNotReadable(Exception):
    """What a channel showed is nothing that this channel says of a dossier."""

    code: ClassVar[str] = "saying_not_readable"


class ChannelAway(Exception):
    """A channel could not be asked; the text names why."""

    code: ClassVar[str] = "channel_away"
