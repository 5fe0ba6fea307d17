"""Opens what a worker of the look-up works with, by the settings; `main` is the one who asks for it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import httpx
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.cache import MemoryCache
from lookup_api.calendar_file import read_calendar
from lookup_api.counting import Counting
from lookup_api.local_codes import CodeReader
from lookup_api.lookup import Caches, open_lookup
from lookup_api.patience import hang_up_on_silence
from lookup_api.reading_engine import open_reading_engine
from lookup_api.redis_cache import open_shared_cache
from lookup_api.settings import LookupSettings
from lookup_api.site_file import read_site
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.web.callers import Callers
from lookup_api.web.catalogue import CatalogueReader
from lookup_api.web.database import Database
from lookup_api.web.desk import Desk, Facts
from lookup_api.web.filing.desk import FilingDesk
from lookup_api.web.filing.posting import SignedFilingPost
from lookup_api.web.filing.rules import FileRules
from lookup_api.web.guards.challenges import Challenges
from lookup_api.web.guards.passes import Passes
from lookup_api.web.guards.secret_tries import SecretTries
from lookup_api.web.guards.walking import Walking, Widths
from lookup_api.web.limits import Buckets, Limits
from lookup_api.web.live import Watchers
from lookup_api.web.metrics import Metrics
from lookup_api.web.reports import ReportBox
from provisioning.clock import utc_now
from provisioning.database import open_engine
from provisioning.registry import DatabaseKeys
from provisioning.signatures import MemoryNonces

FILING_SECONDS = 15.0
REPORTS_PER_MINUTE = 5
MEGABYTE = 1024 * 1024


@contextmanager
def open_desk(settings: LookupSettings, metrics: Metrics) -> Iterator[Desk]:
    """The desk of one worker; what is counted goes to `metrics`."""
    with ExitStack() as closing:
        engine = open_reading_engine(settings.database_url)
        closing.callback(engine.dispose)
        sealer, watchers, calendar = settings.sealer(), Watchers(), read_calendar(settings.calendar_file)
        shared = closing.enter_context(open_shared_cache(settings.redis_url))
        caches = Caches(MemoryCache(settings.memory_mb * MEGABYTE), shared, on_change=watchers.tell)
        lookup = closing.enter_context(open_lookup(engine, calendar, caches))
        database = Database(lookup.snapshots, _open_writing(settings, closing))
        yield Desk(
            lookup=lookup,
            codes=CodeReader(lookup.snapshots),
            sealer=sealer,
            callers=Callers(DatabaseKeys(sessionmaker(engine)), MemoryNonces()),
            limits=_limits(settings, metrics),
            facts=Facts(settings.base_url, read_site(settings.site_file)),
            reports=ReportBox(database.writes, sealer, Buckets(REPORTS_PER_MINUTE), utc_now),
            database=database,
            calendar=calendar,
            catalogue=CatalogueReader(lookup.snapshots),
            prefixes=settings.prefix_set,
            watchers=watchers,
            filing=_open_filing(settings, closing),
            on_answer=metrics.answered,
        )


@contextmanager
def open_counting(settings: LookupSettings) -> Iterator[Counting]:
    """Engines of its own: a count takes longer than a look-up has patience for."""
    with ExitStack() as closing:
        engines = [open_engine(settings.database_url, writes=writes) for writes in (False, True)]
        for engine in engines:
            closing.callback(engine.dispose)
        reads, writes = map(sessionmaker, engines)
        yield Counting(reads, writes, timedelta(seconds=settings.count_seconds))


def _open_writing(settings: LookupSettings, closing: ExitStack) -> sessionmaker[Session]:
    """Where what people write goes; the figures are counted for as long as it is open."""
    engine = hang_up_on_silence(open_engine(settings.database_url, writes=True))
    closing.callback(engine.dispose)
    if settings.count_seconds:
        closing.enter_context(closing.enter_context(open_counting(settings)).running())
    return sessionmaker(engine)


def _limits(settings: LookupSettings, metrics: Metrics) -> Limits:
    sealer = settings.sealer()
    return Limits(
        public=Buckets(settings.public_per_minute),
        devices=Buckets(settings.device_per_minute),
        challenges=Challenges(sealer, Passes(sealer, settings.codes_of_a_pass)),
        walking=Walking(Widths(settings.codes_of_a_day, settings.codes_of_a_network, settings.codes_of_everybody)),
        tries=SecretTries(settings.wrong_secrets),
        on_refusal=metrics.refused,
    )


def _open_filing(settings: LookupSettings, closing: ExitStack) -> FilingDesk:
    """Where filings go; nothing is sent before this site is enrolled."""
    http = closing.enter_context(httpx.Client(base_url=settings.ingest_url, timeout=FILING_SECONDS))
    folder = AttachmentFolder(settings.filings_folder, settings.sealer())
    largest, total = settings.filing_largest_mb * MEGABYTE, settings.filing_total_mb * MEGABYTE
    rules = FileRules(largest, total, settings.filing_most_files)
    post = SignedFilingPost(http, settings.identity_folder)
    return FilingDesk(post, folder, Buckets(settings.filings_per_minute), rules)
