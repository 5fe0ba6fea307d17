"""One cheap signed question to the centre: is it there, does it let us in, what time has it?"""

import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
from pydantic import ValidationError

from lookup_api.admission import ADMISSION, Admission
from lookup_api.asking import NOT_LET_IN, problem_code, whole
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.errors import DeviceRefused
from provisioning.device.centre_time import CentreTime
from provisioning.errors import SignatureTooOld

TIMEOUT = httpx.Timeout(4.0, connect=2.0)
LONGEST_SECONDS = 8.0  # also for a centre that answers in drips
NOT_YET_VALID, EXPIRED = 9, 10  # X509_V_ERR_… of OpenSSL: what a wrong clock makes of a good certificate


@dataclass(frozen=True, slots=True)
class CentreProbe:
    """Asks over `http`, which signs. `time` hears each answer that is surely the centre's."""

    http: httpx.Client
    time: CentreTime

    def ask(self) -> float:
        """How many seconds the centre took; LookupUnavailable or DeviceRefused."""
        began = time.monotonic()
        try:
            with self.http.stream("GET", ADMISSION, timeout=TIMEOUT) as response:
                body = whole(response, began + LONGEST_SECONDS)
        except httpx.HTTPError as error:
            raise LookupUnavailable from error
        refusal = problem_code(body) if response.status_code in NOT_LET_IN else ""
        is_let_in = response.is_success and _is_admission(body)
        if refusal == SignatureTooOld.code or is_let_in:
            self.time.hear(response)
        if refusal:
            raise DeviceRefused(refusal)
        if not is_let_in:  # a proxy's page, or a centre that is not well
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


def _is_admission(body: bytes) -> bool:
    try:
        return bool(Admission.model_validate_json(body))
    except ValidationError:
        return False
