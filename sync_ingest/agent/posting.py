"""One signed request to the centre, and what its refusals mean."""

from datetime import timedelta
from typing import Any

import httpx

from provisioning.device.centre_time import CentreTime
from provisioning.errors import SignatureTooOld
from sync_ingest.agent.errors import BatchTooLarge, ClockRefused, IngestRefused, IngestUnavailable
from sync_ingest.envelope import CONTENT_TYPE

TRY_AGAIN = {408, 425, 429}
TOO_LARGE = 413
SECOND = timedelta(seconds=1)
LONGEST_NUMBER = 7  # digits: who asks for months means something else


def post(http: httpx.Client, path: str, body: bytes, time: CentreTime | None) -> httpx.Response:
    """The centre's answer to `body`, JSON; `time` hears what time it tells.

    IngestUnavailable, IngestRefused, ClockRefused, or BatchTooLarge.
    """
    try:
        response = http.post(path, content=body, headers={"Content-Type": CONTENT_TYPE})
    except httpx.RequestError as error:
        raise IngestUnavailable(f"the centre cannot be reached ({type(error).__name__})") from error
    problem = _problem(response)
    if time:
        _tell_time(response, problem, time)
    _raise_for_refusal(response, problem.get("title") or response.reason_phrase)
    return response


def unreadable(reason: str = "the centre's answer cannot be read: is the address right?") -> IngestUnavailable:
    """The failure that an answer is which does not answer what was asked."""
    return IngestUnavailable(reason)


def _tell_time(response: httpx.Response, problem: dict[str, Any], time: CentreTime) -> None:
    """A proxy in between has a clock of its own: only what surely came from the centre is believed."""
    is_clock_refused = problem.get("code") == SignatureTooOld.code
    if response.is_success or is_clock_refused:
        time.hear(response)
    if is_clock_refused and time.is_wrong:
        raise ClockRefused(skew_sentence(time.skew))


def skew_sentence(skew: timedelta) -> str:
    """How far this machine's clock is off, in words."""
    where = "ahead of" if skew > timedelta() else "behind"
    return f"this machine's clock is {abs(skew) // SECOND * SECOND} {where} the centre's: set it"


def _raise_for_refusal(response: httpx.Response, title: str) -> None:
    if response.status_code == TOO_LARGE:
        raise BatchTooLarge
    if response.is_client_error and response.status_code not in TRY_AGAIN:
        raise IngestRefused(f"the centre refuses our requests: {response.status_code} {title}")
    if not response.is_success:
        reason = f"the centre cannot take updates now: {response.status_code} {title}"
        raise IngestUnavailable(reason, _wait_seconds(response))


def _wait_seconds(response: httpx.Response) -> float:
    """What `Retry-After` asks for, in seconds; 0 where it says nothing, or names a day and time."""
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isascii() and asked.isdecimal() and len(asked) < LONGEST_NUMBER else 0


def _problem(response: httpx.Response) -> dict[str, Any]:
    """A problem document (RFC 9457); other bodies are not repeated."""
    if response.is_success:
        return {}
    try:
        problem = response.json()
    except (ValueError, RecursionError):
        return {}
    return problem if isinstance(problem, dict) else {}
