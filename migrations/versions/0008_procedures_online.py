"""What the public reads of a procedure: its result, steps, legal texts and forms, and what changed when."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)
LISTS = ("also_called", "steps", "levels", "legal_texts", "forms")


def upgrade() -> None:
    op.add_column("procedures", sa.Column("result", sa.String(length=500), nullable=False, server_default=""))
    op.add_column("procedures", sa.Column("online", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in LISTS:
        op.add_column("procedures", sa.Column(name, JSON, nullable=False, server_default=sa.text("'[]'")))
    op.create_table(
        "procedure_forms",
        sa.Column("procedure_code", sa.String(length=60), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["procedure_code"], ["procedures.code"], name="fk_procedure_forms_procedure_code"),
        sa.PrimaryKeyConstraint("procedure_code", "file_name", name="pk_procedure_forms"),
    )
    op.create_table(
        "procedure_changes",
        sa.Column("procedure_code", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", JSON, nullable=False),
        sa.ForeignKeyConstraint(["procedure_code"], ["procedures.code"], name="fk_procedure_changes_procedure_code"),
        sa.PrimaryKeyConstraint("procedure_code", "version", name="pk_procedure_changes"),
    )


def downgrade() -> None:
    op.drop_table("procedure_changes")
    op.drop_table("procedure_forms")
    for name in (*LISTS, "online", "result"):
        op.drop_column("procedures", name)
