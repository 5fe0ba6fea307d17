"""What citizens file online."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "filings",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_filings"),
        sa.UniqueConstraint("code", name="uq_filings_code"),
    )
    op.create_index("ix_filings_settled_at", "filings", ["settled_at"])
    op.create_table(
        "filing_attachments",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("filing_id", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name="fk_filing_attachments_filing_id"),
        sa.PrimaryKeyConstraint("name", name="pk_filing_attachments"),
    )
    op.create_index("ix_filing_attachments_filing_id", "filing_attachments", ["filing_id"])


def downgrade() -> None:
    op.drop_table("filing_attachments")
    op.drop_table("filings")
