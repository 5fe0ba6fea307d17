"""The tables of reconciliation: the digest of each dossier, when agency and centre last agreed, what differs still."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from provisioning.database import PortableJson, RowNumber
from sync_ingest.tables import Base


class DossierDigestRow(Base):
    """The digest of one dossier as its newest record states it, and its place in the tree; see tree.py. Kept up to date
    from the events, outside of the transactions that take updates in.
    """

    __tablename__ = "dossier_digests"
    __table_args__ = (Index("ix_dossier_digests_owner_period_place", "owner", "period", "place"),)

    owner: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    dossier_id: Mapped[int] = mapped_column(BigInteger, index=True)
    period: Mapped[str] = mapped_column(String(8))
    place: Mapped[int] = mapped_column(BigInteger)
    first: Mapped[int] = mapped_column(BigInteger)
    second: Mapped[int] = mapped_column(BigInteger)
    third: Mapped[int] = mapped_column(BigInteger)


class DigestPositionRow(Base):
    """One row: the number of the newest event that the digests know of."""

    __tablename__ = "digest_position"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    event: Mapped[int] = mapped_column(BigInteger)


class AgreementRow(Base):
    """What one comparison with an agency found, mended and left; rows are only added. `period` is None when everything
    was compared. `here` is how many dossiers the centre has of it, `there` how many the agency has.
    """

    __tablename__ = "agreements"
    __table_args__ = (Index("ix_agreements_agency_id", "agency", "id"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    agency: Mapped[str] = mapped_column(String(40))
    period: Mapped[str | None] = mapped_column(String(8))
    compared_at: Mapped[datetime]
    here: Mapped[int]
    there: Mapped[int]
    missing: Mapped[int]
    extra: Mapped[int]
    different: Mapped[int]
    repaired: Mapped[int]
    left: Mapped[int]


class DifferenceLeftRow(Base):
    """A dossier that differs still and waits for a person. `here` are the centre's facts, `there` the agency's; both
    are what the public may see, None where that end has no such dossier. Whoever leaves it as it is is `kept_by`.
    """

    __tablename__ = "differences_left"

    agency: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    period: Mapped[str] = mapped_column(String(8))
    finding: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(24))
    here: Mapped[dict[str, Any] | None] = mapped_column(PortableJson)
    there: Mapped[dict[str, Any] | None] = mapped_column(PortableJson)
    since: Mapped[datetime]
    kept_by: Mapped[str | None] = mapped_column(String(64))
    kept_at: Mapped[datetime | None]
