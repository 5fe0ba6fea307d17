"""What gateways and watchers ask of the bridge over HTTP."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from provisioning.bodies import read_at_most
from provisioning.problems import problem
from sms_bridge.channels.kannel_form import read_message, read_report
from sms_bridge.channels.ports import Receiver
from sms_bridge.errors import MessageNotReadable
from sms_bridge.gateway_door import GatewayDoor
from sms_bridge.messages import Reply
from sms_bridge.parts import IncomingPart

LARGEST_BODY = 64 * 1024
LONGEST_TEXT = 4_000
THREADS = 8  # with the seven workers as many as the engine has connections; only links of gateways may wait for one
NEVER_KEPT = {"Cache-Control": "no-store"}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bridge:
    """What the endpoint works with. `channel` is the gateway's name; `trouble` names what keeps messages from being
    answered, "" when nothing does; `preview` gives the reply that a text deserves.
    """

    channel: str
    door: GatewayDoor
    receiver: Receiver
    trouble: Callable[[], str]
    preview: Callable[[str], Reply]


OpenBridge = Callable[[], AbstractContextManager[Bridge]]


def make_app(open_bridge: OpenBridge) -> FastAPI:
    """The bridge as a web application; it works for as long as it is served."""

    @asynccontextmanager
    async def serving(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        with open_bridge() as app.state.bridge:
            yield

    app = FastAPI(title="Một Cửa: SMS", docs_url=None, redoc_url=None, openapi_url=None, lifespan=serving)
    for path in ("/mo", "/mo/{token}"):
        app.add_api_route(path, take_message, methods=["GET", "POST"])
    for path in ("/dlr", "/dlr/{token}"):
        app.add_api_route(path, take_report, methods=["GET"])
    for path in ("/preview", "/preview/{token}"):
        app.add_api_route(path, preview_reply, methods=["POST"])
    app.get("/health/live")(get_live)
    app.get("/health/ready")(get_ready)
    app.add_exception_handler(MessageNotReadable, _not_readable)
    app.add_exception_handler(SQLAlchemyError, _not_kept)
    return app


def bridge_of(request: Request) -> Bridge:
    """What `make_app` has opened."""
    bridge: Bridge = request.app.state.bridge
    return bridge


async def whole_body(request: Request) -> bytes:
    """The body, if it is not larger than any message is."""
    return await read_at_most(request, LARGEST_BODY)


Body = Annotated[bytes, Depends(whole_body)]
AtBridge = Annotated[Bridge, Depends(bridge_of)]


def take_message(request: Request, body: Body, bridge: AtBridge) -> Response:
    """Keep a message that came in, and say so with an empty body: what stands in it, Kannel would text to the sender.
    The reply goes out by the queue.
    """
    if not _is_let_in(request, bridge):
        raise HTTPException(404)
    query, kind = request.scope["query_string"], request.headers.get("content-type", "")
    match read_message(bridge.channel, query, body, kind):
        case IncomingPart() as part:
            bridge.receiver.accept_part(part)
        case sms:
            bridge.receiver.accept(sms)
    return Response(status_code=200, headers=NEVER_KEPT)


def take_report(request: Request, bridge: AtBridge) -> Response:
    """Keep what a gateway says of a message that it took."""
    if not _is_let_in(request, bridge):
        raise HTTPException(404)
    bridge.receiver.accept_report(read_report(bridge.channel, request.scope["query_string"]))
    return Response(status_code=200, headers=NEVER_KEPT)


class AskedText(BaseModel):
    """A text as a citizen would send it."""

    text: str = Field(max_length=LONGEST_TEXT)


def preview_reply(request: Request, body: Body, bridge: AtBridge) -> Response:
    """Tell what the bridge would reply to a text; nothing is kept, nobody gets a message. For whoever compares channels
    (article 8.4), through the gateways' own door.
    """
    if not _is_let_in(request, bridge):
        raise HTTPException(404)
    try:
        asked = AskedText.model_validate_json(body)
    except ValidationError:
        return problem(422, "text_not_readable", 'Send {"text": "…"}.', 'Xin gửi {"text": "…"}.')
    return JSONResponse({"reply": bridge.preview(asked.text).text}, headers=NEVER_KEPT)


def get_live() -> Response:
    """The process answers."""
    return JSONResponse({"status": "live"}, headers=NEVER_KEPT)


def get_ready(bridge: AtBridge) -> Response:
    """Messages are kept, answered and sent (503 and what is wrong when they are not)."""
    trouble = bridge.trouble()
    return JSONResponse({"status": trouble or "ready"}, 503 if trouble else 200, NEVER_KEPT)


def _is_let_in(request: Request, bridge: Bridge) -> bool:
    address = request.client.host if request.client else ""
    return bridge.door.lets_in(address, request.path_params.get("token", ""))


def _not_readable(_: Request, failure: Exception) -> Response:
    log.warning("a gateway handed over what is neither a message with a sender nor a report")
    needed = "A message needs its sender: from=%p, a report sms=… and status=%d."
    return problem(400, MessageNotReadable.code, needed, "Tin nhắn thiếu số gửi, hoặc báo phát không đọc được.")


def _not_kept(_: Request, failure: Exception) -> Response:
    """The gateway is to hand the message over again."""
    log.error("a message could not be kept: %s", type(failure).__name__)
    return problem(503, "not_kept", "The message could not be kept: hand it over again.", "Chưa nhận được tin nhắn.")
