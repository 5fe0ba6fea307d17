"""motcua-lookup: reads the settings, wires the look-up and serves it.

What only a worker needs is imported when it is made: the other commands need no web server, and start twice as fast.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import click
import httpx
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.cache import MemoryCache
from lookup_api.calendar_file import CalendarNotReadable, read_calendar
from lookup_api.client import LookupClient
from lookup_api.counting import Counting
from lookup_api.local_codes import CodeReader
from lookup_api.lookup import Caches, open_lookup
from lookup_api.probe.channels import Channel, JsonApi, KioskClient, TextMessage, WebPage
from lookup_api.probe.check import Probe
from lookup_api.probe.commands import Bench, differences, probe_command
from lookup_api.probe.settings import ProbeSettings
from lookup_api.reading_engine import open_reading_engine
from lookup_api.redis_cache import open_shared_cache
from lookup_api.settings import LookupSettings
from lookup_api.site_file import SiteNotReadable, read_site
from lookup_api.store.errors import StoreError
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from provisioning.database import open_engine, wait_until_migrated
from provisioning.device.first_boot import enrol as enrol_device
from provisioning.device.identity import load_identity
from provisioning.errors import ProvisioningFailure
from provisioning.logs import log_to_stderr
from provisioning.registry import DatabaseKeys
from provisioning.signatures import MemoryNonces

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from lookup_api.web.database import Database
    from lookup_api.web.desk import Desk
    from lookup_api.web.filing.desk import FilingDesk
    from lookup_api.web.limits import Limits
    from lookup_api.web.read import ReadPath
    from lookup_api.web.reports import ReportBox
    from lookup_api.web.watch import Place, Watch

MIGRATION_SECONDS = 60
CHANNEL_SECONDS = 10.0
ENROL_SECONDS = 10.0
FILING_SECONDS = 15.0
REPORTS_PER_MINUTE = 5
MEGABYTE = 1024 * 1024


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
    settings = LookupSettings()
    with _open_counting(settings) as counting:
        counted = counting.count()
    click.echo(f"{sum(counted.figures.values())} dossiers of {len(counted.newest)} agencies")


def make_worker(place: "Place") -> "ReadPath":
    """The application of one worker process."""
    from lookup_api.web.app import make_app
    from lookup_api.web.read import ReadPath
    from lookup_api.web.watch import Watch

    log_to_stderr(as_json=True)
    settings = LookupSettings()
    watch = Watch(place, settings.metrics_network_list)
    return ReadPath(make_app(lambda: _open_desk(settings, watch), watch))


@contextmanager
def _open_desk(settings: LookupSettings, watch: "Watch") -> "Iterator[Desk]":
    from lookup_api.web.callers import Callers
    from lookup_api.web.catalogue import CatalogueReader
    from lookup_api.web.desk import Desk, Facts
    from lookup_api.web.live import Watchers

    with ExitStack() as closing:
        engine = open_reading_engine(settings.database_url)
        closing.callback(engine.dispose)
        shared = closing.enter_context(open_shared_cache(settings.redis_url))
        watchers = Watchers()
        caches = Caches(MemoryCache(settings.memory_mb * MEGABYTE), shared, on_change=watchers.tell)
        lookup = closing.enter_context(open_lookup(engine, read_calendar(settings.calendar_file), caches))
        yield Desk(
            lookup=lookup,
            codes=CodeReader(lookup.snapshots),
            sealer=_sealer(settings),
            callers=Callers(DatabaseKeys(sessionmaker(engine)), MemoryNonces()),
            limits=replace(_limits(settings), on_refusal=watch.metrics.refused),
            facts=Facts(settings.base_url, read_site(settings.site_file)),
            reports=_open_reports(settings, closing),
            database=_open_database(settings, engine, closing),
            calendar=read_calendar(settings.calendar_file),
            catalogue=CatalogueReader(lookup.snapshots),
            prefixes=settings.prefix_set,
            watchers=watchers,
            filing=_open_filing(settings, closing),
            on_answer=watch.metrics.answered,
        )


def _limits(settings: LookupSettings) -> "Limits":
    from lookup_api.web.guards.challenges import Challenges
    from lookup_api.web.guards.passes import Passes
    from lookup_api.web.guards.secret_tries import SecretTries
    from lookup_api.web.guards.walking import Walking, Widths
    from lookup_api.web.limits import Buckets, Limits

    sealer = _sealer(settings)
    return Limits(
        public=Buckets(settings.public_per_minute),
        devices=Buckets(settings.device_per_minute),
        challenges=Challenges(sealer, Passes(sealer, settings.codes_of_a_pass)),
        walking=Walking(Widths(settings.codes_of_a_day, settings.codes_of_a_network, settings.codes_of_everybody)),
        tries=SecretTries(settings.wrong_secrets),
    )


def _open_filing(settings: LookupSettings, closing: ExitStack) -> "FilingDesk":
    """Where filings go; nothing is sent before this site is enrolled."""
    from lookup_api.store.attachments import AttachmentFolder
    from lookup_api.web.filing.desk import FilingDesk
    from lookup_api.web.filing.posting import SignedFilingPost
    from lookup_api.web.filing.rules import FileRules
    from lookup_api.web.limits import Buckets

    http = closing.enter_context(httpx.Client(base_url=settings.ingest_url, timeout=FILING_SECONDS))
    folder = AttachmentFolder(settings.filings_folder, _sealer(settings))
    largest, total = settings.filing_largest_mb * MEGABYTE, settings.filing_total_mb * MEGABYTE
    rules = FileRules(largest, total, settings.filing_most_files)
    post = SignedFilingPost(http, settings.identity_folder)
    return FilingDesk(post, folder, Buckets(settings.filings_per_minute), rules)


def _open_reports(settings: LookupSettings, closing: ExitStack) -> "ReportBox":
    """The one thing that the look-up writes: what citizens report."""
    from lookup_api.web.limits import Buckets
    from lookup_api.web.reports import ReportBox

    engine = open_engine(settings.database_url, writes=True)
    closing.callback(engine.dispose)
    return ReportBox(sessionmaker(engine), _sealer(settings), Buckets(REPORTS_PER_MINUTE), utc_now)


def _open_database(settings: LookupSettings, reading: "Engine", closing: ExitStack) -> "Database":
    """What the overview and the leaders' pages read and write; the figures are counted for as long as it is open."""
    from lookup_api.web.database import Database

    writing = open_engine(settings.database_url, writes=True)
    closing.callback(writing.dispose)
    if settings.count_seconds:
        closing.enter_context(closing.enter_context(_open_counting(settings)).running())
    return Database(sessionmaker(reading), sessionmaker(writing))


@contextmanager
def _open_counting(settings: LookupSettings) -> Iterator[Counting]:
    """Engines of its own: a count takes longer than a look-up has patience for."""
    with ExitStack() as closing:
        engines = [open_engine(settings.database_url, writes=writes) for writes in (False, True)]
        for engine in engines:
            closing.callback(engine.dispose)
        reads, writes = map(sessionmaker, engines)
        yield Counting(reads, writes, timedelta(seconds=settings.count_seconds))


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
        read_site(settings.site_file)
    except (ProvisioningFailure, StoreError, CalendarNotReadable, SiteNotReadable) as failure:
        raise click.ClickException(str(failure) or failure.__doc__ or failure.code) from failure
    finally:
        engine.dispose()
