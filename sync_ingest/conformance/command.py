"""The command `motcua-ingest conformance`: what a vendor's system has to show before it is connected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import httpx

from lookup_api.domain.codes import AgencyCode
from provisioning.clock import utc_now
from provisioning.device.identity import load_identity
from sync_ingest.cli import AGENCY_CODE
from sync_ingest.conformance import recording
from sync_ingest.conformance.driving import ADDRESS, running_sender, wait_until_idle
from sync_ingest.conformance.exchange import Exchange
from sync_ingest.conformance.facts import ReportFacts
from sync_ingest.conformance.faults import FaultPlan
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.judging import Judgement, judge
from sync_ingest.conformance.lines import lines_of, steps
from sync_ingest.conformance.public_answers import look_up
from sync_ingest.conformance.relay import Relay, relaying
from sync_ingest.conformance.replay import load, replay
from sync_ingest.conformance.report import as_html, as_json
from sync_ingest.conformance.sandbox import TIMEOUT_SECONDS, Sandbox
from sync_ingest.conformance.traffic import Traffic, form_in

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command; see there."""

    base_url: str
    listen: int
    sender: str | None
    recorded: Path | None
    form: Form | None
    agencies: tuple[AgencyCode, ...]
    identity: Path | None
    lookup_url: str | None
    record: Path | None
    idle: float
    slow: float
    fresh: float


@click.command()
@click.option("--base-url", required=True, help="The sandbox: an ingest service with test data alone.")
@click.option("--listen", default=0, type=click.IntRange(0, 65_535), help="Loopback port for the sender; 0: any.")
@click.option("--sender", help=f"Command that starts the sender; it finds the address in {ADDRESS}.")
@click.option("--replay", "recorded", type=click.Path(exists=True, path_type=Path), help="HAR file or recorded folder.")
@click.option(
    "--form",
    type=click.Choice([form.value for form in Form]),
    help="What to judge; the form of the first push when left out.",
)
@click.option("--agency", "agencies", type=AGENCY_CODE, multiple=True, help="The agency's identifier; may be repeated.")
@click.option("--identity", type=FOLDER, help="Folder of the sandbox's test identity: requests are signed anew by it.")
@click.option("--lookup-url", help="The sandbox's look-up service, to see what the public is told afterwards.")
@click.option("--record", type=FOLDER, help="Keep the traffic in this folder; all that was sent is in it.")
@click.option("--report", type=FILE, help="Write the report here, as HTML for printing.")
@click.option("--json", "json_file", type=FILE, help="Write the findings here, as JSON.")
@click.option("--vendor", default="", help="Who made the system, for the report.")
@click.option("--system", default="", help="What the system is called, for the report.")
@click.option("--system-version", default="", help="Its version, for the report.")
@click.option("--idle", default=90.0, show_default=True, help="Seconds without a push after which it is over.")
@click.option("--slow", default=5.0, show_default=True, help="Seconds that the slow answer is held back.")
@click.option("--fresh", default=15.0, show_default=True, help="Minutes within which a change has to be sent.")
@click.pass_context
def conformance(ctx: click.Context, /, report: Path | None, json_file: Path | None, **options: Any) -> None:
    """Judge whether a department's system can sync (articles 6.1, 6.2 and 10.4), rule by rule.

    Ends with 0 when it passed, 1 when it failed, 2 when a rule that must be seen was not.
    """
    said = {name: options.pop(name) for name in ("vendor", "system", "system_version")}
    asked = Asked(**{**options, "form": Form(options["form"]) if options["form"] else None})
    traffic = _traffic(asked)
    judgement = judge(traffic)
    for line in lines_of(judgement):
        click.echo(line)
    _write(judgement, replace(_facts(asked, traffic), **said), (report, json_file))
    ctx.exit(judgement.verdict.value)


def _traffic(asked: Asked) -> Traffic:
    """What came of driving the sender, or of its recorded traffic."""
    signer = load_identity(asked.identity).auth() if asked.identity else None
    with httpx.Client(base_url=asked.base_url, timeout=TIMEOUT_SECONDS) as http:
        sandbox = Sandbox(http, signer)
        sandbox.check()
        exchanges = _replayed(asked, sandbox) if asked.recorded else _driven(asked, sandbox)
    if asked.record:
        recording.save(exchanges, asked.record)
    form = asked.form or form_in(exchanges)
    if form is None:
        raise click.ClickException("Nothing was pushed, so there is nothing to judge.")
    traffic = Traffic(exchanges, form, frozenset(asked.agencies), timedelta(minutes=asked.fresh))
    return replace(traffic, looked_up=_looked_up(asked.lookup_url, traffic)) if asked.lookup_url else traffic


def _replayed(asked: Asked, sandbox: Sandbox) -> Sequence[Exchange]:
    assert asked.recorded
    recorded = load(asked.recorded)
    if sandbox.signer is None and (asked.form or form_in(recorded)) is Form.WIRE:
        raise click.UsageError("A recorded signature is too old to be believed: name the test identity by --identity.")
    return list(replay(recorded, sandbox))


def _driven(asked: Asked, sandbox: Sandbox) -> Sequence[Exchange]:
    relay = Relay(sandbox, FaultPlan(asked.form), asked.slow)
    with relaying(relay, asked.listen) as address:
        if asked.sender:
            with running_sender(asked.sender, address) as process:
                wait_until_idle(relay, asked.idle, process)
        else:
            click.echo(f"Cho hệ thống gửi đến {address} rồi lần lượt làm các bước (point the sender there, then):")
            for step in steps():
                click.echo(step)
            click.echo(
                f"Xong khi không gửi gì trong {asked.idle:g} giây, hoặc bấm Ctrl-C (over when idle, or by Ctrl-C)."
            )
            wait_until_idle(relay, asked.idle)
    return relay.exchanges


def _looked_up(address: str | None, traffic: Traffic) -> dict[str, Any]:
    with httpx.Client(base_url=address or "", timeout=TIMEOUT_SECONDS) as http:
        return look_up(http, (item.code_text for item in traffic.items if item.code))


def _facts(asked: Asked, traffic: Traffic) -> ReportFacts:
    return ReportFacts(
        form=traffic.form,
        made_at=utc_now(),
        sandbox=str(httpx.URL(asked.base_url).copy_with(userinfo=b"", path="/", query=None)).rstrip("/"),
        digest=recording.digest_of(traffic.exchanges),
        number=len(traffic.own),
        was_replayed=asked.recorded is not None,
        agency=", ".join(map(str, asked.agencies)),
    )


def _write(judgement: Judgement, facts: ReportFacts, files: tuple[Path | None, Path | None]) -> None:
    for path, render in zip(files, (as_html, as_json), strict=True):
        if path:
            path.write_text(render(judgement, facts), "utf-8")
