"""What a stranger, a receipt holder and a clerk may each see (privacy by tier)."""

from dataclasses import dataclass
from enum import IntEnum


class Tier(IntEnum):
    """How much a caller has proven: the code alone, the receipt in the hand, or a clerk's sign-in."""

    STRANGER = 1
    HOLDER = 2
    CLERK = 3


@dataclass(frozen=True, slots=True, repr=False)
class Applicant:
    """Chủ hồ sơ: the person behind a dossier. Never in a log: its `repr` is blank."""

    name: str = ""
    identity_number: str = ""
    phone: str = ""
    address: str = ""

    def __repr__(self) -> str:
        return "Applicant(…)"


def name_for(tier: Tier, applicant: Applicant | None) -> str | None:
    """The applicant's name as this tier may read it: nothing for a stranger, masked for a holder, whole for a
    clerk.
    """
    if applicant is None or not applicant.name or tier is Tier.STRANGER:
        return None
    return applicant.name if tier is Tier.CLERK else mask_name(applicant.name)


def mask_name(name: str) -> str:
    """`Nguyễn Văn An` → `Nguyễn V. A.`: the family name and initials; a single word is cut to its initial."""
    first, *others = name.split() or [""]
    if not others:
        return f"{first[:1]}." if first else ""
    return " ".join([first, *(f"{word[0]}." for word in others)])
