"""What keeps a filing from being sent. The citizen reads the text `filing_failed_{code}`."""

from typing import ClassVar


class FilingFailure(Exception):
    """The base of why a filing was not taken; nothing that was typed or attached is lost by it."""

    code: ClassVar[str] = "other"


class FilingUnavailable(FilingFailure):
    """Ingest can't be reached just now, or this site is not enrolled: the same may be sent again later."""

    code = "unavailable"


class FilingNotTaken(FilingFailure):
    """Ingest does not take this filing: its agency or its procedure is no longer to be had online."""

    code = "not_taken"


class AttachmentsLost(FilingFailure):
    """An attachment is no longer there: it has to be chosen again."""

    code = "attachments_lost"


class SentBefore(FilingFailure):
    """The same form was sent before, and said something else then."""

    code = "sent_before"


class SentTooOften(FilingFailure):
    """This network has sent more filings than people do."""

    code = "too_often"


class FormNotReadable(FilingFailure):
    """What was sent is no form, or far larger than any."""

    code = "not_readable"
