"""The first tables; event numbers start at 0, and the database itself keeps the history from being rewritten."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = (
    "accounts",
    "devices",
    "failed_sign_ins",
    "nonces",
    "claim_codes",
    "sign_ins",
    "agencies",
    "dossiers",
    "event_number",
    "events",
    "procedures",
    "aliases",
    "applicants",
    "history",
    "receipts",
    "quarantine",
    "sms_incoming",
    "sms_outgoing",
    "serials",
    "issued_receipts",
)

# What an update said never changes. `dossier_id` may: when two codes turn out to be one dossier, its history moves too.
HISTORY_GUARDS = {
    "sqlite": (
        """
        CREATE TRIGGER history_not_rewritten BEFORE UPDATE OF sender, update_id, digest, body, received_at ON history
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
        """
        CREATE TRIGGER history_not_deleted BEFORE DELETE ON history
        BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'history is only ever added to' USING ERRCODE = 'integrity_constraint_violation'; END $$
        """,
        """
        CREATE TRIGGER history_not_rewritten BEFORE UPDATE OF sender, update_id, digest, body, received_at ON history
        FOR EACH ROW EXECUTE FUNCTION refuse_history_change()
        """,
        """
        CREATE TRIGGER history_not_deleted BEFORE DELETE ON history
        FOR EACH ROW EXECUTE FUNCTION refuse_history_change()
        """,
        """
        CREATE TRIGGER history_not_emptied BEFORE TRUNCATE ON history
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change()
        """,
    ),
}


def upgrade() -> None:
    create_tables()
    op.execute("INSERT INTO event_number (id, number) VALUES (1, 0)")
    for guard in HISTORY_GUARDS[op.get_bind().dialect.name]:
        op.execute(guard)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_history_change")


def create_tables() -> None:  # noqa: PLR0915  (written by Alembic)
    op.create_table(
        "accounts",
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("username", name="pk_accounts"),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("public_key", sa.String(), nullable=True),
        sa.Column("key_id", sa.String(length=32), nullable=True),
        sa.Column("expected_since", MOMENT, nullable=False),
        sa.Column("enrolled_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_devices"),
        sa.UniqueConstraint("key_id", name="uq_devices_key_id"),
    )
    op.create_index(
        "one_device_at_work_a_name",
        "devices",
        ["name"],
        unique=True,
        sqlite_where=sa.text("state <> 'revoked'"),
        postgresql_where=sa.text("state <> 'revoked'"),
    )
    op.create_table(
        "failed_sign_ins",
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.Column("forget_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name_hash", name="pk_failed_sign_ins"),
    )
    op.create_index("ix_failed_sign_ins_forget_at", "failed_sign_ins", ["forget_at"])
    op.create_table(
        "nonces",
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("nonce", sa.String(length=128), nullable=False),
        sa.Column("keep_until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key_id", "nonce", name="pk_nonces"),
    )
    op.create_index("ix_nonces_keep_until", "nonces", ["keep_until"])
    op.create_table(
        "claim_codes",
        sa.Column("slot", sa.String(length=4), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name="fk_claim_codes_device_id"),
        sa.PrimaryKeyConstraint("slot", name="pk_claim_codes"),
    )
    op.create_index("ix_claim_codes_device_id", "claim_codes", ["device_id"])
    op.create_table(
        "sign_ins",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["username"], ["accounts.username"], name="fk_sign_ins_username"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_ins"),
    )
    op.create_index("ix_sign_ins_expires_at", "sign_ins", ["expires_at"])
    op.create_index("ix_sign_ins_username", "sign_ins", ["username"])
    op.create_table(
        "agencies",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("also_codes", JSON, nullable=False),
        sa.Column("local_code_pattern", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("code", name="pk_agencies"),
    )
    op.create_table(
        "dossiers",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("procedure_code", sa.String(length=60), nullable=True),
        sa.Column("field", sa.String(length=200), nullable=True),
        sa.Column("received_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("completed_at", MOMENT, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("updates", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossiers"),
    )
    op.create_index("ix_dossiers_owner_received", "dossiers", ["owner", "received_at"])
    op.create_table(
        "event_number",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event_number"),
    )
    op.create_table(
        "events",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("dossier_id", sa.BigInteger(), nullable=False),
        sa.Column("codes", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status_before", sa.SmallInteger(), nullable=True),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
    )
    op.create_index("ix_events_dossier_id", "events", ["dossier_id"])
    op.create_table(
        "procedures",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column("term_unit", sa.String(length=20), nullable=False),
        sa.Column("papers", JSON, nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_procedures"),
    )
    op.create_table(
        "aliases",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("dossier_id", ROW_NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_aliases_dossier_id"),
        sa.PrimaryKeyConstraint("code", "owner", name="pk_aliases"),
    )
    op.create_index("ix_aliases_dossier_id", "aliases", ["dossier_id"])
    op.create_table(
        "applicants",
        sa.Column("dossier_id", ROW_NUMBER, nullable=False),
        sa.Column("sender", sa.String(length=40), nullable=False),
        sa.Column("update_id", sa.String(length=80), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_applicants_dossier_id"),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_applicants"),
    )
    op.create_table(
        "history",
        sa.Column("sender", sa.String(length=40), nullable=False),
        sa.Column("update_id", sa.String(length=80), nullable=False),
        sa.Column("dossier_id", ROW_NUMBER, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_history_dossier_id"),
        sa.PrimaryKeyConstraint("sender", "update_id", name="pk_history"),
    )
    op.create_index("ix_history_dossier_id", "history", ["dossier_id"])
    op.create_table(
        "receipts",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("dossier_id", ROW_NUMBER, nullable=False),
        sa.Column("bound_to", sa.BigInteger(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_receipts_dossier_id"),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
    )
    op.create_index("ix_receipts_dossier_id", "receipts", ["dossier_id"])
    op.create_table(
        "quarantine",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("update_id", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settled_by", sa.String(length=64), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
        sa.UniqueConstraint("fingerprint", name="uq_quarantine_fingerprint"),
    )
    op.create_index("ix_quarantine_state", "quarantine", ["state", "id"])
    op.create_table(
        "sms_incoming",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("gateway_id", sa.String(length=64), nullable=False),
        sa.Column("our_number", sa.String(length=20), nullable=False),
        sa.Column("sender_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pair", sa.String(length=64), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sms_incoming"),
        sa.UniqueConstraint("channel", "gateway_id", name="uq_sms_incoming_channel_gateway_id"),
    )
    op.create_index("ix_sms_incoming_pair_received", "sms_incoming", ["pair", "received_at"])
    op.create_index("ix_sms_incoming_received_at", "sms_incoming", ["received_at"])
    op.create_index("ix_sms_incoming_state", "sms_incoming", ["state", "id"])
    op.create_table(
        "sms_outgoing",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("in_reply_to", ROW_NUMBER, nullable=True),
        sa.Column("our_number", sa.String(length=20), nullable=False),
        sa.Column("to_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pair", sa.String(length=64), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("parts", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("refusal", sa.String(length=40), nullable=True),
        sa.Column("provider_id", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["in_reply_to"], ["sms_incoming.id"], name="fk_sms_outgoing_in_reply_to"),
        sa.PrimaryKeyConstraint("id", name="pk_sms_outgoing"),
        sa.UniqueConstraint("in_reply_to", name="uq_sms_outgoing_in_reply_to"),
    )
    op.create_index("ix_sms_outgoing_queued_at", "sms_outgoing", ["queued_at"])
    op.create_index("ix_sms_outgoing_state_next_try", "sms_outgoing", ["state", "next_try_at"])
    op.create_table(
        "serials",
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agency", "day", name="pk_serials"),
    )
    op.create_table(
        "issued_receipts",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("issued_by", sa.String(length=64), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_issued_receipts"),
        sa.UniqueConstraint("form", name="uq_issued_receipts_form"),
    )
    op.create_index("ix_issued_receipts_agency_code", "issued_receipts", ["agency", "code"])
    op.create_index("ix_issued_receipts_issued_at", "issued_receipts", ["issued_at"])
