"""How Alembic runs our migrations: all packages share one server database, so they share one history.

`provisioning.database.migrate` hands in its connection; `make migration` has a URL instead.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Connection

import lookup_api.store.filing_tables  # on the same metadata as the tables of dossiers
import lookup_api.store.tables
import lookup_api.store.wish_tables  # likewise on it
import provisioning.tables
import sms_bridge.tables
import sync_ingest.agents_tables  # on the same metadata as those of ingest
import sync_ingest.backoffice.tables  # likewise
import sync_ingest.national.tables  # likewise
import sync_ingest.portal.tables  # likewise
import sync_ingest.reconciliation.tables  # likewise
import sync_ingest.tables
from provisioning.database import UtcDateTime, open_engine

METADATA = [
    provisioning.tables.Base.metadata,
    lookup_api.store.tables.Base.metadata,
    sync_ingest.tables.Base.metadata,
    sms_bridge.tables.Base.metadata,
]


SPELLED = {
    UtcDateTime: "sa.DateTime(timezone=True)",
    JSON: "sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql')",
}


def spell_type(kind: str, item: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """Spell our own column types in SQLAlchemy's words: a migration must not change when our code does."""
    if kind != "type" or type(item) not in SPELLED:
        return False
    autogenerate.imports.add("from sqlalchemy.dialects import postgresql")
    return SPELLED[type(item)]


def upgrade(connection: Connection) -> None:
    """Run the migrations on `connection`; its owner commits."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,  # SQLite changes a column by making the table anew
        render_item=spell_type,
    )
    with context.begin_transaction():
        context.run_migrations()


if given := context.config.attributes.get("connection"):
    upgrade(given)
else:
    engine = open_engine(context.get_x_argument(as_dictionary=True)["url"], writes=True)
    with engine.begin() as opened:
        upgrade(opened)
    engine.dispose()
