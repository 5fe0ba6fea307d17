"""The files that pages link to: kept for ever, pressed small, and no others."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from lookup_api.web.design.look import DESIGN
from lookup_api.web.pages.paint import FILES

STYLE = DESIGN.address("style.css")
READER = FILES.address("zxing_reader.wasm")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("zxing_reader.wasm", "application/wasm"),
        ("zxing_reader.js", "text/javascript; charset=utf-8"),
        ("dossier.js", "text/javascript; charset=utf-8"),
    ],
)
def test_a_file_says_what_it_is(http: TestClient, name: str, kind: str) -> None:
    assert http.get(FILES.address(name)).headers["Content-Type"] == kind


def test_a_file_is_kept_for_ever_only_under_the_address_of_its_content(http: TestClient) -> None:
    kept = [http.get(address).headers["Cache-Control"] for address in (STYLE, "/design/style.css", STYLE + "0")]
    assert kept == ["public, max-age=31536000, immutable", "no-cache", "no-cache"]


@pytest.mark.parametrize("address", [STYLE, READER])
def test_a_file_is_pressed_as_its_reader_wants(http: TestClient, address: str) -> None:
    path = (DESIGN if address == STYLE else FILES).folder / address.split("/")[2].partition("?")[0]
    for accepted, coding in (("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=1.0", "gzip")):
        answered = http.get(address, headers={"Accept-Encoding": accepted})
        assert answered.headers["Content-Encoding"] == coding
        assert answered.headers["Vary"] == "Accept-Encoding"
        assert int(answered.headers["Content-Length"]) < path.stat().st_size / 2
        assert answered.content == path.read_bytes()  # unpressed by the client
    plain = http.get(address, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.content == path.read_bytes()


def test_a_file_that_its_reader_has_is_not_sent_again(http: TestClient) -> None:
    tag = http.get(STYLE).headers["ETag"]
    again = http.get(STYLE, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize(
    "name", ["README.md", "zxing_reader.LICENSE.txt", "none.js", "..%2Fpaint.py", "%2e%2e%2ftexts.py"]
)
def test_nothing_else_is_given_away(http: TestClient, name: str) -> None:
    assert http.get(f"/files/{name}").status_code == 404


def test_only_the_worker_that_reads_photos_may_compile_web_assembly(http: TestClient) -> None:
    for path in ("/", FILES.address("photo.js"), STYLE):
        assert "wasm" not in http.get(path).headers["Content-Security-Policy"]
    policy = http.get(FILES.address("photo_worker.js")).headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def scripts() -> list[Path]:
    return sorted(FILES.folder.glob("*.js"))


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_no_script_names_another_host(script: Path) -> None:
    assert not re.search(r"(https?:|wss?:)?//[a-z0-9-]+\.[a-z]", script.read_text(encoding="utf-8"))


def test_the_licences_of_the_reader_lie_beside_it() -> None:
    licences = (FILES.folder / "zxing_reader.LICENSE.txt").read_text(encoding="utf-8")
    for wanted in ("MIT License", "Apache License", "BSD 3-Clause"):
        assert wanted in licences
