"""Asking the centre where a dossier stands, over HTTP: for the kiosk, and for whoever else has no database."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import (
    ChallengeRequired,
    CodeNotReadable,
    DossierNotFound,
    LookupFailure,
    LookupUnavailable,
    SeveralCodes,
    TooManyRequests,
)
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.errors import DeviceRefused

SECRET_HEADER = "Receipt-Secret"
TOTAL_SECONDS = 4.0  # a citizen stands before the machine
CONNECT_SECONDS = 1.0
PAUSES = (0.2, 0.4)  # before the second and the third try
CONNECTION_LOST = (httpx.ConnectTimeout, httpx.NetworkError, httpx.ProtocolError)  # what a second try may mend
NOT_LET_IN = (401, 403)
FAILURES: dict[str, type[LookupFailure]] = {
    **{
        failure.code: failure
        for failure in (CodeNotReadable, SeveralCodes, DossierNotFound, TooManyRequests, LookupUnavailable)
    },
    ChallengeRequired.code: TooManyRequests,  # nobody at a machine can answer a page's question
}


class Problem(BaseModel):
    """What we read of a refusal (problem+json)."""

    model_config = ConfigDict(extra="ignore")

    code: str = ""


@dataclass(frozen=True)
class LookupClient:
    """Asks the lookup API at the base address of `http`, which also brings the httpx.Auth that signs."""

    http: httpx.Client
    seconds: float = TOTAL_SECONDS
    pause: Callable[[float], None] = time.sleep

    def look_up(self, code: Code, secret: ReceiptSecret | None = None) -> Answer:
        """Where the dossier stands, with what a receipt's `secret` opens; answers or raises within about `seconds`.

        Raises the LookupFailure that the centre names, LookupUnavailable when it cannot be asked, and DeviceRefused
        when it does not take this device's signature.
        """
        # The secret is a header: addresses stand in logs, and a body has no place in a GET.
        headers = {SECRET_HEADER: secret.value} if secret else {}
        return _read(self._get(f"/v1/dossiers/{quote(code.printed, safe='')}", headers))

    def _get(self, path: str, headers: dict[str, str]) -> httpx.Response:
        for timeout in self._tries():
            try:
                return self.http.get(path, headers=headers, timeout=timeout)
            except CONNECTION_LOST as error:
                failed: httpx.HTTPError = error
            except httpx.HTTPError as error:
                raise LookupUnavailable from error
        raise LookupUnavailable from failed

    def _tries(self) -> Iterator[httpx.Timeout]:
        """The time allowed for each try: all tries and the pauses between them share one span."""
        give_up_at = time.monotonic() + self.seconds
        yield httpx.Timeout(self.seconds, connect=min(self.seconds, CONNECT_SECONDS))
        for seconds in PAUSES:
            self.pause(seconds)
            left = give_up_at - time.monotonic()
            if left > 0:
                yield httpx.Timeout(left, connect=min(left, CONNECT_SECONDS))


def _read(response: httpx.Response) -> Answer:
    if response.status_code != httpx.codes.OK:
        raise _failure(response)
    try:
        return Answer.model_validate_json(response.content)
    except ValidationError as error:  # a proxy's page, most likely
        raise LookupUnavailable from error


def _failure(response: httpx.Response) -> LookupFailure:
    code = _problem_code(response)
    if code and response.status_code in NOT_LET_IN:
        return DeviceRefused(code)
    return FAILURES.get(code, LookupUnavailable)()


def _problem_code(response: httpx.Response) -> str:
    try:
        return Problem.model_validate_json(response.content).code
    except ValidationError:
        return ""
