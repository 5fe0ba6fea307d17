"""The commands of `motcua-provision`."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import click
from sqlalchemy.orm import Session, sessionmaker

from provisioning.accounts import add_account, change_password, list_people
from provisioning.clock import utc_now
from provisioning.devices import Device, DeviceKind
from provisioning.enrolment import CLAIM_LIFETIME, give_claim_code
from provisioning.errors import ProvisioningFailure
from provisioning.logs import log_to_stderr
from provisioning.people import Person, Role
from provisioning.registry import expect_device, list_devices, revoke_device

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Office:
    """What the commands work with; main.py fills it."""

    reads: sessionmaker[Session]
    writes: sessionmaker[Session]
    serve: Callable[[], None]


OpenOffice = Callable[[], Office]


class ReadableGroup(click.Group):
    """Says a failure of ours in one sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ProvisioningFailure as failure:
            raise click.ClickException(str(failure)) from failure


@click.group(cls=ReadableGroup)
def commands() -> None:
    """Who may talk to us: devices and people."""
    log_to_stderr()


@commands.command()
@click.pass_obj
def serve(open_office: OpenOffice) -> None:
    """Answer devices over HTTP."""
    open_office().serve()


@commands.command("claim-code")
@click.option("--kind", type=click.Choice([kind.value for kind in DeviceKind]), required=True)
@click.option("--name", required=True, help="What people call the device; only one at work may have it.")
@click.option("--agency", help="The code of the agency it speaks for.")
@click.option("--minutes", default=CLAIM_LIFETIME // MINUTE, show_default=True, help="How long the code is good.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def claim_code(open_office: OpenOffice, /, kind: str, as_json: bool, minutes: int, **named: Any) -> None:
    """Expect a device, and print the code that it enrols with once."""
    if kind == DeviceKind.AGENT and not named["agency"]:
        raise click.UsageError("an agent speaks for an agency: say which with --agency")
    now = utc_now()
    expires_at = now + minutes * MINUTE
    with open_office().writes.begin() as session:
        expected = expect_device(session, Device.expected(DeviceKind(kind), **named, now=now))
        code = give_claim_code(session, expected, expires_at, now).printed
    facts = {"device_id": expected.id, "claim_code": code, "expires_at": expires_at.isoformat(timespec="seconds")}
    click.echo(json.dumps(facts) if as_json else f"{code}   (device {expected.id}, good for {minutes} minutes)")


@commands.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def devices(open_office: OpenOffice, as_json: bool) -> None:
    """List all devices there ever were."""
    with open_office().reads() as session:
        found = list_devices(session)
    if as_json:
        click.echo(json.dumps([asdict(device) for device in found], ensure_ascii=False, default=str))
        return
    for device in found:
        click.echo(f"{device.id}  {device.kind:<6}  {device.state:<8}  {device.agency or '-':<12}  {device.name}")


@commands.command()
@click.argument("device")
@click.pass_obj
def revoke(open_office: OpenOffice, device: str) -> None:
    """Shut DEVICE (an id or a name) out for ever: its next request is refused."""
    with open_office().writes.begin() as session:
        revoked = revoke_device(session, device, utc_now())
    click.echo(f"{revoked.id}  {revoked.name}: {revoked.state}")


@commands.group(cls=ReadableGroup)
def account() -> None:
    """The accounts of people."""


@account.command("add")
@click.argument("username")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--agency", required=True, help="The code of the agency the person works for.")
@click.option("--name", required=True, help="The person's name.")
@click.option("--unit", required=True, help="The unit the person works in.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def add(open_office: OpenOffice, /, password_stdin: bool, role: str, **named: Any) -> None:
    """Give a person an account."""
    password = _password(password_stdin)
    with open_office().writes.begin() as session:
        added = add_account(session, Person(role=Role(role), **named), password)
    click.echo(f"{added.username}: {added.role}, {added.agency}, {added.unit}")


@account.command("passwd")
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def passwd(open_office: OpenOffice, password_stdin: bool, username: str) -> None:
    """Set a new password, lift a lock-out, and sign the person out everywhere."""
    password = _password(password_stdin)
    with open_office().writes.begin() as session:
        change_password(session, username, password)
    click.echo(f"{username}: password changed")


@account.command("list")
@click.pass_obj
def list_accounts(open_office: OpenOffice) -> None:
    """List everybody with an account."""
    with open_office().reads() as session:
        people = list_people(session)
    for person in people:
        click.echo(f"{person.username:<20}  {person.role:<10}  {person.agency:<12}  {person.unit}  {person.name}")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password
