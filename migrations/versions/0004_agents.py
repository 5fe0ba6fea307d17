"""What the agents tell of themselves: their heartbeats."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "agents",
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("profile", sa.String(length=200), nullable=False),
        sa.Column("backlog", sa.Integer(), nullable=False),
        sa.Column("oldest_queued_at", MOMENT, nullable=True),
        sa.Column("unmapped", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(length=500), nullable=False),
        sa.Column("swept_at", MOMENT, nullable=True),
        sa.Column("clock", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("device_id", name="pk_agents"),
    )


def downgrade() -> None:
    op.drop_table("agents")
