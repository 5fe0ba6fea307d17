"""Traffic that a proxy or a browser's tools recorded as a HAR file (HTTP Archive 1.2).

A request that got no answer there counts as cut.
"""

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from sync_ingest.conformance.errors import RecordingNotReadable
from sync_ingest.conformance.exchange import Exchange, Fault, Reply, Request, plain_headers


def load_har(path: Path) -> list[Exchange]:
    """The exchanges of the file, oldest first; RecordingNotReadable when it is no HAR file."""
    try:
        entries = json.loads(path.read_text("utf-8-sig"))["log"]["entries"]
        ordered = sorted(entries, key=_started)
        return [_exchange(number, entry) for number, entry in enumerate(ordered, 1)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordingNotReadable from error


def _exchange(number: int, entry: dict[str, Any]) -> Exchange:
    asked = entry["request"]
    address = urlsplit(asked["url"])
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    body = (asked.get("postData") or {}).get("text", "").encode()
    came_at = _started(entry)
    reply = _reply(entry.get("response") or {})
    return Exchange(
        number,
        Request(asked["method"], target, _headers(asked), body),
        came_at,
        came_at + timedelta(milliseconds=max(0.0, float(entry.get("time") or 0))),
        reply,
        reply,
        None if reply else Fault.CUT,
    )


def _reply(response: dict[str, Any]) -> Reply | None:
    """None for a request that got no answer: such tools write status 0 then."""
    if not response.get("status"):
        return None
    content = response.get("content") or {}
    text = content.get("text") or ""
    body = b64decode(text) if content.get("encoding") == "base64" else text.encode()
    return Reply(int(response["status"]), _headers(response), body)


def _headers(message: dict[str, Any]) -> httpx.Headers:
    pairs = [(each["name"], each["value"]) for each in message.get("headers", [])]
    return plain_headers([(name, text) for name, text in pairs if not name.startswith(":")])  # HTTP/2's own


def _started(entry: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["startedDateTime"]).astimezone(UTC)
