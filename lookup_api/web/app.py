"""The look-up as one web application."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from lookup_api.web import api, health
from lookup_api.web.access_log import AccessLog
from lookup_api.web.design.headers import SafeHeaders
from lookup_api.web.design.look import serve_design
from lookup_api.web.desk import Desk
from lookup_api.web.pages import report
from lookup_api.web.pages import routes as pages
from lookup_api.web.trouble import answer_troubles

THREADS = 12  # fewer than the engine's fifteen connections, so that the follower never waits for one


def make_app(open_desk: Callable[[], AbstractContextManager[Desk]]) -> FastAPI:
    """The application; the desk is opened when it starts to serve and closed when it ends."""

    @asynccontextmanager
    async def serving(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        with open_desk() as app.state.desk:
            yield

    app = FastAPI(
        title="Một Cửa: where a dossier stands",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=serving,
    )
    for router in (api.router, health.router, report.router, pages.router):
        app.include_router(router)
    serve_design(app)
    answer_troubles(app)
    for middleware in (GZipMiddleware, SafeHeaders, AccessLog):  # the last one is the outermost
        app.add_middleware(middleware)
    return app
