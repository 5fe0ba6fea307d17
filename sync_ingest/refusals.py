"""Every refusal as problem+json (RFC 9457), with a number that the log has too. Never a trace, never what was sent."""

import logging
import traceback
from dataclasses import dataclass
from uuid import uuid4

from fastapi import FastAPI, Request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from provisioning.errors import ProvisioningFailure
from provisioning.problems import problem, refusal
from sync_ingest.envelope import LARGEST_BODY, MOST_UPDATES
from sync_ingest.errors import (
    AttachmentMissing,
    BatchNotReadable,
    BodyTooLarge,
    FilingAgencyUnknown,
    FilingChanged,
    FilingRefused,
    IngestError,
    NotAnAgent,
    NotTheSite,
    ProcedureNotOnline,
    SenderUnknown,
    StoreBusy,
    TooManyUpdates,
    WrongContentType,
)
from sync_ingest.national.logged import logged
from sync_ingest.reasons import SENDER_UNKNOWN, Words

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Refusal:
    """How one failure is told over HTTP."""

    status: int
    code: str
    words: Words


UNEXPECTED = Refusal(
    500, "unexpected", Words("Hệ thống gặp lỗi, xin gửi lại sau.", "Something went wrong on our side.")
)
REFUSALS: dict[type[IngestError], Refusal] = {
    WrongContentType: Refusal(
        415,
        WrongContentType.code,
        Words("Xin gửi nội dung kiểu application/json, không nén.", "Send application/json, not compressed."),
    ),
    BodyTooLarge: Refusal(
        413,
        BodyTooLarge.code,
        Words(
            f"Nội dung vượt quá {LARGEST_BODY} byte. Xin chia thành nhiều lần gửi.",
            f"The body is over {LARGEST_BODY} bytes: send it in parts.",
        ),
    ),
    TooManyUpdates: Refusal(
        413,
        TooManyUpdates.code,
        Words(
            f"Mỗi lần gửi tối đa {MOST_UPDATES} cập nhật. Xin chia nhỏ.",
            f"A batch brings at most {MOST_UPDATES} updates: send it in parts.",
        ),
    ),
    NotAnAgent: Refusal(
        403,
        NotAnAgent.code,
        Words("Thiết bị này không phải là bộ đồng bộ của cơ quan.", "This device is not a department's agent."),
    ),
    NotTheSite: Refusal(
        403,
        NotTheSite.code,
        Words("Thiết bị này không phải là trang công khai.", "This device is not the public site."),
    ),
    FilingAgencyUnknown: Refusal(
        422,
        FilingAgencyUnknown.code,
        Words("Cơ quan nhận hồ sơ chưa tham gia hệ thống.", "The agency that the filing is for does not take part."),
    ),
    ProcedureNotOnline: Refusal(
        422,
        ProcedureNotOnline.code,
        Words("Thủ tục này không nộp trực tuyến được.", "This procedure can't be filed online."),
    ),
    AttachmentMissing: Refusal(
        409,
        AttachmentMissing.code,
        Words("Không còn tệp đính kèm. Xin chọn lại tệp.", "An attachment is not there: attach it again."),
    ),
    FilingChanged: Refusal(
        409,
        FilingChanged.code,
        Words(
            "Biểu mẫu này đã được gửi trước đó với nội dung khác.",
            "This form was sent before and said something else.",
        ),
    ),
    FilingRefused: Refusal(422, FilingRefused.code, Words("Không nhận được hồ sơ này.", "This filing can't be taken.")),
    SenderUnknown: Refusal(403, SenderUnknown.code, SENDER_UNKNOWN),
    StoreBusy: Refusal(
        503,
        StoreBusy.code,
        Words(
            "Hệ thống đang bận, chưa ghi nhận gì. Xin gửi lại sau.",
            "The database is busy, and nothing was taken: send it again.",
        ),
    ),
}
HTTP_PROBLEMS = {
    404: Refusal(404, "not_found", Words("Không có gì ở địa chỉ này.", "There is nothing at this address.")),
    405: Refusal(405, "method_not_allowed", Words("Địa chỉ này không nhận cách gọi này.", "Not with this method.")),
}


def tell_refusals(app: FastAPI) -> None:
    """Let `app` answer every failure as a problem."""
    app.add_exception_handler(ProvisioningFailure, _provisioning_problem)
    app.add_exception_handler(IngestError, _ingest_problem)
    app.add_exception_handler(OperationalError, _busy_problem)
    app.add_exception_handler(NoConnectionFree, _busy_problem)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(ClientDisconnect, _nobody_listens)
    app.add_exception_handler(Exception, unexpected_problem)


def unexpected_problem(request: Request, error: Exception) -> JSONResponse:
    """The last resort. The log gets the kind of error and where it came from, not its text: that may repeat values."""
    answer = _problem(request, UNEXPECTED)
    log.error("%s at\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
    return answer


def _provisioning_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProvisioningFailure)
    log.warning("refused %s %s: %s", request.method, logged(request.url.path), error.code)
    return refusal(error)


def _ingest_problem(request: Request, error: Exception) -> Response:
    if isinstance(error, BatchNotReadable):
        return _problem(request, Refusal(400, error.reason, error.detail))
    return _problem(request, next((REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS), UNEXPECTED))


def _busy_problem(request: Request, error: Exception) -> Response:
    log.warning("the database: %s", type(error).__name__)
    return _problem(request, REFUSALS[StoreBusy])


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = HTTP_PROBLEMS.get(error.status_code)
    return _problem(request, known or Refusal(error.status_code, "http", Words(error.detail, error.detail)))


def _nobody_listens(_: Request, __: Exception) -> Response:
    return Response(status_code=400)  # the sender went away in the middle of its body; it will send it again


def _problem(request: Request, told: Refusal) -> JSONResponse:
    number = uuid4().hex
    log.warning("refused %s %s: %s, request %s", request.method, logged(request.url.path), told.code, number)
    answer = problem(told.status, told.code, told.words.en, told.words.vi, request_id=number)
    if told.status == 503:
        answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer
