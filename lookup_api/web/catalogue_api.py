"""The whole catalogue for kiosks, which show it and keep it. Wire format: docs/wire-format.md."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from lookup_api.catalogue_contract import PAGE, CataloguePage
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk
from lookup_api.web.procedures_api import JSON, KEPT
from lookup_api.web.unchanged import unless_known

router = APIRouter()
LONGEST_CODE = 60


@router.get("/v1/catalogue", response_model=CataloguePage)
def get_catalogue(
    request: Request, desk: AtDesk, after: Annotated[str, Query(max_length=LONGEST_CODE, examples=["1.001612"])] = ""
) -> Response:
    """Whole procedures by code, 200 at a time: those whose codes follow `after`."""
    desk.limits.admit_page(address_of(request))
    ordered = sorted(desk.catalogue.current().procedures, key=lambda each: each.ref.code)
    wanted = [each for each in ordered if each.ref.code > after]
    shown = tuple(wanted[:PAGE])
    page = CataloguePage(procedures=shown, next=shown[-1].ref.code if len(wanted) > PAGE else None)
    return unless_known(request, Response(page.model_dump_json(), media_type=JSON), KEPT)
