"""What is told of the offices, for programs: kiosks and other sites read here what the pages say."""

from fastapi import APIRouter, Response

from lookup_api.site_file import SiteFacts
from lookup_api.web.desk import AtDesk

router = APIRouter()
KEPT = "public, max-age=60"


@router.get("/v1/site")
def get_site(desk: AtDesk, response: Response) -> SiteFacts:
    """Hotline, number for text messages, one-stop units and kiosks of this site, in Vietnamese."""
    response.headers["Cache-Control"] = KEPT
    return desk.facts.site
