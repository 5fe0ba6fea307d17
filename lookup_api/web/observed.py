"""What goes through FastAPI is noted: in the log, in the metrics, with a request id that all log lines of it bear."""

from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lookup_api.web.access_log import CODE_PATHS, REQUEST_ID_RAW, beginning, request_id_of
from lookup_api.web.watch import Watch
from provisioning.logs import request_id

NO_ROUTE = "none"


class Observed:
    """ASGI middleware, the outermost. A front that answers by itself calls `watch` itself, and us for the rest."""

    def __init__(self, app: ASGIApp, watch: Watch) -> None:
        self._app = app
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, then note it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, own_id, status = perf_counter(), request_id_of(scope), 500
        request_id.set(own_id)  # in the task of this request alone: nobody has to take it back

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (REQUEST_ID_RAW, own_id.encode())]
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        finally:
            self._note(scope, status, perf_counter() - began, own_id)

    def _note(self, scope: Scope, status: int, seconds: float, own_id: str) -> None:
        route, path = route_of(scope), scope["path"]
        self._watch.metrics.finished(route, status, seconds)
        told = path if path.startswith(CODE_PATHS) else beginning(path) if route == NO_ROUTE else route
        self._watch.log.note(scope["method"], told, status, seconds, own_id)


def route_of(scope: Scope) -> str:
    """The template of the route that answered, such as /ho-so/{code}; "none" when there is none."""
    route = scope.get("route")
    if route is not None:
        return str(route.path)
    endpoint = scope.get("endpoint")
    return f"{scope['root_path']}/{{path}}" if endpoint is not None and scope.get("root_path") else NO_ROUTE
