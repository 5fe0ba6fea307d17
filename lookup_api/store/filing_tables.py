"""The tables of what citizens file online. Rows stay inside `store/`."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lookup_api.store.tables import Base
from provisioning.database import UtcDateTime


class FilingRow(Base):
    """One filing: `id` is unique, so that one that is sent twice is one dossier. How it stands is told by its dossier
    alone.

    `sealed` is who files what, None once it is no longer kept. `sealed_secret` is the receipt's secret until a clerk
    has dealt with the filing; `settled_at` is when that was.
    """

    __tablename__ = "filings"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class FilingAttachmentRow(Base):
    """An attachment that was sent with a filing: a file in the folder that no row names was never sent. `name` is
    random; what the citizen called the file stands in the filing's seal.
    """

    __tablename__ = "filing_attachments"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    filing_id: Mapped[str] = mapped_column(ForeignKey("filings.id"), index=True)
    size: Mapped[int] = mapped_column(Integer)
