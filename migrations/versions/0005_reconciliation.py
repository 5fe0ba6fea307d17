"""When agency and centre last agreed, and what differs still."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    create_digests()
    create_agreements()


def downgrade() -> None:
    for table in ("differences_left", "agreements", "digest_position", "dossier_digests"):
        op.drop_table(table)


def create_digests() -> None:
    op.create_table(
        "dossier_digests",
        sa.Column("owner", sa.String(40), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("dossier_id", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("second", sa.BigInteger(), nullable=False),
        sa.Column("third", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "code", name="pk_dossier_digests"),
    )
    op.create_index("ix_dossier_digests_dossier_id", "dossier_digests", ["dossier_id"])
    op.create_index("ix_dossier_digests_owner_period_place", "dossier_digests", ["owner", "period", "place"])
    op.create_table(
        "digest_position",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_digest_position"),
    )
    op.execute("INSERT INTO digest_position (id, event) VALUES (1, 0)")


def create_agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("agency", sa.String(40), nullable=False),
        sa.Column("period", sa.String(8), nullable=True),
        sa.Column("compared_at", MOMENT, nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("here", "there", "missing", "extra", "different", "repaired", "left")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agreements"),
    )
    op.create_index("ix_agreements_agency_id", "agreements", ["agency", "id"])
    op.create_table(
        "differences_left",
        sa.Column("agency", sa.String(40), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("finding", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("here", JSON, nullable=True),
        sa.Column("there", JSON, nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("kept_by", sa.String(64), nullable=True),
        sa.Column("kept_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("agency", "code", name="pk_differences_left"),
    )
