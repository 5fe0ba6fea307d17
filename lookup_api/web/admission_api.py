"""Whether the centre lets a device in, asked by each kiosk twice a minute: no look-up, so it counts as none."""

from fastapi import APIRouter, Request, Response

from lookup_api.admission import ADMISSION, Admission
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk

router = APIRouter()


@router.get(ADMISSION)
def get_admission(request: Request, desk: AtDesk, response: Response) -> Admission:
    """Let in whoever signs nothing, and a device whose signature holds."""
    caller = desk.identify(request)
    if caller is None:
        desk.limits.admit_page(address_of(request))
    else:
        desk.limits.admit_device(caller.device_id)
    response.headers["Cache-Control"] = "no-store"
    return Admission(device=caller is not None)
