"""Heartbeats of the agents: the last one of each, and who is silent. Store functions never commit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from provisioning.devices import Device, DeviceKind, DeviceState
from provisioning.registry import list_devices
from sync_ingest.agents_tables import AgentRow
from sync_ingest.heartbeat_form import HeartbeatForm

SILENT_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Heard:
    """What an agent told last, and when that was by our clock (aware UTC)."""

    heartbeat: HeartbeatForm
    at: datetime

    @property
    def skew(self) -> timedelta:
        """How far its clock is ahead of ours, the way of the message included; negative when it is behind."""
        return self.heartbeat.clock - self.at


@dataclass(frozen=True, slots=True)
class KnownAgent:
    """An agent that was not shut out, and what was heard of it last; None when nothing was."""

    device: Device
    heard: Heard | None

    def silence(self, now: datetime) -> timedelta | None:
        """For how long nothing was heard of it, from its enrolment on; None while it is not enrolled."""
        since = self.heard.at if self.heard else self.device.enrolled_at
        return now - since if since else None

    def is_silent(self, now: datetime) -> bool:
        """Whether somebody should look after it: nothing was heard for SILENT_AFTER."""
        silence = self.silence(now)
        return silence is not None and silence > SILENT_AFTER


def save_heartbeat(session: Session, device_id: str, heartbeat: HeartbeatForm, now: datetime) -> None:
    """Remember that this agent was heard, and forget what it told before."""
    session.merge(AgentRow(device_id=device_id, heard_at=now, **dict(heartbeat)))
    session.flush()


def list_agents(session: Session) -> list[KnownAgent]:
    """Every agent that was not shut out, by name."""
    heard = {row.device_id: _heard(row) for row in session.scalars(select(AgentRow))}
    agents = (one for one in list_devices(session) if one.kind is DeviceKind.AGENT)
    return [KnownAgent(one, heard.get(one.id)) for one in agents if one.state is not DeviceState.REVOKED]


def _heard(row: AgentRow) -> Heard:
    return Heard(HeartbeatForm.model_validate(row, from_attributes=True), row.heard_at)
