"""Whether an update is its sender's to say: checked by itself, before any dossier is looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode, DossierCode
from lookup_api.domain.update import StatusUpdate
from sync_ingest.envelope import Delivery, Flaw, as_item, as_text
from sync_ingest.reasons import (
    IN_THE_FUTURE,
    MORE_THAN_A_STEP,
    NOT_THE_CODES_AGENCY,
    NOT_THE_OWNER,
    SENDER_UNKNOWN,
    UNKNOWN_AGENCY,
    Reason,
    Words,
)

CLOCKS_MAY_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Directory:
    """The agencies that take part, found under any of their codes, older ones too."""

    names: Mapping[AgencyCode, AgencyCode]

    @classmethod
    def of(cls, agencies: Iterable[Agency]) -> "Directory":
        """The directory of these agencies; a code of one's own goes before another's older one."""
        agencies = list(agencies)
        older = {code: agency.code for agency in agencies for code in agency.also_codes}
        return cls(older | {agency.code: agency.code for agency in agencies})

    def find(self, code: AgencyCode) -> AgencyCode | None:
        """The code that this agency goes by now; None when it does not take part."""
        return self.names.get(code)


def admit(delivery: Delivery, directory: Directory, now: datetime) -> Delivery | Flaw:
    """The delivery with its agencies under the codes that they go by now, or why it is not its sender's to say."""
    update = delivery.update
    sender, owner = directory.find(update.sender), directory.find(update.owner)
    if sender is None or owner is None:
        return refused(delivery, Reason.UNKNOWN_AGENCY, UNKNOWN_AGENCY if sender else SENDER_UNKNOWN)
    present = _under_codes(update, (sender, owner), directory)
    named = delivery if present is update else replace(delivery, update=present)
    if objection := _objection(named, directory):
        return refused(named, Reason.NOT_YOURS, objection)
    if update.occurred_at > now + CLOCKS_MAY_DIFFER:
        return refused(named, Reason.IN_THE_FUTURE, IN_THE_FUTURE)
    return named


def refused(delivery: Delivery, reason: Reason, detail: Words) -> Flaw:
    """The delivery as one that goes into quarantine."""
    update = delivery.update
    return Flaw(update.sender, update.id, reason, detail, delivery.raw or as_text(as_item(delivery)))


def _under_codes(update: StatusUpdate, present: tuple[AgencyCode, AgencyCode], directory: Directory) -> StatusUpdate:
    """`update` with the codes that its sender and its owner go by at present; itself when it has them already."""
    sender, owner = present
    hand_over = update.hand_over
    if hand_over and hand_over.to:  # to an agency that does not take part is all right: it only has nothing to add
        hand_over = replace(hand_over, to=directory.find(hand_over.to) or hand_over.to)
    if (sender, owner, hand_over) == (update.sender, update.owner, update.hand_over):
        return update
    return replace(update, sender=sender, owner=owner, hand_over=hand_over)


def _objection(delivery: Delivery, directory: Directory) -> Words | None:
    update = delivery.update
    if not update.is_senders_to_say:
        return NOT_THE_OWNER
    codes = (update.code, *update.aliases)
    if any(isinstance(code, DossierCode) and directory.find(code.agency) != update.owner for code in codes):
        return NOT_THE_CODES_AGENCY
    if update.sender != update.owner and (update.aliases or delivery.applicant):
        return MORE_THAN_A_STEP
    return None
