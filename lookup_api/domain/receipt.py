"""The receipt (giấy tiếp nhận hồ sơ và hẹn trả kết quả), its secret and its QR text."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote

from lookup_api.domain.codes import Code, parse_code
from lookup_api.domain.errors import CodeNotReadable, ReceiptNotReadable

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_LENGTH = 8
ALIKE = str.maketrans("OIL", "011")
QR_FORM = re.compile(r"https?://[^\s?#]{1,200}/r/(?P<code>[^/\s?#]{1,200})/(?P<secret>[^/\s?#]{8,12})/?", re.IGNORECASE)
SECRET_FORM = re.compile(f"[{CROCKFORD}]{{{SECRET_LENGTH}}}")


@dataclass(frozen=True, slots=True, repr=False)
class ReceiptSecret:
    """Mã bí mật in trên giấy hẹn: eight characters of Crockford base 32 that prove that one holds the receipt.
    Never in a log: its `repr` is blank.
    """

    value: str

    @classmethod
    def new(cls) -> "ReceiptSecret":
        """A fresh random secret of 40 bits."""
        return cls("".join(secrets.choice(CROCKFORD) for _ in range(SECRET_LENGTH)))

    @classmethod
    def parse(cls, text: str) -> "ReceiptSecret":
        """The secret as typed or scanned (any case, spaces, dashes, O for 0, I and L for 1), or
        ReceiptNotReadable.
        """
        tidy = re.sub(r"[\s\-]", "", text).upper().translate(ALIKE)
        if not SECRET_FORM.fullmatch(tidy):
            raise ReceiptNotReadable
        return cls(tidy)

    def __repr__(self) -> str:
        return "ReceiptSecret(…)"


@dataclass(frozen=True, slots=True)
class Paper:
    """Giấy tờ: one line of the receipt's table of papers."""

    name: str
    originals: int = 0
    certified_copies: int = 0
    photocopies: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả, as it is printed. Times are aware UTC; `due_at` None means no
    due date.

    `replaces` says when the mistaken receipt was issued that this one stands in for; the code stays the same.
    """

    code: Code
    secret: ReceiptSecret
    agency: str
    place: str
    unit: str
    applicant_name: str
    applicant_address: str
    applicant_phone: str
    request: str
    papers: tuple[Paper, ...]
    sets: int
    term: str
    received_at: datetime
    due_at: datetime | None
    collect_at: str
    clerk: str
    look_up_url: str
    sms_number: str
    hotline: str
    issued_at: datetime
    replaces: datetime | None = None

    @property
    def qr_text(self) -> str:
        """What the receipt's QR says: `{base}/r/{code}/{secret}`."""
        return qr_text(self.look_up_url, self.code, self.secret)


def qr_text(base: str, code: Code, secret: ReceiptSecret) -> str:
    """The QR text of a receipt under the public site `base`; the code is percent-encoded (a local one may hold
    `/`).
    """
    return f"{base.rstrip('/')}/r/{quote(code.printed, safe='')}/{secret.value}"


def read_qr(text: str) -> tuple[Code, ReceiptSecret]:
    """The code and the secret of a receipt's QR text, or ReceiptNotReadable."""
    found = QR_FORM.fullmatch(text.strip())
    if not found:
        raise ReceiptNotReadable
    try:
        return parse_code(unquote(found["code"])), ReceiptSecret.parse(found["secret"])
    except CodeNotReadable as error:
        raise ReceiptNotReadable from error
