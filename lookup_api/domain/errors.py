"""What can go wrong in the language of dossiers; each citizen-facing one has its sentence in `wording.py`."""

from typing import ClassVar


class DomainError(Exception):
    """The base of everything the domain refuses."""

    code: ClassVar[str] = "domain_error"


class LookupFailure(DomainError):
    """A citizen must be told; each subclass has its sentence in `wording.py`, by its `code`."""

    code: ClassVar[str] = "lookup_failure"


class CodeNotReadable(LookupFailure):
    """The text holds no dossier code at all, or one that can be read in two ways."""

    code: ClassVar[str] = "code_not_readable"


class SeveralCodes(LookupFailure):
    """The text holds more than one dossier code, and only one was asked for."""

    code: ClassVar[str] = "several_codes"


class DossierNotFound(LookupFailure):
    """No dossier that this caller may see stands under this code."""

    code: ClassVar[str] = "dossier_not_found"


class TooManyRequests(LookupFailure):
    """This caller has asked more often than its limit allows."""

    code: ClassVar[str] = "too_many_requests"


class ChallengeRequired(LookupFailure):
    """So many codes near each other were looked up that the asker has to answer a question first."""

    code: ClassVar[str] = "challenge_required"


class LookupUnavailable(LookupFailure):
    """The centre can't be asked just now, and nothing is remembered of this code."""

    code: ClassVar[str] = "lookup_unavailable"


class NumberNotReadable(LookupFailure):
    """The text is no mobile number of Viet Nam, so nobody could be told anything there."""

    code: ClassVar[str] = "number_not_readable"


class ReceiptNotReadable(DomainError):
    """The text is not a receipt's QR text or not a receipt's secret."""

    code: ClassVar[str] = "receipt_not_readable"


class UpdateNotValid(DomainError):
    """A status update contradicts itself; `reason` says how, in words for the sender."""

    code: ClassVar[str] = "update_not_valid"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
