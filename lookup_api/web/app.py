"""The look-up as one web application."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from lookup_api.web import admission_api, api, catalogue_api, exposition, health, procedures_api, site_api, wishes_api
from lookup_api.web.design.headers import SafeHeaders
from lookup_api.web.design.look import serve_design
from lookup_api.web.desk import Desk
from lookup_api.web.examples import describe
from lookup_api.web.gauges import show
from lookup_api.web.observed import Observed
from lookup_api.web.pages import (
    challenge,
    feedback,
    filing,
    help,
    holder_form,
    leaders,
    leaders_sign_in,
    overview,
    procedures,
    report,
    watching,
)
from lookup_api.web.pages import routes as pages
from lookup_api.web.pages.paint import FILES
from lookup_api.web.trouble import NoStackTrace, answer_troubles
from lookup_api.web.watch import Watch

THREADS = 12  # fewer than the engine's fifteen connections, so that the follower never waits for one


class Serving:
    """What the application has at hand while it serves; in place of Starlette's own State, each look into which takes
    as long as a look-up in memory.
    """

    desk: Desk

    def __init__(self, watch: Watch) -> None:
        self.watch = watch


def make_app(open_desk: Callable[[], AbstractContextManager[Desk]], watch: Watch | None = None) -> FastAPI:
    """The application; the desk is opened when it starts to serve and closed when it ends."""

    watched = watch or Watch()

    @asynccontextmanager
    async def serving(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        with watched.running(), open_desk() as app.state.desk:
            watched.life.at_end(app.state.desk.watchers.close)
            show(watched, app.state.desk)
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
    app.state = Serving(watched)  # type: ignore[assignment]  # it has what is asked of it here
    for router in (
        api.router,
        site_api.router,
        health.router,
        exposition.router,
        report.router,
        feedback.router,
        help.router,
        watching.router,
        challenge.router,
        holder_form.router,
        filing.router,
        procedures.router,
        procedures_api.router,
        catalogue_api.router,
        admission_api.router,
        wishes_api.router,
        overview.router,
        leaders_sign_in.router,
        leaders.router,
        pages.router,
    ):
        app.include_router(router)
    serve_design(app)
    FILES.serve(app)
    answer_troubles(app)
    describe(app)
    app.add_exception_handler(filing.FilingClosed, filing.answer_closed)
    app.add_exception_handler(wishes_api.WishNotReadable, wishes_api.answer_unreadable)
    for middleware in (NoStackTrace, GZipMiddleware, SafeHeaders):
        app.add_middleware(middleware)
    app.add_middleware(Observed, watched)  # the last one is the outermost
    return app
