"""motcua-agent: reads the settings and wires the program."""

import logging
import re
import signal
from contextlib import closing
from dataclasses import replace
from typing import Any

import click

from lookup_api.domain.codes import AgencyCode
from provisioning.clock import utc_now
from provisioning.device.centre_time import LONG_AGO, CentreTime
from provisioning.device.first_boot import enrol
from provisioning.device.identity import Identity, load_identity
from provisioning.errors import ProvisioningFailure
from provisioning.logs import log_to_stderr
from sync_ingest.agent.delivering import Bells
from sync_ingest.agent.errors import AgentError, NoAgency, NothingToConfirm
from sync_ingest.agent.live_profile import LiveProfile
from sync_ingest.agent.pulse import last_heard
from sync_ingest.agent.reconciling.telling import tell
from sync_ingest.agent.report import report
from sync_ingest.agent.settings import AgentSettings
from sync_ingest.agent.state.doubts import confirm, list_doubts
from sync_ingest.agent.state.file import only_agent, open_state, transaction
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.working import Agent, way_of
from sync_ingest.reconciliation.forms import PERIOD

log = logging.getLogger(__name__)

KEY_FILE = "data.key"


class ReadableGroup(click.Group):
    """Says a failure of ours in one sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (AgentError, ProvisioningFailure) as failure:
            raise click.ClickException(str(failure)) from failure


def _period(_: click.Context, __: click.Parameter, given: str | None) -> str | None:
    if given is None or re.fullmatch(PERIOD, given):
        return given
    raise click.BadParameter(f"{given} is not a month such as 2026-11")


@click.group(cls=ReadableGroup)
def cli() -> None:
    """A department's agent: watches its database, and tells the centre of every change."""
    log_to_stderr()


@cli.command("enrol")
@click.argument("claim_code")
def enrol_command(claim_code: str) -> None:
    """Enrol this machine with CLAIM_CODE, which the provisioning service gives out."""
    settings = AgentSettings()
    with way_of(settings).open(settings.provision_url) as http:
        identity = enrol(http, claim_code, settings.state_folder, utc_now())
    click.echo(f"{identity.name} ({identity.device_id}) speaks for {_sender(identity)}")


@cli.command()
def status() -> None:
    """Say what waits to be delivered, what needs a person, and what went wrong last."""
    with closing(open_state(AgentSettings().state_folder)) as db:
        click.echo(report(db, utc_now()))


@cli.command("confirm-deletions")
@click.argument("feeds", nargs=-1)
def confirm_deletions(feeds: tuple[str, ...]) -> None:
    """Say that the rows that are missing now were deleted indeed: of FEEDS, or of every feed in doubt."""
    with closing(open_state(AgentSettings().state_folder)) as db:
        doubts = [doubt for doubt in list_doubts(db) if not feeds or doubt.feed in feeds]
        if not doubts:
            raise NothingToConfirm("no feed has lost so many rows that it would be in doubt")
        with transaction(db):
            confirm(db, [doubt.feed for doubt in doubts])
    for doubt in doubts:
        click.echo(f"{doubt.feed}: {doubt.missing} dossiers will be told of as deleted after the next sweep")


@cli.command()
def run() -> None:
    """Watch and deliver until told to end. SIGHUP: read the profile anew, and look at every row."""
    settings = AgentSettings()
    agent = _agent(settings, load_identity(settings.state_folder))
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: agent.bells.end())
    signal.signal(signal.SIGHUP, lambda *_: agent.bells.look.set())
    with only_agent(settings.state_folder):
        log.info("watching for %s, delivering to %s", agent.sender, settings.ingest_url)
        agent.work()


@cli.command("reconcile")
@click.option("--period", callback=_period, help="Only dossiers received in this month, such as 2026-11.")
@click.option("--dry-run", is_flag=True, help="Say what differs, and change nothing.")
@click.pass_context
def reconcile_command(ctx: click.Context, period: str | None, dry_run: bool) -> None:
    """Compare the department with the centre, mend what differs, and say what was found.

    Ends with 0 when both hold the same, with 1 when something is left. A running agent does this every night.
    """
    settings = AgentSettings()
    outcome = _agent(settings, load_identity(settings.state_folder)).reconcile(period, mends=not dry_run)
    click.echo(tell(outcome, mends=not dry_run))
    ctx.exit(0 if outcome.is_agreed else 1)


def _agent(settings: AgentSettings, identity: Identity) -> Agent:
    with closing(open_state(settings.state_folder)) as db:
        time = CentreTime(last_heard(db) or LONG_AGO)
    signer = replace(identity.auth(), clock=time)
    return Agent(settings, _sender(identity), signer, _seal(settings), LiveProfile(settings.profile), time, Bells())


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
