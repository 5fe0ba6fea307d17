"""A citizen at the form: opens it, fills it in, sends it as a browser does, with the fields in the page's order."""

import re
from dataclasses import dataclass, field
from html import unescape

import httpx
from fastapi.testclient import TestClient

PAGE = "/nop-ho-so/1.001612"
PDF = b"%PDF-1.7\n" + b"x" * 2_000
PNG = b"\x89PNG\r\n\x1a\n" + b"y" * 2_000
JPEG = b"\xff\xd8\xff\xe0" + b"z" * 2_000
ANSWERS = {
    "co-quan": "H53.19",
    "ho-ten": "Nguyễn Văn An",
    "giay-to": "072 090 000 001",
    "dien-thoai": "0912 345 678",
    "dia-chi": "Số 1, đường Thử Nghiệm",
    "noi-dung": "Đăng ký bán tạp hoá",
    "dong-y": "1",
}
Files = dict[str, tuple[str, bytes]]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass
class Citizen:
    """Somebody before the form. `page` is what the browser shows."""

    http: TestClient
    page: httpx.Response = field(init=False)

    def open(self) -> None:
        """Open the form."""
        self.page = self.http.get(PAGE)

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page."""
        return {name: unescape(value) for name, value in HIDDEN.findall(self.page.text)}

    def fill_in(self, files: Files | None = None, **changed: str) -> httpx.Response:
        """Fill the form in and continue; "_" stands for "-" in the names of fields."""
        answers = self.hidden | ANSWERS | {name.replace("_", "-"): text for name, text in changed.items()}
        parts = [(name, (None, text)) for name, text in answers.items()]
        chosen = [(name.rstrip("+"), (name_, content)) for name, (name_, content) in (files or {}).items()]
        self.page = self.http.post(PAGE, files=[*parts, *chosen])
        return self.page

    def send(self, act: str = "gui") -> httpx.Response:
        """Press a button of the page that shows the answers once more."""
        self.page = self.http.post(f"{PAGE}/gui", data={**self.hidden, "viec": act})
        return self.page


def told(page: httpx.Response) -> list[str]:
    """What the summary above the form says, one sentence a field."""
    summary = re.search(r'<div class="error-summary".*?</div>', page.text, re.DOTALL)
    return [unescape(each) for each in re.findall(r"<a href[^>]*>(.*?)</a>", summary[0])] if summary else []
