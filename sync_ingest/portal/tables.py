"""The tables of what goes out to the national portal, on the metadata of `sync_ingest`. No foreign key crosses a
package: a lane's dossier may have become one with another.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from sync_ingest.tables import Base


class LaneRow(Base):
    """One dossier's way to the portal: whoever sends it locks this row, so that nothing of it overtakes anything.

    `code` is what the portal knows the dossier by, once it `is_there`. `sent_version` is the newest that the portal
    took; `held_version` the newest that it refused: out of the queue until a person puts it back, or a newer one comes.
    `error_code` is the portal's, and `message_sealed` what it said: a portal may repeat what it was sent.
    """

    __tablename__ = "portal_lanes"

    dossier_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    owner: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(64), index=True)
    is_there: Mapped[bool]
    sent_version: Mapped[int] = mapped_column(Integer)
    held_version: Mapped[int | None] = mapped_column(Integer)
    tries: Mapped[int] = mapped_column(Integer)
    next_try_at: Mapped[datetime]
    error_code: Mapped[str | None] = mapped_column(String(24))
    message_sealed: Mapped[bytes | None]


class QueuedRow(Base):
    """A version of a dossier that the portal has not been told of: once, however often its event is read. No foreign
    key to the lane: it would make the follower wait for whoever is sending.
    """

    __tablename__ = "portal_queue"
    __table_args__ = (Index("ix_portal_queue_event", "event"),)

    dossier_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    event: Mapped[int] = mapped_column(BigInteger)
    queued_at: Mapped[datetime]


class ToldStepRow(Base):
    """A step that the portal has taken; `step` is a hash of it."""

    __tablename__ = "portal_steps"

    dossier_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(String(32), primary_key=True)


class FollowedRow(Base):
    """One row: the number of the newest event whose change is in the queue."""

    __tablename__ = "portal_followed"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    event: Mapped[int] = mapped_column(BigInteger)
