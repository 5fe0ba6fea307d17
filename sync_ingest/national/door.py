"""The national format over HTTP: whoever pushes to the national portal is pointed here and works unchanged.

`/national/login` and `/national/services` serve software that logs in. `/national/{path}/…` serves software that
cannot: its secret address and its network say whose it is, and the last part of the address is the service.
"""

import logging
import traceback
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.routing import APIRoute
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from provisioning.errors import TooManyTries
from provisioning.limits import TryLimit
from sync_ingest.body import read_body
from sync_ingest.endpoint import Gate
from sync_ingest.errors import BodyTooLarge, StoreBusy, WrongContentType
from sync_ingest.national.accounts import find_by_path
from sync_ingest.national.answers import logged_in, refused
from sync_ingest.national.errors import (
    ClientUnknown,
    LogInRefused,
    NameHasToWait,
    NationalRefusal,
    PushNotReadable,
    PushTooLarge,
    TryAgain,
)
from sync_ingest.national.openapi import CALL, LOG_IN, PUSH
from sync_ingest.national.parsing import Call, is_new, read_call, read_json, read_object, text_in
from sync_ingest.national.services import Sent, keep_whole, serve
from sync_ingest.national.sessions import find_by_token, open_session
from sync_ingest.transactions import in_transaction

log = logging.getLogger(__name__)

TRIES = 100  # failures of one network in ten minutes: many servers of a province may share an address

REFUSALS: dict[type[Exception], NationalRefusal] = {
    WrongContentType: PushNotReadable(),
    BodyTooLarge: PushTooLarge(),
    TooManyTries: LogInRefused(),
    StoreBusy: TryAgain(),
    OperationalError: TryAgain(),
    NoConnectionFree: TryAgain(),
}

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


@dataclass(frozen=True)
class NationalDoor:
    """What the routes work with; the tries to log in are counted in this process, a name's failures everywhere."""

    gate: Gate
    tries: TryLimit


class ToldRoute(APIRoute):
    """Tells every failure in the way of the format, with HTTP 200: clients read no other answer."""

    def get_route_handler(self) -> Handler:
        """FastAPI's documented way to stand around all handlers of a router."""
        handle = super().get_route_handler()

        async def handle_and_tell(request: Request) -> Response:
            try:
                return await handle(request)
            except ClientDisconnect:
                raise
            except Exception as error:  # noqa: BLE001  (the outermost: a client must get an answer that it can read)
                return refused(_refusal(error))

        return handle_and_tell


def add_national(app: FastAPI, tries: TryLimit | None = None) -> None:
    """Serve the national format under /national of the ingest service `app`."""
    app.state.national = NationalDoor(app.state.gate, tries or TryLimit(TRIES))
    app.include_router(router)


def door_of(request: Request) -> NationalDoor:
    """What `add_national` was given."""
    door: NationalDoor = request.app.state.national
    return door


router = APIRouter(prefix="/national", route_class=ToldRoute)
Body = Annotated[bytes, Depends(read_body)]
AtDoor = Annotated[NationalDoor, Depends(door_of)]


@router.post("/login", openapi_extra=LOG_IN)
def log_in(request: Request, body: Body, door: AtDoor) -> Response:
    """Log in with `username` and `password`: a `session` for the calls that follow, good for twelve hours."""
    said = read_object(body)
    username, password = text_in(said, "username"), said.get("password")
    now, address = door.gate.clock(), _address(request)
    door.tries.take(address, now)
    try:
        token = in_transaction(door.gate.writes, lambda session: open_session(session, username, str(password), now))
    except NameHasToWait:
        door.tries.give_back(address)  # else one program with an old password would shut out all of its network
        raise
    if token is None:
        raise LogInRefused
    door.tries.give_back(address)
    return logged_in(token)


@router.post("/services", openapi_extra=CALL)
def call_service(body: Body, door: AtDoor) -> Response:
    """Call a service with a session: DongBoHoSoMC, CapNhatTienDoHoSoMC, TraCuuHoSo, LayThuTuc, LayDanhSachTTHC."""
    fields = read_object(body)
    now, token = door.gate.clock(), text_in(fields, "session")
    with door.gate.reads() as session:
        sender = find_by_token(session, token, now)
    if sender is None or token.encode() not in body:  # written otherwise than it was given: nobody does that
        raise ClientUnknown
    without_token = body.replace(token.encode(), b"")  # it may have to be kept, and others read it then
    return _serve(Sent(sender, without_token, now), lambda: read_call(fields), door.gate)


@router.post("/{path}/{service:path}", openapi_extra=PUSH)
def push(request: Request, path: str, service: str, body: Body) -> Response:
    """Push a bare list of dossiers or steps to a secret address; the agency and `isUpdating` stand in the query."""
    gate, asked = door_of(request).gate, request.query_params
    name = service.rstrip("/").rpartition("/")[2]
    now = gate.clock()
    with gate.reads() as session:
        sender = find_by_path(session, path, _address(request))
    if sender is None:
        raise ClientUnknown

    def read() -> Call:
        return Call(name, asked.get("MaDinhDanhDV", ""), is_new(asked.get("isUpdating")), {"data": read_json(body)})

    return _serve(Sent(sender, body, now), read, gate)


def _serve(sent: Sent, read: Callable[[], Call], gate: Gate) -> Response:
    try:
        return serve(sent, read(), gate)
    except PushNotReadable:
        keep_whole(sent, gate)
        raise


def _refusal(error: Exception) -> NationalRefusal:
    """What the client is told. The log gets the kind of an unexpected error and where it came from, never its text."""
    if isinstance(error, NationalRefusal):
        told = error
    elif kind := next((kind for kind in type(error).__mro__ if kind in REFUSALS), None):
        told = REFUSALS[kind]
    else:
        log.error("%s at\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
        return NationalRefusal()
    log.warning("refused in the national format: %s", told.code)
    return told


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
