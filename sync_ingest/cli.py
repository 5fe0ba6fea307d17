"""The commands of `motcua-ingest`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.calendar_file import CalendarNotReadable
from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.site_file import SiteNotReadable
from lookup_api.store.agencies import list_agencies, merge_agencies, save_agency
from lookup_api.store.errors import StoreError
from lookup_api.store.taking_over import TakingOver, take_over
from provisioning.clock import utc_now
from provisioning.errors import ProvisioningFailure
from sync_ingest.catalogue import import_catalogue, read_catalogue
from sync_ingest.errors import IngestError
from sync_ingest.filings.tidy import Keeping
from sync_ingest.saving import Desk
from sync_ingest.transactions import in_transaction


@dataclass(frozen=True)
class Office:
    """What the commands work with, opened once it is needed; main.py fills it. `keeping` is what tidies up filings."""

    migrate: Callable[[], None]
    serve: Callable[[int], None]
    sessions: Callable[[], sessionmaker[Session]]
    desk: Callable[[], Desk]
    keeping: Callable[[], Keeping] | None = None


class ReadableGroup(click.Group):
    """Says a failure of ours in one sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (ProvisioningFailure, StoreError, IngestError, CalendarNotReadable, SiteNotReadable) as failure:
            raise click.ClickException(str(failure) or type(failure).__doc__ or failure.code) from failure


class AgencyCodeType(click.ParamType[AgencyCode]):
    """An agency's identifier on the command line."""

    name = "agency code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> AgencyCode:
        try:
            return AgencyCode.parse(str(value))
        except CodeNotReadable:
            self.fail(f"{value} is not an agency code such as H53.19", param, ctx)


AGENCY_CODE = AgencyCodeType()


@click.group(cls=ReadableGroup)
def commands() -> None:
    """How changes arrive: department systems push them here, clerks enter them in the back-office."""


@commands.command()
@click.pass_obj
def migrate(office: Office) -> None:
    """Bring the database up, and make the data key when there is none. The other programs wait for this."""
    office.migrate()
    click.echo("The database is up to date.")


@commands.command()
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@click.pass_obj
def serve(office: Office, workers: int) -> None:
    """Answer over HTTP, as soon as the database is migrated."""
    office.serve(workers)


@commands.group(cls=ReadableGroup)
def agency() -> None:
    """The agencies that take part."""


@agency.command("add")
@click.argument("code", type=AGENCY_CODE)
@click.option("--name", required=True, help="The name that citizens read.")
@click.option("--address", default="", help="Where its one-stop unit is.")
@click.option("--phone", default="")
@click.option("--also", "also", type=AGENCY_CODE, multiple=True, help="An older identifier; may be repeated.")
@click.option("--local-codes", "pattern", help="A regular expression for the codes of its own system.")
@click.pass_obj
def agency_add(office: Office, /, also: tuple[AgencyCode, ...], pattern: str | None, **named: Any) -> None:
    """Let an agency take part, or change what is known of it."""
    if pattern is not None:
        _check_pattern(pattern)
    added = Agency(also_codes=also, local_code_pattern=pattern, **named)
    in_transaction(office.sessions(), lambda session: save_agency(session, added))
    click.echo(f"{added.code}  {added.name}")


@agency.command("merge")
@click.argument("old", type=AGENCY_CODE)
@click.argument("new", type=AGENCY_CODE)
@click.pass_obj
def agency_merge(office: Office, old: AgencyCode, new: AgencyCode) -> None:
    """Make agency OLD a part of NEW, with all its dossiers. Receipts with OLD's identifier stay valid."""
    desk = office.desk()

    def work(session: Session) -> int:
        merge_agencies(session, old, new)
        return take_over(session, TakingOver(old, new), desk.calendar, utc_now())

    click.echo(f"{old} is a part of {new}; {in_transaction(office.sessions(), work)} dossiers were taken over")


@agency.command("list")
@click.pass_obj
def agency_list(office: Office) -> None:
    """List the agencies that take part."""
    with office.sessions()() as session:
        for each in list_agencies(session):
            click.echo(f"{each.code!s:<18} {each.name}  {' '.join(map(str, each.also_codes))}".rstrip())


@commands.group(cls=ReadableGroup)
def procedure() -> None:
    """The catalogue of procedures."""


@procedure.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def procedure_import(office: Office, file: Path) -> None:
    """Add the procedures of a JSON FILE to the catalogue, or change them, with the forms to download beside it."""
    count, changed = in_transaction(
        office.sessions(), lambda session: import_catalogue(session, read_catalogue(file), utc_now())
    )
    click.echo(f"{count} procedures, {changed} new or changed")


def _check_pattern(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise click.BadParameter(f"not a regular expression: {error}", param_hint="--local-codes") from error
