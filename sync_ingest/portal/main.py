"""motcua-ingest forward: reads the settings, wires the threads that forward, and ends them in order."""

import fcntl
import logging
import signal
import ssl
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import httpx
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.bulk import is_postgresql
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from sync_ingest.portal.client import Account, PortalClient
from sync_ingest.portal.errors import ForwardingRunsAlready, PortalNotSet
from sync_ingest.portal.follower import Passed
from sync_ingest.portal.lanes.turns import Turns, TurnsByRowLock, TurnsInOneProcess
from sync_ingest.portal.loading import Names
from sync_ingest.portal.loops import Following, follow_until, send_until
from sync_ingest.portal.sender import Sender
from sync_ingest.portal.settings import PortalSettings
from sync_ingest.portal.telling import Teller

log = logging.getLogger(__name__)

CONNECT_SECONDS = 10.0


def forward_until_told(sessions: sessionmaker[Session], sealer: Sealer) -> None:
    """Forward until SIGTERM or SIGINT; what is being told then is told to its end."""
    settings, stop = PortalSettings(), Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    with open_http(settings) as http, turns_of(sessions) as turns:
        teller = Teller(open_client(settings, http), Names(settings.names_of_agencies, settings.usual_fields))
        sender = Sender(turns, teller, sessions, sealer, utc_now, settings.longest_pause)
        following = Following(sessions, Passed(settings.passed_agencies), utc_now)
        log.info("forwarding to %s", http.base_url.host)  # the address may hold a password
        with ThreadPoolExecutor(settings.workers + 1) as threads:
            loops = [threads.submit(follow_until, stop, following)]
            loops += [threads.submit(send_until, stop, sender) for _ in range(settings.workers)]
            wait(loops, return_when=FIRST_COMPLETED)
            stop.set()
    for loop in loops:
        loop.result()  # raises what it failed at


def open_http(settings: PortalSettings) -> httpx.Client:
    """The way to the portal; PortalNotSet when its address is not set."""
    if not settings.url:
        raise PortalNotSet
    headers = {"Accept": "application/json", "Charset": "utf-8", "dstcode": settings.dstcode}
    timeout = httpx.Timeout(settings.timeout_seconds, connect=CONNECT_SECONDS)
    verify, proxy = _trusted(settings.ca_file), settings.proxy or None
    return httpx.Client(base_url=settings.url, headers=headers, timeout=timeout, verify=verify, proxy=proxy)


def open_client(settings: PortalSettings, http: httpx.Client) -> PortalClient:
    """The portal's services by way of `http`; PortalNotSet without an account."""
    password = settings.read_password()
    if not (settings.username and password):
        raise PortalNotSet
    return PortalClient(http, Account(settings.login_path, settings.service_path, settings.username, password))


def _trusted(ca_file: Path | None) -> ssl.SSLContext | bool:
    try:
        return ssl.create_default_context(cafile=str(ca_file)) if ca_file else True
    except OSError as error:  # SSLError too
        raise PortalNotSet("the file of MOTCUA_PORTAL_CA_FILE holds no certificate that can be read") from error


@contextmanager
def turns_of(sessions: sessionmaker[Session]) -> Iterator[Turns]:
    """The turns of this database. On SQLite nobody else forwards for as long as the block lasts; ForwardingRunsAlready.
    A killed process holds nothing.
    """
    with sessions() as session:
        several, database = is_postgresql(session), session.get_bind().engine.url.database
    if several:
        yield TurnsByRowLock(sessions)
        return
    with Path(f"{database}.forward").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ForwardingRunsAlready from error
        yield TurnsInOneProcess(sessions)
