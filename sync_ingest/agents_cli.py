"""The command `motcua-ingest agents`: how each department's agent is, and which of them are silent."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import click

from provisioning.clock import utc_now
from sync_ingest.cli import Office
from sync_ingest.heartbeats import Heard, KnownAgent, list_agents

log = logging.getLogger(__name__)

SECOND = timedelta(seconds=1)


@click.command()
@click.option("--check", is_flag=True, help="For monitoring: ends with 1 when one has been silent for ten minutes.")
@click.pass_obj
def agents(office: Office, check: bool) -> None:
    """How each department's agent is: when it was heard last, and what it told of itself."""
    now = utc_now()
    with office.sessions()() as session:
        known = list_agents(session)
    for agent in known:
        click.echo("\n".join(_lines(agent, now)))
    if warn_of_silent(known, now) and check:
        raise SystemExit(1)


def warn_of_silent(known: list[KnownAgent], now: datetime) -> int:
    """A warning in the log for each agent that is silent; gives how many are."""
    silent = [agent for agent in known if agent.is_silent(now)]
    for agent in silent:
        log.warning("the agent %s of %s is silent for %s", agent.device.name, agent.device.agency, _since(agent, now))
    return len(silent)


def _lines(agent: KnownAgent, now: datetime) -> Iterator[str]:
    """One line, and one for its trouble."""
    said = "silent for" if agent.is_silent(now) else "heard before"
    head = f"{agent.device.name}  {agent.device.agency or '-'}  "
    if agent.device.enrolled_at is None:
        yield f"{head}not enrolled yet"
    elif agent.heard is None:
        yield f"{head}{said} {_since(agent, now)}, never heard" if agent.is_silent(now) else f"{head}never heard"
    else:
        yield f"{head}{said} {_since(agent, now)}  {'  '.join(_facts(agent.heard))}"
        if agent.heard.heartbeat.trouble:
            yield f"  trouble: {agent.heard.heartbeat.trouble}"


def _facts(heard: Heard) -> Iterator[str]:
    told = heard.heartbeat
    waits = f" for {_span(heard.at - told.oldest_queued_at)}" if told.oldest_queued_at else ""
    yield f"waiting {told.backlog}{waits}"
    yield f"unmapped {told.unmapped}"
    yield f"quarantined {told.refused}"
    yield f"clock {heard.skew.total_seconds():+.0f} s"
    yield f"swept {told.swept_at.isoformat(timespec='seconds') if told.swept_at else 'never'}"
    yield f"version {told.version}"
    yield f"profile {told.profile}"


def _since(agent: KnownAgent, now: datetime) -> str:
    return _span(agent.silence(now) or timedelta())


def _span(span: timedelta) -> str:
    return str(span // SECOND * SECOND)
