"""What a citizen sees of one dossier on each channel, read off the channel itself: JSON, page, text message, screen."""

import html
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import httpx

from lookup_api.contract import Answer
from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.reading import DASHES
from lookup_api.domain.status import Status
from lookup_api.domain.wording import SMS_STATUS, Language, status_name, status_sentence, without_accents
from sms_bridge.writing.shortening import KINDS, SUBJECTS, abbreviated
from tests.waiting import NotReady, wait_until

NO_VERSION = "–"


@dataclass(frozen=True, slots=True)
class Expected:
    """How a dossier should look everywhere. `due_at` is aware UTC."""

    code: str
    status: Status
    officer: str
    unit: str
    agency: str
    due_at: datetime

    @property
    def due_day(self) -> str:
        """The due day as every screen writes it."""
        return f"{self.due_at.astimezone(VIETNAM):%d/%m/%Y}"

    @property
    def facts(self) -> tuple[str, ...]:
        """The texts that must be seen."""
        return self.officer, self.unit, self.agency, self.due_day


@dataclass(frozen=True, slots=True)
class Sighting:
    """A channel shows what is expected: the status in its words, and the version where it tells one."""

    status: str
    version: str


class Channel(Protocol):
    """A way to see a dossier."""

    @property
    def name(self) -> str:
        """What the table calls it."""

    def look(self, expected: Expected) -> Sighting | None:
        """What the channel shows just now; None while it does not show what is expected, or nothing yet."""


@dataclass(frozen=True)
class JsonApi:
    """`GET /v1/dossiers/{code}`."""

    http: httpx.Client
    name: str = "JSON API"

    def look(self, expected: Expected) -> Sighting | None:
        """See Channel."""
        response = self.http.get(f"/v1/dossiers/{quote(expected.code, safe='')}")
        if response.status_code != httpx.codes.OK:
            return None
        answer = Answer.model_validate_json(response.content)
        who = answer.responsible
        if who is None or answer.status != expected.status or answer.due_at != expected.due_at:
            return None
        if (who.officer, who.unit, who.agency) != (expected.officer, expected.unit, expected.agency):
            return None
        return Sighting(status_name(answer.status, Language.VI), str(answer.version))


@dataclass(frozen=True)
class PublicPage:
    """`GET /ho-so/{code}`: what the page says in words."""

    http: httpx.Client
    name: str = "public page"

    def look(self, expected: Expected) -> Sighting | None:
        """See Channel."""
        response = self.http.get(f"/ho-so/{quote(expected.code, safe='')}")
        text = visible_text(response.text)
        sentence = status_sentence(expected.status, Language.VI)
        if response.status_code != httpx.codes.OK or not all(fact in text for fact in (sentence, *expected.facts)):
            return None
        return Sighting(sentence, _number_after("lần thứ", text))


@dataclass(frozen=True)
class TextMessages:
    """Texts the code to the bridge, each time from another phone, and reads the reply that the gateway was given."""

    http: httpx.Client
    sent: Path
    phones: Callable[[], int] = field(default_factory=lambda: count(1).__next__)
    name: str = "SMS reply"

    def look(self, expected: Expected) -> Sighting | None:
        """See Channel."""
        number = f"+8491{self.phones():07}"
        asked = {"from": number, "to": "8099", "text": f"TTHS {expected.code}", "id": f"mo-{number}"}
        self.http.get("/mo", params=asked).raise_for_status()
        reply = _wait_for(lambda: self._reply_to(number))
        wanted = (SMS_STATUS[expected.status], *expected.facts)
        if reply is None or not all(_is_said(fact, reply) for fact in wanted):
            return None
        return Sighting(SMS_STATUS[expected.status], NO_VERSION)

    def _reply_to(self, number: str) -> str | None:
        return next((line["text"] for line in reversed(_lines(self.sent)) if line["to"] == number), None)


@dataclass(frozen=True)
class KioskScreen:
    """What the kiosk drew last, as it wrote it down itself from its widgets."""

    trace: Path
    name: str = "kiosk screen"

    def look(self, expected: Expected) -> Sighting | None:
        """See Channel."""
        drawn = self.drawn()
        if not drawn or not drawn[-1]["screen"].startswith("result"):
            return None
        text = " ".join(" ".join(drawn[-1]["texts"]).split())
        name = status_name(expected.status, Language.VI)
        if not all(fact in text for fact in (expected.code, name, *expected.facts)):
            return None
        return Sighting(name, _number_after("bản số", text))

    def drawn(self) -> Sequence[dict[str, Any]]:
        """Every screen that was drawn so far, oldest first."""
        return _lines(self.trace)


def _is_said(fact: str, reply: str) -> bool:
    """Whether a text message says it: without accents, and with the customary short forms of offices."""
    forms = (fact, abbreviated(fact, KINDS), abbreviated(fact, {**SUBJECTS, **KINDS}))
    return any(without_accents(form).translate(DASHES).lower() in reply.lower() for form in forms)


def visible_text(page: str) -> str:
    """The words of an HTML page, without tags, in one line."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(bare).split())


def _number_after(words: str, text: str) -> str:
    found = re.search(rf"{words} (\d+)", text)
    return found[1] if found else NO_VERSION


def _lines(path: Path) -> list[dict[str, Any]]:
    """The whole JSON lines of a file that is being written."""
    text = path.read_text("utf-8") if path.exists() else ""
    return [json.loads(line) for line in text.split("\n")[:-1]]


def _wait_for(find: Callable[[], str | None], seconds: float = 5.0) -> str | None:
    try:
        wait_until("a reply", lambda: find() is not None, seconds)
    except NotReady:
        return None
    return find()
