"""A form as it was sent: texts by the names of their fields. The same kind of value fills a fresh form."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from urllib.parse import parse_qsl

from sync_ingest.backoffice.errors import FormNotReadable

MOST_FIELDS = 400
FORM = "form"
FORM_NAME = re.compile(r"[A-Za-z0-9_-]{22,40}")


@dataclass(frozen=True, slots=True, repr=False)
class Posted:
    """What stands in a form's fields. Personal data may be in it: its `repr` is blank."""

    fields: Mapping[str, str]

    @classmethod
    def read(cls, body: bytes) -> "Posted":
        """The form in the body of a request; FormNotReadable when there is none."""
        try:
            pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
        except ValueError as error:
            raise FormNotReadable from error
        return cls(dict(pairs))

    @classmethod
    def fresh(cls, **fields: str) -> "Posted":
        """A form that nobody has sent yet, with these texts in it and a name of its own."""
        return cls({FORM: token_urlsafe(24), **fields})

    def but(self, **fields: str) -> "Posted":
        """The same form with other texts in these fields."""
        return Posted({**self.fields, **fields})

    def renamed(self) -> "Posted":
        """The same form under a fresh name: what was sent under the old one is settled."""
        return self.but(form=Posted.fresh().form)

    @property
    def form(self) -> str:
        """The random name of the form: the same when it is sent twice. FormNotReadable when it has none."""
        if not FORM_NAME.fullmatch(self.text(FORM)):
            raise FormNotReadable
        return self.text(FORM)

    def text(self, name: str) -> str:
        """What stands in a field: composed letters, no control characters, no spaces around; "" when there is none."""
        return _tidy(self.fields.get(name, ""))

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a field that are not blank."""
        return tuple(line.strip() for line in self.text(name).splitlines() if line.strip())

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def __repr__(self) -> str:
        return "Posted(…)"


def _tidy(text: str) -> str:
    """Composed letters, plain line ends and no control characters."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    return "".join(sign for sign in composed if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()
