"""What became of messages that were sent, and parts of long ones that came in."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("sms_outgoing") as outgoing:
        outgoing.add_column(sa.Column("phone_hash", sa.String(length=64), nullable=True))
        outgoing.add_column(sa.Column("delivery", sa.String(length=16), nullable=True))
        outgoing.add_column(sa.Column("delivery_at", MOMENT, nullable=True))
        outgoing.create_index("ix_sms_outgoing_provider_id", ["provider_id"])
    op.create_table(
        "sms_parts",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("kept_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("session", sa.String(length=40), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel", "mark", name="pk_sms_parts"),
    )
    op.create_index("ix_sms_parts_began_at", "sms_parts", ["whole", "began_at"])
    op.create_table(
        "sms_reports",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("sms_id", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.String(length=80), nullable=False),
        sa.Column("phone_hash", sa.String(length=64), nullable=False),
        sa.Column("delivery", sa.String(length=16), nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("next_look_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sms_reports"),
    )
    op.create_index("ix_sms_reports_next_look_at", "sms_reports", ["next_look_at"])


def downgrade() -> None:
    op.drop_table("sms_reports")
    op.drop_table("sms_parts")
    with op.batch_alter_table("sms_outgoing") as outgoing:
        outgoing.drop_index("ix_sms_outgoing_provider_id")
        for column in ("delivery_at", "delivery", "phone_hash"):
            outgoing.drop_column(column)
