"""The commands `motcua-ingest quarantine …`: a person looks at what could not be applied, and settles it."""

import getpass
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import IO, Any

import click

from provisioning.clock import utc_now
from provisioning.terminal import printable
from sync_ingest.answer import Outcome, Result
from sync_ingest.cli import Office, ReadableGroup
from sync_ingest.mending import whole, with_fields
from sync_ingest.quarantine import Entry, EntryState, get_entry, list_entries
from sync_ingest.quarantine_trace import Done, list_acts
from sync_ingest.retrying import Correction, drop, mend, retry
from sync_ingest.transactions import in_transaction


@click.group(cls=ReadableGroup)
def quarantine() -> None:
    """What could not be applied, and why."""


@quarantine.command("list")
@click.option("--all", "settled_too", is_flag=True, help="Also what was settled.")
@click.pass_obj
def quarantine_list(office: Office, settled_too: bool) -> None:
    """List what waits for a person, oldest first."""
    with office.sessions()() as session:
        for entry in list_entries(session, None if settled_too else EntryState.OPEN):
            click.echo(_line(entry))


@quarantine.command("show")
@click.argument("entry", type=int)
@click.pass_obj
def quarantine_show(office: Office, entry: int) -> None:
    """Show one entry with what was sent. It may hold personal data: mind who looks over your shoulder."""
    with office.sessions()() as session:
        found, text = get_entry(session, entry, office.desk().sealer)
        acts = list_acts(session, entry)
    said = [_line(found), found.detail.vi, found.detail.en, *map(_act, acts), "", _readable(text)]
    click.echo("\n".join(said))


@quarantine.command("retry")
@click.argument("entries", type=int, nargs=-1, required=True)
@click.option("--by", "who", default=getpass.getuser, help="Who does it; the account signed in to this machine.")
@click.pass_obj
def quarantine_retry(office: Office, entries: tuple[int, ...], who: str) -> None:
    """Hand entries in again, for instance once their agency has been added."""
    desk, sessions = office.desk(), office.sessions()
    for entry in entries:
        results = in_transaction(sessions, partial(retry, entry=entry, desk=desk, trace=(who, utc_now())))
        click.echo(f"{entry}: {'; '.join(map(_outcome, results))}")


@quarantine.command("mend")
@click.argument("entry", type=int)
@click.option("--set", "changes", multiple=True, metavar="FIELD=VALUE", help="Write a field anew; may be repeated.")
@click.option("--unset", "removals", multiple=True, metavar="FIELD", help="Take a field out; may be repeated.")
@click.option("--from", "file", type=click.File(encoding="utf-8"), help="Write all of it anew: a file, or - for stdin.")
@click.option("--by", "who", default=getpass.getuser, help="Who does it; the account signed in to this machine.")
@click.pass_obj
def quarantine_mend(office: Office, /, entry: int, who: str, **written: Any) -> None:
    """Correct an entry and hand it in again. What was sent stays on record, and who corrected it."""
    desk, correction = office.desk(), Correction(_change(**written), (who, utc_now()))
    work = partial(mend, entry=entry, correction=correction, desk=desk)
    results = in_transaction(office.sessions(), work)
    click.echo(f"{entry}: {'; '.join(map(_outcome, results))}")


@quarantine.command("drop")
@click.argument("entries", type=int, nargs=-1, required=True)
@click.option("--by", "who", default=getpass.getuser, help="Who does it; the account signed in to this machine.")
@click.pass_obj
def quarantine_drop(office: Office, entries: tuple[int, ...], who: str) -> None:
    """Settle entries without applying them; what was sent and who dropped it stay on record."""
    sessions = office.sessions()
    for entry in entries:
        in_transaction(sessions, partial(drop, entry=entry, trace=(who, utc_now())))
        click.echo(f"{entry}: dropped")


def _change(changes: Sequence[str], removals: Sequence[str], file: IO[str] | None) -> Callable[[str], str]:
    if file is not None and (changes or removals):
        raise click.UsageError("either --from, or --set and --unset")
    if file is not None:
        text = file.read()
        return lambda _: whole(text)
    if not changes and not removals:
        raise click.UsageError("say what to change: --set, --unset or --from")
    if without_value := [each for each in changes if "=" not in each]:
        raise click.UsageError(f"--set {without_value[0]} has no value: write FIELD=VALUE")
    fields = dict(each.split("=", 1) for each in changes)
    return lambda sent: with_fields(sent, fields, removals)


def _act(done: Done) -> str:
    return f"{done.at.isoformat(timespec='seconds')}  {done.act} by {done.by}"


def _line(entry: Entry) -> str:
    when = entry.received_at.isoformat(timespec="seconds")
    what = f"{entry.id:>6}  {when}  {entry.sender!s:<18} {entry.reason:<14} {entry.update_id or '-'}  {entry.state}"
    return f"{what}  by {entry.settled_by}" if entry.settled_by else what


def _outcome(result: Result) -> str:
    if result.outcome is Outcome.QUARANTINED and result.detail:
        return f"{result.outcome}, {result.reason}: {result.detail.en}"
    return result.outcome


def _readable(text: str) -> str:
    try:
        return printable(json.dumps(json.loads(text), ensure_ascii=False, indent=2))
    except (ValueError, RecursionError):
        return printable(text)
