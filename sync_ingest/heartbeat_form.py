"""The heartbeat on the wire: what an agent tells of itself each minute. docs/wire-format.md describes it."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

LONGEST_TROUBLE = 500
MOST = 2**31 - 1


def _storable(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a moment lies within the years 1 to 9999") from error


Moment = Annotated[AwareDatetime, AfterValidator(_storable)]
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]


class HeartbeatForm(BaseModel):
    """How an agent is. `clock` is what its machine's own clock says; names that are not known yet are passed over, so
    that a newer agent is heard too.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    version: Text = Field(max_length=40)
    profile: Text = Field(max_length=200)
    backlog: int = Field(ge=0, le=MOST)
    oldest_queued_at: Moment | None = None
    unmapped: int = Field(default=0, ge=0, le=MOST)
    refused: int = Field(default=0, ge=0, le=MOST)
    trouble: Text = Field(default="", max_length=LONGEST_TROUBLE)
    swept_at: Moment | None = None
    clock: Moment


class HeardForm(BaseModel):
    """The answer: the centre has heard it."""

    server_time: AwareDatetime
