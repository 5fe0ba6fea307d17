"""The commands `motcua-ingest filings`: what citizens have filed online."""

import click

from provisioning.clock import utc_now
from sync_ingest.cli import Office, ReadableGroup
from sync_ingest.filings.tidy import tidy


@click.group(cls=ReadableGroup)
def filings() -> None:
    """What citizens have filed online."""


@filings.command("tidy")
@click.pass_obj
def tidy_command(office: Office) -> None:
    """Remove attachments that were never sent, and those of dossiers that ended long ago; `serve` does it each hour."""
    assert office.keeping  # main.py has filled it
    tidied = tidy(office.sessions(), office.keeping(), utc_now())
    click.echo(f"removed: {tidied.never_sent} files that were never sent, {tidied.ended} of dossiers that ended")
