"""What can go wrong while changes arrive. No text ever repeats what was sent."""

from typing import ClassVar

from sync_ingest.reasons import Reason, Words


class IngestError(Exception):
    """The base of what ingest refuses or fails at."""

    code: ClassVar[str] = "ingest_error"


class BatchNotReadable(IngestError):
    """The body as a whole is no batch: not JSON, or not an object with a list `updates`."""

    code = "batch_not_readable"

    def __init__(self, reason: Reason, detail: Words) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class TooManyUpdates(IngestError):
    """The batch holds more updates than one request may bring."""

    code = "too_many_updates"


class SenderUnknown(IngestError):
    """The device is enrolled, but its agency is not among those that take part."""

    code = "unknown_agency"


class NotAnAgent(IngestError):
    """The device that signed is not a department's agent."""

    code = "not_an_agent"


class NotTheSite(IngestError):
    """The device that signed is not the public site."""

    code = "not_the_site"


class FilingRefused(IngestError):
    """A filing can't be taken as it is; nothing of it was kept."""

    code = "filing_refused"


class FilingAgencyUnknown(FilingRefused):
    """The agency that the filing is for does not take part."""

    code = "filing_agency_unknown"


class ProcedureNotOnline(FilingRefused):
    """The procedure is not in the catalogue, or may not be filed online."""

    code = "procedure_not_online"


class AttachmentMissing(FilingRefused):
    """An attachment is not in the folder that site and ingest share, or was sent with another filing."""

    code = "attachment_missing"


class FilingChanged(FilingRefused):
    """A filing of this id was sent before and said something else."""

    code = "filing_changed"


class WrongContentType(IngestError):
    """The body is said to be something else than JSON."""

    code = "wrong_content_type"


class BodyTooLarge(IngestError):
    """The body is over the limit."""

    code = "body_too_large"


class Overtaken(IngestError):
    """Another transaction changed the same dossiers meanwhile: begin again."""

    code = "overtaken"


class StoreBusy(IngestError):
    """The database could not take the batch now; nothing was written, and it may be sent again."""

    code = "store_busy"


class CatchingUp(StoreBusy):
    """The centre's digests do not know of all changes yet; what was asked for may be asked again in a moment."""

    code = "catching_up"


class NotInQuarantine(IngestError):
    """No open entry of the quarantine has this number."""

    code = "not_in_quarantine"


class CatalogueNotReadable(IngestError):
    """A file of procedures is not of the agreed form."""

    code = "catalogue_not_readable"


class MendingNotPossible(IngestError):
    """What lies in quarantine cannot be changed so."""

    code = "mending_not_possible"
