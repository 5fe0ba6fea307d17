"""The commands `motcua-lookup probe` and `motcua-lookup differences …`."""

import getpass
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from random import Random

import click
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import Code, parse_code
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.domain.saying import Sayings
from lookup_api.probe.check import Finding, Probe
from lookup_api.store.differences import Difference, close_difference, list_differences
from lookup_api.store.errors import DifferenceNotOpen, SealBroken
from lookup_api.store.sampling import sample_codes
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from provisioning.terminal import printable


@dataclass(frozen=True)
class Bench:
    """What the commands work with, opened once it is needed; main.py fills it."""

    probe: Callable[[], AbstractContextManager[Probe]]
    sessions: Callable[[], sessionmaker[Session]]
    sealer: Callable[[], Sealer]


class CodeType(click.ParamType[Code]):
    """A dossier code on the command line."""

    name = "code"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Code:
        """The code, or a usage error."""
        try:
            return parse_code(str(value))
        except CodeNotReadable:
            self.fail(f"{value} is not a dossier code", param, ctx)


@click.command("probe")
@click.argument("codes", type=CodeType(), nargs=-1)
@click.option("--sample", default=20, show_default=True, type=click.IntRange(1, 500), help="Without codes: so many.")
@click.option("--every", type=click.IntRange(10), help="Go on for ever, each so many seconds.")
@click.pass_obj
def probe_command(bench: Bench, codes: tuple[Code, ...], sample: int, every: int | None) -> None:
    """Look CODES up by web, API, SMS and the kiosk's client, and write down where they differ (article 8.4).

    Without codes, some that changed lately and some others. Ends with 1 when there was a difference.
    """
    chance = Random()
    with bench.probe() as probe:
        while True:
            findings = probe.check(codes or _sampled(bench, sample, chance))
            click.echo(printable("\n".join(_told(findings))))
            if every is None:
                sys.exit(int(any(finding.differ_on for finding in findings)))
            time.sleep(every)


@click.group("differences")
def differences() -> None:
    """Where the channels did not say the same of a dossier."""


@differences.command("list")
@click.option("--all", "closed_too", is_flag=True, help="Also those that are closed.")
@click.pass_obj
def list_command(bench: Bench, closed_too: bool) -> None:
    """List the differences, newest first, with what each channel said. A note may hold personal data."""
    try:
        with bench.sessions()() as session:
            found = list_differences(session, bench.sealer(), closed_too=closed_too)
    except SealBroken as error:
        raise click.ClickException("a note opens with none of the data keys") from error
    for each in found:
        click.echo(printable("\n".join(_lines(each))))
    click.echo(f"{len(found)} differences")


@differences.command("close")
@click.argument("number", type=int)
@click.option("--remedy", required=True, help="What the cause was, and what was done.")
@click.option("--by", "who", default=getpass.getuser, help="Who does it; the account signed in to this machine.")
@click.pass_obj
def close_command(bench: Bench, number: int, remedy: str, who: str) -> None:
    """Close a difference, with what was done about it."""
    try:
        with bench.sessions().begin() as session:
            close_difference(session, number, remedy, (who, utc_now()))
    except DifferenceNotOpen as error:
        raise click.ClickException(f"no open difference has the number {number}") from error
    click.echo(f"{number}: closed")


def _sampled(bench: Bench, number: int, chance: Random) -> Sequence[Code]:
    with bench.sessions()() as session:
        return sample_codes(session, number, chance)


def _told(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.differ_on:
            yield f"{finding.code.printed}: the channels differ on {', '.join(finding.differ_on)}"
            yield from _sayings(finding.sayings)
    differ = sum(bool(finding.differ_on) for finding in findings)
    yield f"{len(findings)} dossiers looked up on every channel, {differ} with a difference"


def _lines(each: Difference) -> Iterator[str]:
    seen = f"{each.found_at:%Y-%m-%d %H:%M} to {each.last_seen_at:%Y-%m-%d %H:%M} UTC, {each.times} times"
    yield f"{each.id:>6}  {each.code}  {each.source}  {seen}"
    yield from _sayings(each.sayings)
    if each.note:
        yield f"        note: {each.note}"
    if each.closed_by:
        yield f"        closed by {each.closed_by}: {each.remedy}"


def _sayings(sayings: Sayings) -> Iterator[str]:
    for channel, facts in sayings.items():
        said = ", ".join(f"{name} {value or '-'}" for name, value in facts.items())
        yield f"        {channel:<6} {said}"
