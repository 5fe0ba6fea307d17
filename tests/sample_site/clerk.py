"""A clerk at the back-office, as a browser without JavaScript would carry out what she does."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import httpx

from lookup_api.domain.disclosure import Applicant
from tests.waiting import NotReady

PROBLEM = r'<p class="error"[^>]*>([^<]+)<'


class Fields(HTMLParser):
    """The named inputs of the form that posts to `action`, as they stand on the page."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self._action = action
        self._inside = False
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("action") == self._action
        elif tag == "input" and self._inside and given.get("type") != "checkbox" and "name" in given:
            self.values[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        self._inside = self._inside and tag != "form"


class Clerk:
    """Works at the back-office behind `http`, whose cookies are hers."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def sign_in(self, username: str, password: str) -> None:
        """Sign in, or NotReady."""
        fields = self._fields("/bo/sign-in", "/bo/sign-in") | {"username": username, "password": password}
        answer = self._http.post("/bo/sign-in", data=fields)
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise NotReady(f"the clerk could not sign in: {answer.status_code}")

    def receive(self, procedure_code: str, applicant: Applicant) -> str:
        """Receive a dossier with all its papers; gives its code."""
        address = f"/bo/receive/{procedure_code}"
        fields = self._fields(address, address)
        typed = {
            "name": applicant.name,
            "identity": applicant.identity_number,
            "phone": applicant.phone,
            "address": applicant.address,
        }
        answer = self._http.post(address, data=fields | typed | dict(_ticked(fields)))
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise NotReady(f"the dossier was not received: {' '.join(re.findall(PROBLEM, answer.text))}")
        return unquote(urlsplit(answer.headers["Location"]).path.split("/")[3])

    def print_receipt(self, code: str) -> bytes:
        """The bytes that the receipt printer gets, for 80 mm paper."""
        answer = self._http.get(f"/bo/dossiers/{code}/receipt.escpos", params={"width": 80})
        return answer.raise_for_status().content

    def _fields(self, page: str, action: str) -> dict[str, str]:
        fields = Fields(action)
        fields.feed(self._http.get(page).raise_for_status().text)
        return fields.values


def _ticked(fields: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name in fields:
        if name.startswith("originals-") and f"further-{name.removeprefix('originals-')}" not in fields:
            yield f"there-{name.removeprefix('originals-')}", "1"
