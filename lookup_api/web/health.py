"""Whether this process lives, and whether it can answer new questions."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from sqlalchemy import text

from lookup_api.lookup import DATABASE_AWAY
from lookup_api.web.desk import AtDesk

router = APIRouter(prefix="/health", include_in_schema=False)
NEVER_KEPT = {"Cache-Control": "no-store"}


@router.get("/live")
def get_live() -> Response:
    """The process answers."""
    return JSONResponse({"status": "live"}, headers=NEVER_KEPT)


@router.get("/ready")
def get_ready(desk: AtDesk) -> Response:
    """The database answers too; without it, only codes seen before can be answered (503)."""
    try:
        with desk.lookup.snapshots() as session:
            session.execute(text("SELECT 1"))
    except DATABASE_AWAY:
        return JSONResponse({"status": "database_away"}, 503, NEVER_KEPT)
    return JSONResponse({"status": "ready"}, headers=NEVER_KEPT)
