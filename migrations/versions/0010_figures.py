"""Figures that are counted ahead, each agency's newest update, and when both were counted."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("timeliness", sa.String(length=16), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month", "agency", "field", "timeliness", name="pk_figures"),
    )
    op.create_table(
        "newest_updates",
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("agency", name="pk_newest_updates"),
    )
    op.create_table(
        "figures_count",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("began_at", MOMENT, nullable=True),
        sa.Column("as_of", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_figures_count"),
    )
    op.execute("INSERT INTO figures_count (id) VALUES (1)")


def downgrade() -> None:
    for table in ("figures_count", "newest_updates", "figures"):
        op.drop_table(table)
