"""motcua-lookup: reads the settings, wires the look-up and serves it.

What only a worker needs is imported when it is made: the other commands need no web server, and start twice as fast.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click
import httpx
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.calendar_file import CalendarNotReadable, read_calendar
from lookup_api.client import LookupClient
from lookup_api.local_codes import CodeReader
from lookup_api.lookup import open_lookup
from lookup_api.probe.channels import Channel, JsonApi, KioskClient, TextMessage, WebPage
from lookup_api.probe.check import Probe
from lookup_api.probe.commands import Bench, differences, probe_command
from lookup_api.probe.settings import ProbeSettings
from lookup_api.reading_engine import open_reading_engine
from lookup_api.redis_cache import open_cache
from lookup_api.settings import LookupSettings
from lookup_api.store.errors import StoreError
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from provisioning.database import open_engine, wait_until_migrated
from provisioning.device.identity import load_identity
from provisioning.errors import ProvisioningFailure
from provisioning.logs import log_to_stderr
from provisioning.registry import DatabaseKeys
from provisioning.signatures import MemoryNonces

if TYPE_CHECKING:
    from fastapi import FastAPI

    from lookup_api.web.desk import Desk
    from lookup_api.web.reports import ReportBox

MIGRATION_SECONDS = 60
CHANNEL_SECONDS = 10.0
REPORTS_PER_MINUTE = 5
STOP_SECONDS = 10


@click.group()
@click.pass_context
def cli(context: click.Context) -> None:
    """Where a dossier stands: the JSON API and the public page; and whether every channel says the same."""
    context.obj = _bench()


for command in (probe_command, differences):
    cli.add_command(command)


@cli.command()
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
def serve(workers: int) -> None:
    """Answer look-ups over HTTP, as soon as the database is migrated."""
    settings = LookupSettings()
    _check(settings)
    import uvicorn

    uvicorn.run(
        "lookup_api.main:make_worker",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers,
        access_log=False,  # ours blanks secrets
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        log_config=None,
    )


def make_worker() -> "FastAPI":
    """The application of one worker process."""
    from lookup_api.web.app import make_app

    log_to_stderr()
    settings = LookupSettings()
    return make_app(lambda: _open_desk(settings))


@contextmanager
def _open_desk(settings: LookupSettings) -> "Iterator[Desk]":
    from lookup_api.web.callers import Callers
    from lookup_api.web.desk import Desk, Facts
    from lookup_api.web.limits import Buckets, Limits

    with ExitStack() as closing:
        engine = open_reading_engine(settings.database_url)
        closing.callback(engine.dispose)
        cache = closing.enter_context(open_cache(settings.redis_url))
        lookup = closing.enter_context(open_lookup(engine, cache, read_calendar(settings.calendar_file)))
        yield Desk(
            lookup=lookup,
            codes=CodeReader(lookup.snapshots),
            sealer=_sealer(settings),
            callers=Callers(DatabaseKeys(sessionmaker(engine)), MemoryNonces()),
            limits=Limits(Buckets(settings.public_per_minute), Buckets(settings.device_per_minute)),
            facts=Facts(settings.base_url, settings.hotline, settings.sms_number, settings.address),
            reports=_open_reports(settings, closing),
            prefixes=settings.prefix_set,
        )


def _open_reports(settings: LookupSettings, closing: ExitStack) -> "ReportBox":
    """The one thing that the look-up writes: what citizens report."""
    from lookup_api.web.limits import Buckets
    from lookup_api.web.reports import ReportBox

    engine = open_engine(settings.database_url, writes=True)
    closing.callback(engine.dispose)
    return ReportBox(sessionmaker(engine), _sealer(settings), Buckets(REPORTS_PER_MINUTE), utc_now)


def _bench() -> Bench:
    """What the probe's commands work with."""

    def sessions() -> sessionmaker[Session]:
        engine = open_engine(LookupSettings().database_url, writes=True)
        wait_until_migrated(engine, MIGRATION_SECONDS)
        return sessionmaker(engine)

    return Bench(lambda: _open_probe(ProbeSettings(), sessions()), sessions, lambda: _sealer(LookupSettings()))


@contextmanager
def _open_probe(settings: ProbeSettings, sessions: sessionmaker[Session]) -> Iterator[Probe]:
    log_to_stderr()
    folder = settings.identity_folder
    auth = load_identity(folder).auth() if folder else None
    with ExitStack() as closing:

        def opened(url: str, auth: httpx.Auth | None = None) -> httpx.Client:
            return closing.enter_context(httpx.Client(base_url=url, auth=auth, timeout=CHANNEL_SECONDS))

        site = opened(settings.site_url)
        channels: list[Channel] = [WebPage(site), JsonApi(site)]
        channels.append(KioskClient(LookupClient(opened(settings.site_url, auth))))
        if settings.sms_url:
            channels.append(TextMessage(opened(settings.sms_url), settings.sms_token.get_secret_value()))
        yield Probe(channels, sessions, utc_now)


def _sealer(settings: LookupSettings) -> Sealer:
    return Sealer.from_text(settings.data_key) if settings.data_key else Sealer.from_file(settings.data_key_file)


def _check(settings: LookupSettings) -> None:
    """Say in one sentence what would keep the workers from working."""
    engine = open_reading_engine(settings.database_url)
    try:
        wait_until_migrated(engine, MIGRATION_SECONDS)
        _sealer(settings)
        read_calendar(settings.calendar_file)
    except (ProvisioningFailure, StoreError, CalendarNotReadable) as failure:
        raise click.ClickException(str(failure) or failure.__doc__ or failure.code) from failure
    finally:
        engine.dispose()
