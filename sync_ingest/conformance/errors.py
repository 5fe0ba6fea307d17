"""What can keep a vendor's system from being judged at all."""

from typing import ClassVar

from sync_ingest.errors import IngestError


class ConformanceError(IngestError):
    """The conformance check cannot be carried out."""

    code: ClassVar[str] = "conformance_error"


class RecordingNotReadable(ConformanceError):
    """The recorded traffic is neither a HAR file nor a folder of raw HTTP requests (*-request.http)."""

    code = "recording_not_readable"


class SandboxNotReachable(ConformanceError):
    """The sandbox does not answer: is --base-url right, and does the sandbox run?"""

    code = "sandbox_not_reachable"


class SenderNotStarted(ConformanceError):
    """The sender's command cannot be started."""

    code = "sender_not_started"
