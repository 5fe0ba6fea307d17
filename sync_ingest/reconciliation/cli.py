"""The command `motcua-ingest reconciliation`: whether each agency and the centre hold the same."""

from collections.abc import Iterator

import click

from lookup_api.domain.codes import AgencyCode
from lookup_api.store.agencies import list_agencies
from sync_ingest.cli import AGENCY_CODE, Office
from sync_ingest.reconciliation.agreements import Agreement, DifferenceLeft, list_last, list_left

NEVER = "not compared yet"


@click.command()
@click.argument("agencies", type=AGENCY_CODE, nargs=-1)
@click.option("--differences", "shows_differences", is_flag=True, help="Also list what is left for a person.")
@click.pass_obj
def reconciliation(office: Office, agencies: tuple[AgencyCode, ...], shows_differences: bool) -> None:
    """Say when each agency (of AGENCIES, or all) and the centre were last compared, and whether they agreed.

    It is an agency's agent that compares: every night by itself, and when `motcua-agent reconcile` is typed there.
    """
    with office.sessions()() as session:
        last = list_last(session)
        for agency in list_agencies(session):
            if agencies and agency.code not in agencies:
                continue
            click.echo(f"{agency.code!s:<18} {_agreement(last.get(agency.code))}  {agency.name}")
            for left in list_left(session, agency.code) if shows_differences else ():
                click.echo("\n".join(_difference(left)))


def _agreement(last: Agreement | None) -> str:
    if last is None:
        return NEVER
    when = last.compared_at.isoformat(timespec="seconds")
    whole = f" {last.period} only" if last.period else ""
    verdict = "agreed" if last.is_agreed else f"{last.left} left for a person"
    found = f"{last.missing} missing, {last.extra} extra, {last.different} different, {last.repaired} repaired"
    return f"{when}{whole}  {verdict}  ({last.there} at the agency, {last.here} here; {found})"


def _difference(left: DifferenceLeft) -> Iterator[str]:
    kept = f", kept by {left.kept_by}" if left.kept_by else ""
    yield f"  {left.code}  {left.finding}, {left.reason}{kept}"
    here, there = left.here or {}, left.there or {}
    if left.here and left.there:
        for name in sorted(there.keys() - {"code", "aliases"}):
            if here.get(name) != there[name]:
                yield f"    {name}: {there[name]} at the agency, {here.get(name)} here"
