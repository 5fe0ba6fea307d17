"""What a citizen asks, and the grammar by which a text becomes a question."""

import re
from dataclasses import dataclass

from lookup_api.domain.codes import Code, DossierCode, LocalCode
from lookup_api.domain.errors import CodeNotReadable, ReceiptNotReadable
from lookup_api.domain.reading import read_code
from lookup_api.domain.receipt import ReceiptSecret, read_qr


@dataclass(frozen=True, slots=True)
class Question:
    """The dossier a citizen asks for; the secret proves that the receipt is at hand."""

    code: Code
    secret: ReceiptSecret | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """What counts as a question on this kiosk. `local_patterns` are the forms of departments' own codes, upper case."""

    local_patterns: tuple[re.Pattern[str], ...] = ()

    def read_scanned(self, text: str) -> Question | None:
        """The question that a symbol holds: a printed national code, a configured local one, or a receipt's QR text.

        Nothing is guessed or mended, so that a misread symbol is no question at all.
        """
        return self._printed(text) or _from_qr(text)

    def read_typed(self, text: str) -> Question:
        """The question in a typed text, read as leniently as in every channel, or CodeNotReadable or SeveralCodes."""
        return self.read_scanned(text) or Question(read_code(text).code)

    def _printed(self, text: str) -> Question | None:
        try:
            return Question(DossierCode.parse(text))
        except CodeNotReadable:
            return self._local(text)

    def _local(self, text: str) -> Question | None:
        try:
            code = LocalCode.parse(text)
        except CodeNotReadable:
            return None
        return Question(code) if any(form.fullmatch(code.printed) for form in self.local_patterns) else None


def _from_qr(text: str) -> Question | None:
    try:
        return Question(*read_qr(text))
    except ReceiptNotReadable:
        return None
