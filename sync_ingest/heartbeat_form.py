"""The heartbeat on the wire: what an agent tells of itself each minute. docs/wire-format.md describes it."""

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

LONGEST_TROUBLE = 500
MOST = 2**31 - 1


class HeartbeatForm(BaseModel):
    """How an agent is. `clock` is what its machine's own clock says; names that are not known yet are passed over, so
    that a newer agent is heard too.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    version: str = Field(max_length=40)
    profile: str = Field(max_length=200)
    backlog: int = Field(ge=0, le=MOST)
    oldest_queued_at: AwareDatetime | None = None
    unmapped: int = Field(default=0, ge=0, le=MOST)
    refused: int = Field(default=0, ge=0, le=MOST)
    trouble: str = Field(default="", max_length=LONGEST_TROUBLE)
    swept_at: AwareDatetime | None = None
    clock: AwareDatetime


class HeardForm(BaseModel):
    """The answer: the centre has heard it."""

    server_time: AwareDatetime
