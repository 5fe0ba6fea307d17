"""The claim code that a technician carries to a device: 8 characters of base 32, shown as XXXX-XXXX."""

import re
import unicodedata
from dataclasses import dataclass, field
from secrets import choice

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letter that is taken for a digit
LOOKALIKES = str.maketrans("OIL", "011", "-\u2010\u2013\u2014\u2212 ")
FORM = re.compile(f"[{ALPHABET}]{{8}}")


@dataclass(frozen=True, slots=True)
class ClaimCode:
    """Mã ghi danh. Its first half is only a name to find it by, so that wrong tries at it can be counted."""

    text: str = field(repr=False)

    @classmethod
    def new(cls) -> "ClaimCode":
        """Draw one of a million million codes."""
        return cls("".join(choice(ALPHABET) for _ in range(8)))

    @classmethod
    def parse(cls, typed: str) -> "ClaimCode | None":
        """Read what a person typed: in any case, with or without dashes, O for 0, I or L for 1.

        None when it cannot be a claim code.
        """
        text = unicodedata.normalize("NFKC", typed).strip().upper().translate(LOOKALIKES)
        return cls(text) if FORM.fullmatch(text) else None

    @property
    def slot(self) -> str:
        """The half it is found by."""
        return self.text[:4]

    @property
    def printed(self) -> str:
        """The code as a person reads it."""
        return f"{self.text[:4]}-{self.text[4:]}"
