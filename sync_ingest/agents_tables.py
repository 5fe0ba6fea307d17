"""The table of the agents: what each told of itself last."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from sync_ingest.heartbeat_form import LONGEST_TROUBLE
from sync_ingest.tables import Base


class AgentRow(Base):
    """The last heartbeat of one agent, by its device. `heard_at` is our clock's time, `clock` what the agent's said."""

    __tablename__ = "agents"

    device_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    heard_at: Mapped[datetime]
    version: Mapped[str] = mapped_column(String(40))
    profile: Mapped[str] = mapped_column(String(200))
    backlog: Mapped[int]
    oldest_queued_at: Mapped[datetime | None]
    unmapped: Mapped[int]
    refused: Mapped[int]
    trouble: Mapped[str] = mapped_column(String(LONGEST_TROUBLE))
    swept_at: Mapped[datetime | None]
    clock: Mapped[datetime]
