"""The commands `motcua-ingest forward` and `motcua-ingest portal …`."""

import click

from provisioning.clock import utc_now
from provisioning.terminal import printable
from sync_ingest.cli import Office, ReadableGroup
from sync_ingest.portal.lanes.listing import Held, list_held, release, standing
from sync_ingest.portal.main import forward_until_told
from sync_ingest.transactions import in_transaction


@click.command()
@click.pass_obj
def forward(office: Office) -> None:
    """Pass every change on to the national portal, until told to end. Set with MOTCUA_PORTAL_…"""
    forward_until_told(office.sessions(), office.desk().sealer)


@click.group(cls=ReadableGroup)
def portal() -> None:
    """What goes on to the national portal."""


@portal.command()
@click.pass_obj
def status(office: Office) -> None:
    """Say how much waits, since when, and what needs a person."""
    with office.sessions()() as session:
        now = standing(session)
    since = f", the oldest since {now.since.isoformat(timespec='seconds')}" if now.since else ""
    click.echo(f"waiting: {now.waiting} dossiers{since}; {now.failing} of them were tried in vain")
    click.echo(f"refused by the portal: {now.held} dossiers")
    click.echo(f"changes not queued yet: {now.not_followed}")


@portal.command("list")
@click.pass_obj
def portal_list(office: Office) -> None:
    """List the dossiers that the portal refused, and what it said. That may hold personal data: mind who looks on."""
    with office.sessions()() as session:
        for held in list_held(session, office.desk().sealer):
            click.echo(_line(held))


@portal.command()
@click.argument("codes", nargs=-1)
@click.option("--all", "all_of_them", is_flag=True, help="Every dossier that waits or was refused.")
@click.pass_obj
def retry(office: Office, codes: tuple[str, ...], all_of_them: bool) -> None:
    """Tell the portal again of the dossiers with these CODES (as `list` prints them), at once."""
    if bool(codes) == all_of_them:
        raise click.UsageError("name the codes, or say --all")
    again = in_transaction(office.sessions(), lambda session: release(session, codes, utc_now()))
    click.echo(f"{again} dossiers are told again")


def _line(held: Held) -> str:
    said = printable(" ".join(held.message.split()))
    return f"{held.code:<28} {held.owner!s:<18} {held.error_code:<8} {said}".rstrip()
