"""Asking the centre over HTTP while a citizen waits: several tries in one span of time, and refusals read back."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from lookup_api.domain.errors import (
    ChallengeRequired,
    CodeNotReadable,
    DossierNotFound,
    LookupFailure,
    LookupUnavailable,
    NumberNotReadable,
    SeveralCodes,
    TooManyRequests,
)
from lookup_api.errors import DeviceRefused

TOTAL_SECONDS = 4.0  # a citizen stands before the machine
CONNECT_SECONDS = 1.0
PAUSES = (0.2, 0.4)  # before the second and the third try
LARGEST = 32 * 1024 * 1024  # bytes; 200 procedures at their longest have less, and what never ends is not read on
CONNECTION_LOST = (httpx.ConnectTimeout, httpx.NetworkError, httpx.ProtocolError)  # what a second try may mend
NOT_LET_IN = (401, 403)
NAMED = (
    CodeNotReadable,
    SeveralCodes,
    NumberNotReadable,
    DossierNotFound,
    TooManyRequests,
    LookupUnavailable,
)
FAILURES: dict[str, type[LookupFailure]] = {
    **{failure.code: failure for failure in NAMED},
    ChallengeRequired.code: TooManyRequests,  # nobody at a machine can answer a page's question
}
M = TypeVar("M", bound=BaseModel)


class Problem(BaseModel):
    """What we read of a refusal (problem+json)."""

    model_config = ConfigDict(extra="ignore")

    code: str = ""


@dataclass(frozen=True)
class Asking:
    """Asks the server at the base address of `http`, for about `seconds` at most: also one that answers in drips has to
    begin its answer within them, and is not listened to for longer than twice as long.
    """

    http: httpx.Client
    seconds: float = TOTAL_SECONDS
    pause: Callable[[float], None] = time.sleep

    def ask(self, method: str, path: str, kind: type[M], **request: Any) -> M:
        """The answer to a request, which may be sent several times. Names that `kind` does not know are passed over.

        Raises the LookupFailure that the centre names, LookupUnavailable when it cannot be asked, and DeviceRefused
        when it does not take this device's signature.
        """
        response = self._send(method, path, request)
        if not response.is_success:
            raise _failure(response)
        try:
            return kind.model_validate_json(response.content, extra="ignore")
        except ValidationError as error:  # a proxy's page, most likely
            raise LookupUnavailable from error

    def _send(self, method: str, path: str, request: dict[str, Any]) -> httpx.Response:
        give_up_at = time.monotonic() + self.seconds
        for timeout in self._tries(give_up_at):
            try:
                with self.http.stream(method, path, timeout=timeout, **request) as response:
                    return httpx.Response(response.status_code, content=whole(response, give_up_at))
            except CONNECTION_LOST as error:
                failed: httpx.HTTPError = error
            except httpx.HTTPError as error:
                raise LookupUnavailable from error
        raise LookupUnavailable from failed

    def _tries(self, give_up_at: float) -> Iterator[httpx.Timeout]:
        """The time allowed for each try: all tries and the pauses between them share one span."""
        yield httpx.Timeout(self.seconds, connect=min(self.seconds, CONNECT_SECONDS))
        for seconds in PAUSES:
            self.pause(seconds)
            left = give_up_at - time.monotonic()
            if left > 0:
                yield httpx.Timeout(left, connect=min(left, CONNECT_SECONDS))


def problem_code(body: bytes) -> str:
    """The code of a refusal of ours; "" when it is none."""
    try:
        return Problem.model_validate_json(body).code
    except ValidationError:
        return ""


def whole(response: httpx.Response, give_up_at: float) -> bytes:
    """The body of a response that streams; LookupUnavailable when it goes on after `give_up_at` (monotonic seconds), or
    for ever.
    """
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > LARGEST or time.monotonic() > give_up_at:
            raise LookupUnavailable
    return bytes(body)


def _failure(response: httpx.Response) -> LookupFailure:
    code = problem_code(response.content)
    if code and response.status_code in NOT_LET_IN:
        return DeviceRefused(code)
    return FAILURES.get(code, LookupUnavailable)()
