"""What comes in the national format: accounts, sessions, secret addresses, and everything as it came."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "national_accounts",
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("username", name="pk_national_accounts"),
    )
    op.create_table(
        "national_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["username"], ["national_accounts.username"], name="fk_national_sessions_username"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_national_sessions"),
    )
    op.create_index("ix_national_sessions_expires_at", "national_sessions", ["expires_at"])
    op.create_index("ix_national_sessions_username", "national_sessions", ["username"])
    op.create_table(
        "national_paths",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("path_hash", sa.String(length=64), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("networks", JSON, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_national_paths"),
        sa.UniqueConstraint("path_hash", name="uq_national_paths_path_hash"),
    )
    op.create_table(
        "national_kept",
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=80), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("agency", "code", "part", name="pk_national_kept"),
    )


def downgrade() -> None:
    for table in ("national_kept", "national_paths", "national_sessions", "national_accounts"):
        op.drop_table(table)
