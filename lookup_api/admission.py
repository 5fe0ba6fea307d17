"""The answer to a device that only asks whether the centre is there and lets it in; see docs/wire-format.md."""

from pydantic import BaseModel, ConfigDict

ADMISSION = "/v1/admission"


class Admission(BaseModel):
    """The caller may look up; `device` says whether its signature was seen to hold, rather than that it is anybody."""

    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_extra={"example": {"device": True}})

    device: bool
