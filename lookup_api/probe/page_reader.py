"""Reads a dossier's public page as a citizen would: its heading, its due day, who is responsible."""

import re
from datetime import date
from html.parser import HTMLParser

from lookup_api.domain.saying import AGENCY, DUE_ON, FOUND, OFFICER, STATUS, UNIT, VERSION, Facts
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language, status_sentence
from lookup_api.errors import SayingNotReadable

STATUS_OF = {status_sentence(status, Language.VI): status for status in Status}
LABELS = {"Cán bộ": OFFICER, "Bộ phận": UNIT, "Cơ quan": AGENCY}
DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
VERSION_SAID = re.compile(r"Cập nhật lần thứ (\d+)")
READ = {"h1", "dt", "dd"}


def read_page(html: str) -> Facts:
    """What the Vietnamese page of a dossier says; SayingNotReadable when its heading is none of ours."""
    page = _Page()
    page.feed(html)
    status = STATUS_OF.get(page.heading)
    if status is None:
        raise SayingNotReadable
    facts = {FOUND: "yes", STATUS: str(int(status))}
    if page.tells_due_day:
        facts[DUE_ON] = day_in(page.due_day)
    facts |= {OFFICER: "", UNIT: "", AGENCY: ""} | page.who
    if version := VERSION_SAID.search(page.text):
        facts[VERSION] = version[1]
    return facts


def day_in(text: str) -> str:
    """The day that `text` names, as 2026-11-24; "" when it names none."""
    found = DAY.search(text)
    return date(int(found[3]), int(found[2]), int(found[1])).isoformat() if found else ""


class _Page(HTMLParser):
    """The few parts of the page that are compared."""

    def __init__(self) -> None:
        super().__init__()
        self.heading, self.due_day, self.text = "", "", ""
        self.tells_due_day = False
        self.who: dict[str, str] = {}
        self._place, self._label = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the text that follows stands."""
        if tag in READ:
            self._place = tag
        elif ("class", "due") in attrs:
            self.tells_due_day = True
        elif ("class", "day") in attrs:
            self._place = "day"

    def handle_endtag(self, tag: str) -> None:
        """The place ends with its tag."""
        if tag in READ or self._place == "day":
            self._place = ""

    def handle_data(self, data: str) -> None:
        """Take the text to where it belongs."""
        words = " ".join(data.split())
        self.text += f" {words}"
        match self._place:
            case "h1":
                self.heading += words
            case "day":
                self.due_day += words
            case "dt":
                self._label = words
            case "dd" if self._label in LABELS:
                self.who.setdefault(LABELS[self._label], words)
