"""Help (articles 5.4, 7.5, 10.7): how to look up, what each status means, whom to ask and where; good to print too."""

from fastapi import APIRouter, Request, Response

from lookup_api.domain.status import Status
from lookup_api.paper.words import shown_address
from lookup_api.web.desk import AtDesk
from lookup_api.web.pages.paint import paint
from lookup_api.web.pages.result import STATUS_TONES

router = APIRouter(include_in_schema=False)
KEEP = "private, max-age=60"


@router.get("/tro-giup")
def get_help(request: Request, desk: AtDesk) -> Response:
    """The page, the same for every reader of a language."""
    address = shown_address(desk.facts.base_url)
    return paint(request, "help.html", keep=KEEP, address=address, statuses=tuple(Status), tones=STATUS_TONES)
