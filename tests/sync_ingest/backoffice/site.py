"""The back-office at a real loopback socket, and a browser without pictures that fills in its forms."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
from fastapi import FastAPI

from sync_ingest.backoffice.app import add_backoffice
from sync_ingest.backoffice.office import Office
from tests.provisioning.site import serving
from tests.sync_ingest.backoffice.builders import PASSWORD


@contextmanager
def serving_office(office: Office) -> Iterator[str]:
    """Serve the office's pages for as long as the block lasts; gives the server's address."""
    app = FastAPI()
    add_backoffice(app, office)
    with serving(app) as address:
        yield address


@dataclass
class Form:
    """A form of a page: where it goes, and what stands in its fields."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given["action"]))
        elif tag == "input" and "name" in given and self._counts(given):
            self.forms[-1].fields[given["name"]] = given.get("value", "")
        elif tag in ("textarea", "select"):
            self.forms[-1].fields[given["name"]] = ""
            self._area = given["name"] if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        self._area = ""

    @staticmethod
    def _counts(given: dict[str, str]) -> bool:
        return given.get("type") != "checkbox" or "checked" in given


@dataclass
class Browser:
    """Somebody's browser: keeps cookies, follows redirects, sends forms as the page gave them."""

    http: httpx.Client
    page: httpx.Response | None = None

    def open(self, path: str) -> httpx.Response:
        """Open a page."""
        self.page = self.http.get(path)
        return self.page

    def form(self, action: str = "") -> Form:
        """The page's form whose address ends so; the last one by default."""
        assert self.page is not None
        parser = _Forms()
        parser.feed(self.page.text)
        return next(form for form in reversed(parser.forms) if form.action.endswith(action))

    def send(self, action: str = "", /, **typed: str) -> httpx.Response:
        """Type into the form and send it; "_" stands for "-" in the names of fields."""
        form = self.form(action)
        fields = form.fields | {name.replace("_", "-"): text for name, text in typed.items()}
        self.page = self.http.post(form.action, data=fields)
        return self.page

    def sign_in(self, username: str = "lan", password: str = PASSWORD) -> httpx.Response:
        """Sign in."""
        self.open("/bo/sign-in")
        return self.send(username=username, password=password)


def heading(page: httpx.Response) -> str:
    """The page's heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""


@contextmanager
def a_browser(address: str) -> Iterator[Browser]:
    """A browser that has not been here before."""
    with httpx.Client(base_url=address, follow_redirects=True, timeout=30) as http:
        yield Browser(http)
