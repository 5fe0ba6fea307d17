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
from lookup_api.probe.channels import Channel, JsonApi, KioskClient, TextMessage, WebPage
from lookup_api.probe.check import Probe
from lookup_api.probe.commands import Bench, differences, probe_command
from lookup_api.probe.settings import ProbeSettings
from lookup_api.reading_engine import open_reading_engine
from lookup_api.settings import LookupSettings
from lookup_api.site_file import SiteNotReadable, read_site
from lookup_api.store.errors import StoreError
from provisioning.clock import utc_now
from provisioning.database import open_engine, wait_until_migrated
from provisioning.device.first_boot import enrol as enrol_device
from provisioning.device.identity import load_identity
from provisioning.errors import ProvisioningFailure
from provisioning.logs import log_to_stderr

if TYPE_CHECKING:
    from lookup_api.web.read import ReadPath
    from lookup_api.web.watch import Place

MIGRATION_SECONDS = 60
CHANNEL_SECONDS = 10.0
ENROL_SECONDS = 10.0


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
    from lookup_api.web.server import Plan
    from lookup_api.web.workers import run

    log_to_stderr(as_json=True)
    plan = Plan(settings.host, settings.port, workers, settings.trusted_proxies, settings.drain_seconds)
    run(plan, make_worker)


@cli.command()
@click.argument("claim_code")
def enrol(claim_code: str) -> None:
    """Give this site its identity, with the claim code of a technician: then dossiers can be filed online."""
    settings = LookupSettings()
    try:
        with httpx.Client(base_url=settings.provision_url, timeout=ENROL_SECONDS) as http:
            identity = enrol_device(http, claim_code, settings.identity_folder, utc_now())
    except ProvisioningFailure as failure:
        raise click.ClickException(f"{failure} ({failure.code})") from failure
    click.echo(f"Enrolled as {identity.name} ({identity.device_id}).")


@cli.command()
def count() -> None:
    """Count all dossiers now, for the overview and each agency's newest update."""
    from lookup_api.opening import open_counting

    settings = LookupSettings()
    with open_counting(settings) as counting:
        counted = counting.count()
    click.echo(f"{sum(counted.figures.values())} dossiers of {len(counted.newest)} agencies")


def make_worker(place: "Place") -> "ReadPath":
    """The application of one worker process."""
    from lookup_api.opening import open_desk
    from lookup_api.web.app import make_app
    from lookup_api.web.read import ReadPath
    from lookup_api.web.watch import Watch

    log_to_stderr(as_json=True)
    settings = LookupSettings()
    watch = Watch(place, settings.metrics_network_list)
    return ReadPath(make_app(lambda: open_desk(settings, watch.metrics), watch))


def _bench() -> Bench:
    """What the probe's commands work with."""

    def sessions() -> sessionmaker[Session]:
        engine = open_engine(LookupSettings().database_url, writes=True)
        wait_until_migrated(engine, MIGRATION_SECONDS)
        return sessionmaker(engine)

    return Bench(lambda: _open_probe(ProbeSettings(), sessions()), sessions, lambda: LookupSettings().sealer())


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


def _check(settings: LookupSettings) -> None:
    """Say in one sentence what would keep the workers from working."""
    engine = open_reading_engine(settings.database_url)
    try:
        wait_until_migrated(engine, MIGRATION_SECONDS)
        settings.sealer()
        read_calendar(settings.calendar_file)
        read_site(settings.site_file)
    except (ProvisioningFailure, StoreError, CalendarNotReadable, SiteNotReadable) as failure:
        raise click.ClickException(str(failure) or failure.__doc__ or failure.code) from failure
    finally:
        engine.dispose()
