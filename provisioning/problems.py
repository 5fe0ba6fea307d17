"""Refusals as every server of ours gives them: problem+json (RFC 9457), never cached."""

from datetime import datetime

from starlette.responses import JSONResponse

from provisioning.errors import (
    ClaimRefused,
    DeviceRevoked,
    EnrolmentNotReadable,
    KeyUsedBefore,
    ProvisioningFailure,
    SignatureRefused,
    SignatureTooOld,
    TooManyTries,
)

STATUS: dict[type[ProvisioningFailure], int] = {
    DeviceRevoked: 403,
    SignatureRefused: 401,
    ClaimRefused: 403,
    KeyUsedBefore: 409,
    EnrolmentNotReadable: 400,
    TooManyTries: 429,
}


def problem(status: int, code: str, title: str, detail: str, **extra: object) -> JSONResponse:
    """A problem+json answer. `code` is for programs, `title` English, `detail` for the person (Vietnamese)."""
    body = {"type": f"urn:motcua:problem:{code}", "status": status, "code": code, "title": title, "detail": detail}
    headers = {"Cache-Control": "no-store"}
    return JSONResponse({**body, **extra}, status, headers, media_type="application/problem+json")


def refusal(failure: ProvisioningFailure) -> JSONResponse:
    """The answer to whoever `verify` or an enrolment did not let in."""
    status = next((STATUS[kind] for kind in type(failure).__mro__ if kind in STATUS), 500)
    answer = problem(status, failure.code, failure.title, failure.message, **_extra(failure))
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Signature"
    if isinstance(failure, TooManyTries):
        answer.headers["Retry-After"] = str(failure.wait_seconds)
    return answer


def _extra(failure: ProvisioningFailure) -> dict[str, object]:
    return {"server_time": utc_text(failure.server_time)} if isinstance(failure, SignatureTooOld) else {}


def utc_text(moment: datetime) -> str:
    """A moment as it stands in JSON."""
    return moment.isoformat(timespec="seconds")
