"""Where an open page listens for changes of its dossier (server-sent events)."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from lookup_api.domain.codes import Code
from lookup_api.domain.errors import DossierNotFound
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk, Desk
from lookup_api.web.live import OpenPage, Stream
from lookup_api.web.pages.result import edition_of
from provisioning.limits import network_of

router = APIRouter(include_in_schema=False)


@router.get("/ho-so/{text:path}/theo-doi")
async def get_changes(text: str, request: Request, desk: AtDesk, ban: str = "") -> Response:
    """Tell of each change while the page is open, and at once when it shows another edition than `ban` already.

    On the event loop, for the answer lasts a quarter of an hour. Of an unknown dossier nothing can be heard:
    DossierNotFound and the like, as its page says.
    """
    code = await run_in_threadpool(_admitted, text, request, desk)
    page = desk.watchers.join(code.printed, network_of(address_of(request)))
    try:
        await run_in_threadpool(_ring_when_changed, page, desk, code, ban)
    except BaseException as failure:
        desk.watchers.leave(page)
        if isinstance(failure, DossierNotFound):  # or codes could be tried here at a third of the price
            desk.limits.note_miss(address_of(request), code.printed)
        raise
    return Stream(page, desk.watchers)


def _admitted(text: str, request: Request, desk: Desk) -> Code:
    code, _ = desk.codes.read(text)
    desk.admit(request, code)
    return code


def _ring_when_changed(page: OpenPage, desk: Desk, code: Code, edition: str) -> None:
    """Asked after joining, so that no change falls between the page and its listening."""
    if edition_of(desk.lookup.look_up(code)) != edition:
        page.ring()
