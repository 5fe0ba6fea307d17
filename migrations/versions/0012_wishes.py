"""What citizens wish: notices by SMS, ratings; and messages that nobody has to have asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _make_notices()
    op.create_table(
        "ratings",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("device", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("stars", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "agency", "device", "channel", "language", "stars", name="pk_ratings"),
    )
    op.create_table(
        "wishes_seen",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wishes_seen"),
    )
    op.create_index("ix_wishes_seen_seen_at", "wishes_seen", ["seen_at"])
    with op.batch_alter_table("sms_outgoing") as outgoing:
        outgoing.add_column(sa.Column("occasion", sa.String(length=60), nullable=True))
        outgoing.create_unique_constraint("uq_sms_outgoing_occasion", ["occasion"])


def downgrade() -> None:
    with op.batch_alter_table("sms_outgoing") as outgoing:
        outgoing.drop_constraint("uq_sms_outgoing_occasion", type_="unique")
        outgoing.drop_column("occasion")
    for table in ("wishes_seen", "ratings", "notice_follower", "notice_requests", "notices"):
        op.drop_table(table)


def _make_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("dossier_id", ROW_NUMBER, nullable=False),
        sa.Column("number_hash", sa.String(length=64), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("invited_at", MOMENT, nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("seen_status", sa.SmallInteger(), nullable=True),
        sa.Column("late_for", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_notices_dossier_id_dossiers"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("dossier_id", "number_hash", name="uq_notices_dossier_id_number_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_number_hash", "notices", ["number_hash"])
    op.create_index("ix_notices_confirmed_at", "notices", ["confirmed_at"])
    op.create_table(
        "notice_requests",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("number_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice_requests"),
    )
    op.create_index("ix_notice_requests_number_hash", "notice_requests", ["number_hash"])
    op.create_index("ix_notice_requests_asked_at", "notice_requests", ["asked_at"])
    op.create_table(
        "notice_follower",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice_follower"),
    )
