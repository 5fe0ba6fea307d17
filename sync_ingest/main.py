"""motcua-ingest: reads the settings, wires ingest and its back-office, and serves them.

What only a worker needs is imported when it is made: most commands need no web server, and start twice as fast.
"""

import gc
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.calendar_file import read_calendar
from lookup_api.site_file import read_site
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.sealing import Sealer, make_data_key
from provisioning import database
from provisioning.clock import utc_now
from provisioning.database import open_engine, wait_until_migrated
from provisioning.logs import log_to_stderr
from provisioning.registry import DatabaseKeys, DatabaseNonces
from sync_ingest.agents_cli import agents
from sync_ingest.cli import Office, commands
from sync_ingest.conformance.command import conformance
from sync_ingest.filings.cli import filings
from sync_ingest.filings.tidy import Keeping, Tidied, tidy
from sync_ingest.filings.tidying import keeping_tidy
from sync_ingest.national.cli import national
from sync_ingest.national.logged import hide_secret_paths
from sync_ingest.portal.commands import forward, portal
from sync_ingest.quarantine_cli import quarantine
from sync_ingest.reconciliation.cli import reconciliation
from sync_ingest.saving import Desk
from sync_ingest.settings import IngestSettings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from sync_ingest.backoffice.office import PrintedFacts

MIGRATION_SECONDS = 60
STOP_SECONDS = 10

commands.add_command(agents)
commands.add_command(quarantine)
commands.add_command(forward)
commands.add_command(portal)
commands.add_command(national)
commands.add_command(reconciliation)
commands.add_command(conformance)
commands.add_command(filings)


def cli() -> None:
    """The command `motcua-ingest`."""
    log_to_stderr()
    commands(obj=open_office(IngestSettings()))


def open_office(settings: IngestSettings) -> Office:
    """What the commands work with; each part is opened when a command first needs it."""
    return Office(
        migrate=lambda: _migrate(settings),
        serve=lambda workers: _serve(settings, workers),
        sessions=lambda: _open_sessions(settings, writes=True),
        desk=lambda: _open_desk(settings),
        keeping=lambda: _keeping(settings),
    )


def make_worker() -> "FastAPI":
    """The application of one worker process."""
    from sync_ingest.backoffice.app import add_backoffice
    from sync_ingest.backoffice.office import Office as BackOffice
    from sync_ingest.endpoint import Gate, build_app
    from sync_ingest.filings.door import add_filings
    from sync_ingest.filings.receive_filing import FilingRoom
    from sync_ingest.heartbeat_endpoint import add_heartbeats
    from sync_ingest.national.door import add_national
    from sync_ingest.reconciliation.door import add_reconciliation

    log_to_stderr()
    hide_secret_paths()
    collect_garbage_rarely()
    settings = IngestSettings()
    reads, writes = (_open_sessions(settings, writes=writes) for writes in (False, True))
    desk = _open_desk(settings)
    app = build_app(Gate(DatabaseKeys(reads), DatabaseNonces(writes), reads, writes, desk))
    add_heartbeats(app)
    add_national(app)
    add_reconciliation(app)
    folder = AttachmentFolder(settings.filings_folder, desk.sealer)
    add_filings(app, FilingRoom(desk, folder, settings.first_serial))
    add_backoffice(app, BackOffice(reads, writes, desk, _printed(settings), settings.first_serial, folder))
    return app


def collect_garbage_rarely() -> None:
    """A batch makes some hundred thousand small values and keeps none of them: looking through them for cycles again
    and again is a quarter of its cost.
    """
    gc.freeze()
    gc.set_threshold(1_000_000, 50, 100)


def _migrate(settings: IngestSettings) -> None:
    if settings.data_key is None:
        make_data_key(settings.data_key_file)
    database.migrate(settings.database_url)


def _serve(settings: IngestSettings, workers: int) -> None:
    import uvicorn

    _open_sessions(settings, writes=False)  # waits for the database
    _open_desk(settings)  # and fails here, once, when key or calendar is missing
    read_site(settings.site_file)
    with keeping_tidy(_tidying(settings)):  # in this process alone, however many workers it starts
        uvicorn.run(
            "sync_ingest.main:make_worker",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=workers,
            server_header=False,
            forwarded_allow_ips=settings.trusted_proxies,
            timeout_graceful_shutdown=STOP_SECONDS,
            log_config=None,
        )


def _open_sessions(settings: IngestSettings, *, writes: bool) -> sessionmaker[Session]:
    engine = open_engine(settings.database_url, writes=writes)
    wait_until_migrated(engine, MIGRATION_SECONDS)
    return sessionmaker(engine)


def _open_desk(settings: IngestSettings) -> Desk:
    key = settings.data_key
    sealer = Sealer.from_text(key) if key else Sealer.from_file(settings.data_key_file)
    return Desk(read_calendar(settings.calendar_file), sealer)


def _keeping(settings: IngestSettings) -> Keeping:
    folder = AttachmentFolder(settings.filings_folder, _open_desk(settings).sealer)
    return Keeping(folder, timedelta(days=settings.keep_filings_days))


def _tidying(settings: IngestSettings) -> Callable[[], Tidied]:
    sessions, keeping = _open_sessions(settings, writes=True), _keeping(settings)
    return lambda: tidy(sessions, keeping, utc_now())


def _printed(settings: IngestSettings) -> "PrintedFacts":
    from sync_ingest.backoffice.office import PrintedFacts

    site = read_site(settings.site_file)
    return PrintedFacts(settings.place, settings.look_up_url, site.sms_number, site.hotline)


if __name__ == "__main__":
    cli()
