"""The commands `motcua-ingest national …`: which software may push in the national format."""

import sys
from functools import partial
from secrets import token_urlsafe

import click

from lookup_api.domain.codes import AgencyCode
from provisioning.clock import utc_now
from sync_ingest.cli import AGENCY_CODE, Office, ReadableGroup
from sync_ingest.national.accounts import (
    Account,
    add_account,
    add_path,
    list_accounts,
    list_paths,
    revoke_account,
    revoke_path,
)
from sync_ingest.transactions import in_transaction

PASSWORD_BYTES = 18


@click.group(cls=ReadableGroup)
def national() -> None:
    """Software that pushes to the national portal, and may push here."""


@national.command("add-account")
@click.argument("username")
@click.option("--agency", required=True, type=AGENCY_CODE, help="Whom the software speaks for.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; otherwise one is made up.")
@click.pass_obj
def national_add_account(office: Office, username: str, agency: AgencyCode, password_stdin: bool) -> None:
    """Let an agency's software log in. A password that is made up is shown once."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else token_urlsafe(PASSWORD_BYTES)
    account = Account(username, agency, None)
    in_transaction(office.sessions(), partial(add_account, account=account, password=password, now=utc_now()))
    click.echo(f"{username}: {agency}" + ("" if password_stdin else f"\npassword, shown this once: {password}"))


@national.command("add-path")
@click.option("--agency", required=True, type=AGENCY_CODE, help="Whom the software speaks for.")
@click.option(
    "--network", "networks", required=True, multiple=True, help="Where it comes from (CIDR); may be repeated."
)
@click.pass_obj
def national_add_path(office: Office, agency: AgencyCode, networks: tuple[str, ...]) -> None:
    """Give an agency's software that cannot log in a secret address, shown once."""
    path = in_transaction(office.sessions(), partial(add_path, agency=agency, networks=networks, now=utc_now()))
    click.echo(f"{agency}: {' '.join(networks)}\naddress, shown this once: /national/{path}/")


@national.command("list")
@click.pass_obj
def national_list(office: Office) -> None:
    """List the accounts and the secret addresses, without their secrets."""
    with office.sessions()() as session:
        accounts, paths = list_accounts(session), list_paths(session)
    for each in accounts:
        click.echo(f"account  {each.username:<20} {each.agency!s:<18} {'revoked' if each.revoked_at else ''}".rstrip())
    for path in paths:
        shown = f"path     {path.number:<20} {path.agency!s:<18} {' '.join(path.networks)}"
        click.echo(f"{shown} {'revoked' if path.revoked_at else ''}".rstrip())


@national.command("revoke-account")
@click.argument("username")
@click.pass_obj
def national_revoke_account(office: Office, username: str) -> None:
    """Shut an account out at once, with its open sessions."""
    in_transaction(office.sessions(), partial(revoke_account, username=username, now=utc_now()))
    click.echo(f"{username}: revoked")


@national.command("revoke-path")
@click.argument("number", type=int)
@click.pass_obj
def national_revoke_path(office: Office, number: int) -> None:
    """Close the secret address of this NUMBER at once."""
    in_transaction(office.sessions(), partial(revoke_path, number=number, now=utc_now()))
    click.echo(f"{number}: revoked")
