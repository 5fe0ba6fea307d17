"""What goes out in the national format: the queue towards the national portal."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """A lane a dossier, what waits in it, the steps that were told, and how far the events were followed."""
    op.create_table(
        "portal_lanes",
        sa.Column("dossier_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("is_there", sa.Boolean(), nullable=False),
        sa.Column("sent_version", sa.Integer(), nullable=False),
        sa.Column("held_version", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sa.Column("error_code", sa.String(length=24), nullable=True),
        sa.Column("message_sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_portal_lanes"),
    )
    op.create_index("ix_portal_lanes_code", "portal_lanes", ["code"])
    op.create_table(
        "portal_queue",
        sa.Column("dossier_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.BigInteger(), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "version", name="pk_portal_queue"),
    )
    op.create_index("ix_portal_queue_event", "portal_queue", ["event"])
    op.create_table(
        "portal_steps",
        sa.Column("dossier_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "step", name="pk_portal_steps"),
    )
    op.create_table(
        "portal_followed",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_portal_followed"),
    )


def downgrade() -> None:
    for table in ("portal_followed", "portal_steps", "portal_queue", "portal_lanes"):
        op.drop_table(table)
