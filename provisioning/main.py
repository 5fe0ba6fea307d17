"""motcua-provision: reads the settings and wires the program."""

import uvicorn
from sqlalchemy.orm import sessionmaker

from provisioning.cli import Office, commands
from provisioning.database import open_engine, wait_until_migrated
from provisioning.endpoint import Registry, make_app
from provisioning.registry import DatabaseKeys, DatabaseNonces
from provisioning.settings import ProvisionSettings

MIGRATION_SECONDS = 60


def cli() -> None:
    """The command `motcua-provision`."""
    commands(obj=lambda: open_office(ProvisionSettings()))


def open_office(settings: ProvisionSettings) -> Office:
    """Open the database, once it is migrated."""
    reads = open_engine(settings.database_url, writes=False)
    wait_until_migrated(reads, MIGRATION_SECONDS)
    writes = sessionmaker(open_engine(settings.database_url, writes=True))
    registry = Registry(DatabaseKeys(sessionmaker(reads)), DatabaseNonces(writes), writes)
    return Office(
        reads=sessionmaker(reads),
        writes=writes,
        serve=lambda: uvicorn.run(make_app(registry), host=settings.host, port=settings.port, log_config=None),
    )
