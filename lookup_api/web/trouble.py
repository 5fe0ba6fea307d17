"""The answer to whatever went wrong: problem+json for programs, a page with a sentence for people."""

import logging

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lookup_api.domain.errors import ChallengeRequired, LookupFailure
from lookup_api.domain.wording import failure_sentence
from lookup_api.web.errors import failure_problem, status_of
from lookup_api.web.pages.challenge import ask_instead
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.paint import paint
from lookup_api.web.pages.texts import texts_in
from provisioning.errors import ProvisioningFailure
from provisioning.problems import problem, refusal

FOR_PROGRAMS = ("/v1/", "/health/")
HEADINGS = {429: "too_many_title"}

BROKEN = ("Something went wrong on our side.", "Hệ thống gặp sự cố.")

log = logging.getLogger(__name__)


def answer_troubles(app: FastAPI) -> None:
    """Let `app` answer failures, unknown addresses and its own faults in words."""
    app.add_exception_handler(LookupFailure, _lookup_failed)
    app.add_exception_handler(ProvisioningFailure, _refused)
    app.add_exception_handler(HTTPException, _no_such_address)


class NoStackTrace:
    """ASGI middleware, the innermost: a fault of ours is logged, and told in a sentence like any other trouble."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens."""
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception:  # the outermost: the traceback, which holds no values of citizens, goes to the log alone
            if started or scope["type"] != "http":
                raise
            log.exception("a request failed")
            answer = await run_in_threadpool(_broken, Request(scope))
            await answer(scope, receive, send)


def _lookup_failed(request: Request, failure: Exception) -> Response:
    assert isinstance(failure, LookupFailure)
    if _is_for_programs(request):
        return failure_problem(failure)
    if isinstance(failure, ChallengeRequired):
        return ask_instead(request)
    status, language = status_of(failure), language_of(request)
    heading = texts_in(language)[HEADINGS.get(status, "trouble_title")]
    sentence = failure_sentence(failure.code, language)
    return paint(request, "trouble.html", status=status, heading=heading, sentence=sentence, again=_same(request))


def _refused(_: Request, failure: Exception) -> Response:
    assert isinstance(failure, ProvisioningFailure)
    return refusal(failure)


def _no_such_address(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    texts = texts_in(language_of(request))
    if _is_for_programs(request):
        return problem(error.status_code, "no_such_address", error.detail, "Địa chỉ này không nhận yêu cầu như vậy.")
    heading, sentence = texts["gone_title"], texts["gone_text"]
    return paint(request, "trouble.html", status=error.status_code, heading=heading, sentence=sentence, again="")


def _broken(request: Request) -> Response:
    texts = texts_in(language_of(request))
    if _is_for_programs(request):
        return problem(500, "broken", *BROKEN)
    heading, sentence = texts["trouble_title"], texts["broken_text"]
    return paint(request, "trouble.html", status=500, heading=heading, sentence=sentence, again=_same(request))


def _is_for_programs(request: Request) -> bool:
    return request.url.path.startswith(FOR_PROGRAMS)


def _same(request: Request) -> str:
    """This address again, of this site only."""
    path: bytes = request.scope["raw_path"]
    return path.decode("ascii").replace("//", "/")
