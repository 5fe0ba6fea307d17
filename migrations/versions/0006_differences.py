"""Differences between channels, as probed and as reported; who did what to an entry of the quarantine."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "differences",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("sayings", JSON, nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.String(length=64), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("remedy", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_differences"),
    )
    op.create_index("ix_differences_code", "differences", ["code"])
    op.create_table(
        "quarantine_acts",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("entry_id", ROW_NUMBER, nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["quarantine.id"], name="fk_quarantine_acts_entry_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine_acts"),
    )
    op.create_index("ix_quarantine_acts_entry_id", "quarantine_acts", ["entry_id"])


def downgrade() -> None:
    op.drop_table("quarantine_acts")
    op.drop_table("differences")
