"""Telephone numbers: how one is written once for all, and which are a mobile phone in Viet Nam."""

import re
from dataclasses import dataclass

from lookup_api.domain.errors import NumberNotReadable

LONGEST = 20  # signs; a number has 15 figures, and what is longer is not looked at
BETWEEN = re.compile(r"[\s.\-()]+")
COUNTRY = re.compile(r"(?:\+|00)?84(?=[0-9]{9}$)|0")
# The ranges of the mobile networks without the leading 0, as they are given out; a test holds them against a library's.
MOBILE = re.compile(
    r"(?:3[0-9]{2}|52[238]|559|5[1689][0-9]|7[06-9][0-9]|8[1-8][0-9]|89[6-9]|9[0-8][0-9]|99[013-9])[0-9]{6}"
)


@dataclass(frozen=True, slots=True, repr=False)
class PhoneNumber:
    """Số điện thoại in the international form, `+84912345678`. Never in a log: its `repr` is blank."""

    e164: str

    @classmethod
    def parse(cls, text: str) -> "PhoneNumber":
        """The mobile number of Viet Nam that `text` is (`0912 345 678`, `+84…`, `84…`, `0084…`), or NumberNotReadable:
        a service, fixed or foreign line can't be told anything, and would cost somebody money.
        """
        figures = BETWEEN.sub("", text) if len(text) <= LONGEST else ""
        national = COUNTRY.sub("", figures, count=1) if COUNTRY.match(figures) else figures
        if not national.isascii() or not MOBILE.fullmatch(national):
            raise NumberNotReadable
        return cls(f"+84{national}")

    def __repr__(self) -> str:
        return "PhoneNumber(…)"
