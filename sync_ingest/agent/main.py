"""motcua-agent: reads the settings and wires the program."""

import logging
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing
from datetime import timedelta
from typing import Any

import click
import httpx
from sqlalchemy import create_engine

from lookup_api.domain.codes import AgencyCode
from provisioning.clock import utc_now
from provisioning.device.first_boot import enrol
from provisioning.device.identity import Identity, load_identity
from provisioning.errors import ProvisioningFailure
from provisioning.logs import log_to_stderr
from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.delivering import Bells, Paces, deliver_until
from sync_ingest.agent.errors import AgentError, NoAgency
from sync_ingest.agent.pace import Backoff
from sync_ingest.agent.reading.profile import find_profile
from sync_ingest.agent.report import report
from sync_ingest.agent.rounds import Rounds, watch_until
from sync_ingest.agent.settings import AgentSettings
from sync_ingest.agent.sources.sql_view import SqlView
from sync_ingest.agent.state.file import only_agent, open_state
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.watch import Watcher

log = logging.getLogger(__name__)

CONNECT_SECONDS = 5.0
FIRST_PAUSE = 0.5
KEY_FILE = "data.key"


class ReadableGroup(click.Group):
    """Says a failure of ours in one sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (AgentError, ProvisioningFailure) as failure:
            raise click.ClickException(str(failure)) from failure


@click.group(cls=ReadableGroup)
def cli() -> None:
    """A department's agent: watches its database, and tells the centre of every change."""
    log_to_stderr()


@cli.command("enrol")
@click.argument("claim_code")
def enrol_command(claim_code: str) -> None:
    """Enrol this machine with CLAIM_CODE, which the provisioning service gives out."""
    settings = AgentSettings()
    with httpx.Client(base_url=settings.provision_url, timeout=settings.timeout_seconds) as http:
        identity = enrol(http, claim_code, settings.state_folder, utc_now())
    click.echo(f"{identity.name} ({identity.device_id}) speaks for {_sender(identity)}")


@cli.command()
def status() -> None:
    """Say what waits to be delivered, what needs a person, and what went wrong last."""
    with closing(open_state(AgentSettings().state_folder)) as db:
        click.echo(report(db, utc_now()))


@cli.command()
def run() -> None:
    """Watch and deliver until told to end."""
    settings = AgentSettings()
    identity = load_identity(settings.state_folder)
    bells = Bells(threading.Event(), threading.Event())
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: bells.end())
    with only_agent(settings.state_folder):
        log.info("watching for %s, delivering to %s", _sender(identity), settings.ingest_url)
        _work(settings, identity, bells)


def _work(settings: AgentSettings, identity: Identity, bells: Bells) -> None:
    """Both halves, each in a thread with its own connection to the state; when one ends or fails, the other ends."""
    seal = _seal(settings)
    with ThreadPoolExecutor() as threads:
        halves = [threads.submit(half, settings, identity, seal, bells) for half in (_watch, _deliver)]
        wait(halves, return_when=FIRST_COMPLETED)
        bells.end()
    for half in halves:
        half.result()  # raises what it failed at


def _watch(settings: AgentSettings, identity: Identity, seal: Seal, bells: Bells) -> None:
    profile, engine = find_profile(settings.profile), create_engine(settings.source_url, pool_pre_ping=True)
    every = timedelta(seconds=settings.poll_seconds), timedelta(seconds=settings.sweep_seconds)
    with closing(open_state(settings.state_folder)) as db:
        watcher = Watcher(SqlView(engine), db, _sender(identity), seal, utc_now, bells.wake.set)
        rounds = Rounds(watcher, profile.feeds, *every, stopping=bells.stop.is_set)
        watch_until(bells.stop, rounds, _backoff(settings))


def _deliver(settings: AgentSettings, identity: Identity, seal: Seal, bells: Bells) -> None:
    timeout = httpx.Timeout(settings.timeout_seconds, connect=CONNECT_SECONDS)
    http = httpx.Client(base_url=settings.ingest_url, auth=identity.auth(), timeout=timeout)
    longest = settings.longest_pause_seconds
    paces = Paces(away=_backoff(settings), refused=Backoff(longest, longest))
    with http, closing(open_state(settings.state_folder)) as db:
        deliver_until(bells, Courier(db, http, seal, utc_now), paces)


def _backoff(settings: AgentSettings) -> Backoff:
    return Backoff(FIRST_PAUSE, settings.longest_pause_seconds)


def _seal(settings: AgentSettings) -> Seal:
    if settings.data_key:
        return Seal.of(settings.data_key)
    return Seal.from_file(settings.data_key_file or settings.state_folder / KEY_FILE)


def _sender(identity: Identity) -> AgencyCode:
    if identity.agency is None:
        raise NoAgency("this machine was enrolled for no agency: enrol it anew with a claim code that names one")
    return AgencyCode.parse(identity.agency)


if __name__ == "__main__":
    cli()
