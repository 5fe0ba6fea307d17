"""Whether this process lives, and whether new questions should be sent to it."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from lookup_api.web.desk import AtDesk
from lookup_api.web.readiness import READY
from lookup_api.web.watch import Watch

router = APIRouter(prefix="/health", include_in_schema=False)
NEVER_KEPT = {"Cache-Control": "no-store"}
STOPPING = "stopping"


@router.get("/live")
async def get_live() -> Response:
    """The process answers; on the event loop, for threads that all wait for a database are no reason to end it."""
    return JSONResponse({"status": "live"}, headers=NEVER_KEPT)


@router.get("/ready")
def get_ready(request: Request, desk: AtDesk) -> Response:
    """It can answer codes that it has not seen before, and means to stay; otherwise 503, and the reason."""
    watch: Watch = request.app.state.watch
    word = STOPPING if watch.life.is_ending else watch.readiness.word(desk.lookup.snapshots, desk.sealer)
    return JSONResponse({"status": word}, 200 if word == READY else 503, NEVER_KEPT)
