"""Room for a dossier's next version beside it, and until when it is plain: see lookup_api.store.tables.

Events lose an index that nobody asked: they are followed by their numbers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dossiers", sa.Column("plain_until", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_events_dossier_id", "events")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE dossiers SET (fillfactor = 75)")


def downgrade() -> None:
    op.create_index("ix_events_dossier_id", "events", ["dossier_id"])
    op.drop_column("dossiers", "plain_until")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE dossiers RESET (fillfactor)")
