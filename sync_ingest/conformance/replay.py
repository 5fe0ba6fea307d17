"""Recorded requests sent to the sandbox again, one after the other, as if they came now.

What the recording knows of times, and of what the kit did to a request, stays; the sandbox's answers are new ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sync_ingest.conformance import recording
from sync_ingest.conformance.disturbing import NO_SESSION, pass_on, with_session
from sync_ingest.conformance.exchange import Exchange, Reply, Request
from sync_ingest.conformance.har import load_har
from sync_ingest.conformance.pushes import is_log_in, parsed
from sync_ingest.conformance.sandbox import Sandbox


def load(path: Path) -> list[Exchange]:
    """What was recorded in a folder of raw requests or a HAR file; RecordingNotReadable when it is neither."""
    return recording.load(path) if path.is_dir() else load_har(path)


def replay(recorded: Iterable[Exchange], sandbox: Sandbox) -> Iterator[Exchange]:
    """The same exchanges with the sandbox's answers of now. A session of then stands for the one that is given now."""
    sessions: dict[str, str] = {}
    for then in recorded:
        request = _with_a_session_of_now(then.request, sessions)
        reply, heard = pass_on(request, then.fault, sandbox.send)
        if is_log_in(then.request) and (old := _session_in(then.heard)):
            sessions[old] = _session_in(reply) or NO_SESSION
            heard = then.heard  # so that the calls that follow are seen to use what was given
        was_cut = then.fault is None and then.heard is None and then.reply is not None
        yield replace(then, reply=reply, heard=None if was_cut else heard)


def _with_a_session_of_now(request: Request, sessions: dict[str, str]) -> Request:
    body = parsed(request.body)
    session = body.get("session") if isinstance(body, dict) else None
    return with_session(request, sessions[session]) if session in sessions else request


def _session_in(reply: Reply | None) -> str:
    told: Any = parsed(reply.body) if reply else None
    session = told.get("session") if isinstance(told, dict) else None
    return session if isinstance(session, str) else ""
