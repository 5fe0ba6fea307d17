"""One cheap signed question to the centre: is it there, does it let us in, what time has it?"""

import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from lookup_api.domain.errors import DossierNotFound, LookupUnavailable
from lookup_api.errors import DeviceRefused
from provisioning.device.centre_time import CentreTime
from provisioning.errors import SignatureTooOld

NO_DOSSIER = "/v1/dossiers/H00-000101-0000"  # a code that nobody gives out: whoever is let in is told that it is none
TIMEOUT = httpx.Timeout(4.0, connect=2.0)
NOT_LET_IN = (401, 403)
NOT_YET_VALID, EXPIRED = 9, 10  # X509_V_ERR_… of OpenSSL: what a wrong clock makes of a good certificate


class Problem(BaseModel):
    """What we read of a refusal (problem+json)."""

    model_config = ConfigDict(extra="ignore")

    code: str = ""


@dataclass(frozen=True, slots=True)
class CentreProbe:
    """Asks over `http`, which signs. `time` hears each answer that is surely the centre's."""

    http: httpx.Client
    time: CentreTime

    def ask(self) -> float:
        """How many seconds the centre took; LookupUnavailable or DeviceRefused."""
        began = time.monotonic()
        try:
            response = self.http.get(NO_DOSSIER, timeout=TIMEOUT)
        except httpx.HTTPError as error:
            raise LookupUnavailable from error
        code = _code_in(response)
        if code in (DossierNotFound.code, SignatureTooOld.code):
            self.time.hear(response)
        if code and response.status_code in NOT_LET_IN:
            raise DeviceRefused(code)
        if code != DossierNotFound.code:  # a proxy's page, or a centre that is not well
            raise LookupUnavailable
        return time.monotonic() - began


def clock_is_in_doubt(failure: BaseException) -> bool:
    """Whether the connection failed on a certificate that is not valid at the time that this machine thinks it is."""
    return any(
        isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_code in (NOT_YET_VALID, EXPIRED)
        for cause in _causes(failure)
    )


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    while failure is not None:
        yield failure
        failure = failure.__cause__ or failure.__context__


def _code_in(response: httpx.Response) -> str:
    try:
        return Problem.model_validate_json(response.content).code
    except ValidationError:
        return ""
