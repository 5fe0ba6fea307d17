"""What can go wrong on the way to the national portal. No text ever repeats what was sent, or what the portal said
of it.
"""

from typing import ClassVar

from sync_ingest.errors import IngestError

GENERIC_FAILURE = "-1"


class PortalError(IngestError):
    """The base of what forwarding fails at."""

    code: ClassVar[str] = "portal_error"


class PortalNotSet(PortalError):
    """Address or account of the national portal are not set: see docs/national-portal.md."""

    code = "portal_not_set"


class PortalUnavailable(PortalError):
    """The portal gave no answer that can be read: it may have taken what was sent, or not. Send again later."""

    code = "portal_unavailable"


class PortalRefused(PortalError):
    """The portal answered that it does not take this. `error_code` is its own; `message` what it said, which may
    repeat personal data: neither log nor keep it in clear.
    """

    code = "portal_refused"

    def __init__(self, error_code: str, message: str = "") -> None:
        super().__init__(f"the portal refuses it, code {error_code}")
        self.error_code = error_code
        self.message = message

    @property
    def retryable(self) -> bool:
        """Whether the same content may be taken later: a failure that the portal gives no other name."""
        return self.error_code == GENERIC_FAILURE


class ForwardingRunsAlready(PortalError):
    """Another process forwards from this database, and SQLite allows only one."""

    code = "forwarding_runs_already"
