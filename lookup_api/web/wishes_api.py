"""The JSON API of wishes: signed by a kiosk, taken with 202. Wire format: docs/wire-format.md."""

from typing import Annotated, Any, ClassVar, TypeVar

from fastapi import APIRouter, Depends, Header, Request, Response
from pydantic import ValidationError

from lookup_api.client import SECRET_HEADER
from lookup_api.web.api import read_secret
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk
from lookup_api.web.wishes import take_difference, take_notice, take_rating
from lookup_api.wish_contract import DifferenceWish, NoticeWish, RatingWish, Taken, Wish
from provisioning.bodies import read_at_most
from provisioning.problems import problem

LARGEST_BODY = 4_096
W = TypeVar("W", bound=Wish)

router = APIRouter()


class WishNotReadable(Exception):
    """The body of a request is not such a wish."""

    code: ClassVar[str] = "not_valid"


def answer_unreadable(_: Request, __: Exception) -> Response:
    """What a program is told that sent something else; never what it sent."""
    return problem(400, WishNotReadable.code, "This is no such request.", "Yêu cầu không đúng dạng.")


async def whole_body(request: Request) -> bytes:
    """The body, if it is not larger than any wish is."""
    return await read_at_most(request, LARGEST_BODY)


Body = Annotated[bytes, Depends(whole_body)]
Secret = Annotated[str | None, Header(alias=SECRET_HEADER)]


def _body(kind: type[Wish]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": kind.model_json_schema()}}}}


@router.post("/v1/notices", status_code=202, openapi_extra=_body(NoticeWish))
def post_notice(request: Request, body: Body, desk: AtDesk, receipt_secret: Secret = None) -> Taken:
    """Ask a number, by SMS, whether it wants to be told when the dossier changes."""
    desk.admit_kiosk(request, body)
    take_notice(desk, _read(NoticeWish, body), read_secret(receipt_secret), address_of(request))
    return Taken()


@router.post("/v1/ratings", status_code=202, openapi_extra=_body(RatingWish))
def post_rating(request: Request, body: Body, desk: AtDesk) -> Taken:
    """Count how a citizen rates the service."""
    device = desk.admit_kiosk(request, body)
    take_rating(desk, _read(RatingWish, body), device)
    return Taken()


@router.post("/v1/differences", status_code=202, openapi_extra=_body(DifferenceWish))
def post_difference(request: Request, body: Body, desk: AtDesk) -> Taken:
    """Keep that another channel says something else of a dossier (article 8.4)."""
    device = desk.admit_kiosk(request, body)
    take_difference(desk, _read(DifferenceWish, body), device, address_of(request))
    return Taken()


def _read(kind: type[W], body: bytes) -> W:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise WishNotReadable from error
