"""motcua-sms: reads the settings, wires the bridge and serves it."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta

import click
import uvicorn
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.cache import MemoryCache
from lookup_api.calendar_file import CalendarNotReadable, read_calendar
from lookup_api.local_codes import CodeReader
from lookup_api.lookup import Caches, open_lookup
from lookup_api.redis_cache import open_shared_cache
from lookup_api.site_file import SiteNotReadable, read_site
from lookup_api.store.errors import StoreError
from lookup_api.store.sealing import Sealer
from provisioning.database import open_engine, wait_until_migrated
from provisioning.errors import ProvisioningFailure
from provisioning.logs import log_to_stderr
from sms_bridge.channels.ports import Channel
from sms_bridge.endpoint import Bridge, make_app
from sms_bridge.forgetting import Forgetter
from sms_bridge.gateway_door import GatewayDoor
from sms_bridge.inbound import Answerer, Inbox, Understanding
from sms_bridge.intake import Intake, Settler
from sms_bridge.limits import Limits
from sms_bridge.notices import Notifier, Post
from sms_bridge.opening import open_channels
from sms_bridge.outbound import Pace, Sender
from sms_bridge.phone import mobile_number
from sms_bridge.routes import Routes
from sms_bridge.settings import SmsSettings, words
from sms_bridge.watch import Watch
from sms_bridge.workers import Worker
from sms_bridge.writing.voice import Voice

MIGRATION_SECONDS = 60
STOP_SECONDS = 10
POLL_SECONDS = 0.5  # the queues are looked at this often even when nobody wakes their workers
FORGET_SECONDS = 600
NOTICE_SECONDS = 1.0  # a citizen who asked at a kiosk waits beside it for the question
LATE_SECONDS = 300
LATE_PARTS_SECONDS = 30


@click.group()
def cli() -> None:
    """Look-up by text message."""


@cli.command()
def serve() -> None:
    """Take text messages from the gateway and answer them, as soon as the database is migrated."""
    log_to_stderr()
    settings = SmsSettings()
    _check(settings)
    uvicorn.run(
        make_app(lambda: open_bridge(settings)),
        host=settings.host,
        port=settings.port,
        access_log=False,  # URLs hold numbers and texts
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        log_config=None,
    )


@dataclass(frozen=True)
class Store:
    """The database, for reading and for writing, and the key of what is sealed in it."""

    engine: Engine
    writes: sessionmaker[Session]
    sealer: Sealer

    @property
    def reads(self) -> sessionmaker[Session]:
        """Sessions that change nothing."""
        return sessionmaker(self.engine)


@contextmanager
def open_bridge(settings: SmsSettings) -> Iterator[Bridge]:
    """The bridge at work, for as long as the block lasts."""
    with ExitStack() as closing:
        store = _open_store(settings, closing)
        inbox = Inbox(store.writes, store.sealer, _own_numbers(settings), words(settings.regions))
        channels: dict[str, Channel] = {}
        sender = Worker("sms sender", _sender(settings, store, channels, closing).send_due, POLL_SECONDS)
        understanding = _understanding(settings, store, closing)
        answerer = Worker("sms answerer", _answering(settings, store, understanding, sender.wake), POLL_SECONDS)
        forgetter = Worker("sms forgetter", _forgetter(settings, store).forget, FORGET_SECONDS)
        notifier = _notifier(settings, store, understanding.voice)
        notices = Worker("sms notices", _waking(notifier.notify, sender.wake), NOTICE_SECONDS)
        apologies = Worker("sms apologies", _waking(notifier.tell_late, sender.wake), LATE_SECONDS)
        settler = Settler(store.reads, inbox)
        reports = Worker("sms reports", settler.settle_reports, POLL_SECONDS)
        late_parts = Worker("sms late parts", _waking(settler.join_late, answerer.wake), LATE_PARTS_SECONDS)
        intake = Intake(inbox, answerer.wake, reports.wake)
        channels.update(open_channels(settings, closing, intake))
        workers = (sender, answerer, forgetter, notices, apologies, reports, late_parts)
        for worker in workers:
            closing.enter_context(worker.running())
        yield Bridge(
            channel=settings.http_channel,
            door=_door(settings),
            receiver=intake,
            trouble=Watch(store.reads, workers).trouble,
            preview=understanding.reply_to,
        )


def _understanding(settings: SmsSettings, store: Store, closing: ExitStack) -> Understanding:
    shared = closing.enter_context(open_shared_cache(settings.redis_url))
    lookup = closing.enter_context(
        open_lookup(store.engine, read_calendar(settings.calendar_file), Caches(MemoryCache(), shared))
    )
    return Understanding(
        read_code=CodeReader(lookup.snapshots).read,
        look_up=lookup.look_up,
        keywords=words(settings.keywords),
        voice=Voice(settings.accents, settings.parts_allowed, read_site(settings.site_file).hotline),
    )


def _answering(
    settings: SmsSettings, store: Store, understanding: Understanding, wake_sender: Callable[[], None]
) -> Callable[[], bool]:
    limits = Limits(messages=settings.messages, a_day=settings.messages_a_day)
    answerer = Answerer(store.reads, store.writes, store.sealer, understanding, limits)
    return _waking(answerer.answer_waiting, wake_sender)


def _waking(step: Callable[[], bool], wake_next: Callable[[], None]) -> Callable[[], bool]:
    """`step`, after which the next worker looks at once at what was queued."""

    def step_and_wake() -> bool:
        worked = step()
        if worked:
            wake_next()
        return worked

    return step_and_wake


def _notifier(settings: SmsSettings, store: Store, voice: Voice) -> Notifier:
    post = Post(settings.channel, settings.own_number)
    calendar = read_calendar(settings.calendar_file)
    return Notifier(store.reads, store.writes, store.sealer, post, voice, calendar)


def _sender(settings: SmsSettings, store: Store, channels: Mapping[str, Channel], closing: ExitStack) -> Sender:
    pace = Pace(lease=timedelta(seconds=settings.lease_seconds), lifetime=settings.reply_lifetime)
    threads = closing.enter_context(ThreadPoolExecutor(pace.window, "sms try"))
    routes = Routes(settings.routes)
    return Sender(store.reads, store.writes, store.sealer, channels, threads, pace, routes=routes)


def _forgetter(settings: SmsSettings, store: Store) -> Forgetter:
    return Forgetter(store.writes, timedelta(hours=settings.text_hours), timedelta(days=settings.row_days))


def _open_store(settings: SmsSettings, closing: ExitStack) -> Store:
    engines = [open_engine(settings.database_url, writes=writes) for writes in (False, True)]
    for engine in engines:
        closing.callback(engine.dispose)
    reading, writing = engines
    return Store(reading, sessionmaker(writing), _sealer(settings))


def _sealer(settings: SmsSettings) -> Sealer:
    return Sealer.from_text(settings.data_key) if settings.data_key else Sealer.from_file(settings.data_key_file)


def _door(settings: SmsSettings) -> GatewayDoor:
    return GatewayDoor.of(words(settings.gateway_networks), settings.gateway_token.get_secret_value())


def _own_numbers(settings: SmsSettings) -> frozenset[str]:
    """Ours as it is set and, where it is a mobile number, in the international form."""
    number = mobile_number(settings.own_number)
    return frozenset({settings.own_number, number.e164 if number else ""}) - {""}


def _check(settings: SmsSettings) -> None:
    """Say in one sentence what would keep the bridge from working."""
    engine = open_engine(settings.database_url, writes=False)
    try:
        wait_until_migrated(engine, MIGRATION_SECONDS)
        _sealer(settings)
        _door(settings)
        read_calendar(settings.calendar_file)
        read_site(settings.site_file)
    except (ProvisioningFailure, StoreError, CalendarNotReadable, SiteNotReadable, ValueError) as failure:
        raise click.ClickException(str(failure) or failure.__doc__ or "the settings are wrong") from failure
    finally:
        engine.dispose()
