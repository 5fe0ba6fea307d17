"""What can go wrong in the store."""

from typing import ClassVar


class StoreError(Exception):
    """The base of the store's failures."""

    code: ClassVar[str] = "store_error"


class DataKeyMissing(StoreError):
    """No usable data key: set MOTCUA_DATA_KEY or MOTCUA_DATA_KEY_FILE."""

    code = "data_key_missing"


class SealBroken(StoreError):
    """Sealed data opens with none of the keys."""

    code = "seal_broken"


class DossierJoinedAway(StoreError):
    """A dossier became part of another one while we waited for its lock: begin the transaction anew."""

    code = "dossier_joined_away"


class AttachmentGone(StoreError):
    """No attachment of this name is kept."""

    code = "attachment_gone"


class DifferenceNotOpen(StoreError):
    """No open difference has this number."""

    code = "difference_not_open"


class FeedbackNotOpen(StoreError):
    """No open feedback has this number."""

    code = "feedback_not_open"


class FeedbackFull(StoreError):
    """So much feedback waits unread that no more is kept: somebody is sending it by machine."""

    code = "feedback_full"


class AgencyNotKnown(StoreError):
    """These are not two agencies that take part."""

    code = "agency_not_known"
