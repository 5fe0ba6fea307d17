"""The files that pages link to: each under an address that changes with its content, pressed small once a process."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

import brotli
from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
FOR_EVER = "public, max-age=31536000, immutable"  # the address changes with the content
ASK_AGAIN = "no-cache"
HASH_LENGTH = 12
LARGE = 100_000  # bytes; from here on the last per cent of brotli takes seconds


@dataclass(frozen=True)
class Shelf:
    """The files of one `folder`, at addresses that begin with `at` ("/files"); what is no file of a known kind there
    is given to nobody.

    `policies` are the Content-Security-Policy headers of those files that need one of their own, by name.
    """

    at: str
    folder: Path
    policies: Mapping[str, str] = field(default_factory=dict)

    def address(self, name: str) -> str:
        """Where a page finds the file; KeyError when there is no such file."""
        found = self._find(name)
        if found is None:
            raise KeyError(name)
        return f"{self.at}/{name}?{_digest(found)}"

    def serve(self, app: FastAPI) -> None:
        """Let `app` serve the files."""
        app.get(f"{self.at}/{{name}}", include_in_schema=False)(self.get)

    def get(self, name: str, request: Request) -> Response:
        """One file, for ever when the address carries its hash, in the smallest form that the reader takes."""
        found = self._find(name)
        if found is None:
            raise HTTPException(404)
        headers = self._headers(found, request)
        if headers["ETag"] in _words(request, "If-None-Match"):
            return Response(status_code=304, headers=headers)
        coding = _coding(_words(request, "Accept-Encoding"))
        if coding:
            headers["Content-Encoding"] = coding
        return Response(_pressed(found, coding), media_type=KINDS[found.suffix], headers=headers)

    def _headers(self, found: Path, request: Request) -> dict[str, str]:
        digest = _digest(found)
        fits = request.url.query == digest
        own = self.policies.get(found.name)
        return {
            "Cache-Control": FOR_EVER if fits else ASK_AGAIN,
            "ETag": f'W/"{digest}"',
            "Vary": "Accept-Encoding",
            **({"Content-Security-Policy": own} if own else {}),
        }

    def _find(self, name: str) -> Path | None:
        path = self.folder / name
        return path if path.name == name and path.suffix in KINDS and path.is_file() else None


@cache
def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:HASH_LENGTH]


@cache
def _pressed(path: Path, coding: str) -> bytes:
    content = path.read_bytes()
    if coding == "br":
        pressed: bytes = brotli.compress(content, quality=9 if len(content) > LARGE else 11)
        return pressed
    return gzip.compress(content, 9, mtime=0) if coding == "gzip" else content


def _coding(accepted: set[str]) -> str:
    """How to press what goes to a reader that accepts these codings; "" for not at all."""
    return next((coding for coding in ("br", "gzip") if coding in accepted), "")


def _words(request: Request, header: str) -> set[str]:
    """The values in a header that lists them; a coding with a weight counts, unless that is nought."""
    values = [value.replace(" ", "") for value in request.headers.get(header, "").split(",")]
    return {value.partition(";")[0] for value in values if not value.endswith((";q=0", ";q=0.0"))}
