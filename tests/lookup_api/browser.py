"""Debian's Chromium, and what a visit in it is watched for."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PHONE, DESKTOP = 360, 1280
HEIGHT = 740


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that is closed in the end. A test that runs as root has no sandbox to run it in."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page, what it asked for, and what it complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """Of the documents that were shown or led on, the latest last."""

    def __post_init__(self) -> None:
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)
        self.page.on("console", self._note_complaint)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @property
    def hosts(self) -> set[str]:
        """Whom the page asked, with their ports."""
        return {urlsplit(url).netloc for url in self.asked}

    def forget(self) -> None:
        """Begin anew, with the next page."""
        for noted in (self.asked, self.complaints, self.statuses):
            noted.clear()

    def _note_request(self, request: Request) -> None:
        self.asked.append(request.url)

    def _note_response(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.statuses.append(response.status)

    def _note_complaint(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "the server responded with a status" not in message.text:
            self.complaints.append(message.text)
