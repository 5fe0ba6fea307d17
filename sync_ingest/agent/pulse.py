"""The heartbeat: tells the centre each minute how this agent is, so that its silence is noticed there."""

import logging
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

import httpx
from pydantic import ValidationError

from provisioning.device.centre_time import CentreTime
from sync_ingest.agent.delivering import TROUBLE, Bells
from sync_ingest.agent.errors import AgentError
from sync_ingest.agent.posting import post, skew_sentence, unreadable
from sync_ingest.agent.rounds import WATCH_TROUBLE
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.apart import count_apart
from sync_ingest.agent.state.doubts import list_doubts
from sync_ingest.agent.state.file import list_facts, save_fact
from sync_ingest.agent.watch import SWEPT_AT
from sync_ingest.heartbeat_form import LONGEST_TROUBLE, MOST, HeardForm, HeartbeatForm

log = logging.getLogger(__name__)

PATH = "/v1/heartbeat"
EVERY_SECONDS = 60.0
SHARE = 0.2  # of it is left to chance, so that a hundred agents do not beat together
HEARD_AT, CLOCK = "heard_at", "clock"


@dataclass(frozen=True)
class Pulse:
    """Beats to the centre behind `http`. `profile` gives the name of the profile in use."""

    db: sqlite3.Connection
    http: httpx.Client
    time: CentreTime
    profile: Callable[[], str]

    def beat(self) -> None:
        """Tell the centre; IngestUnavailable, IngestRefused, or ClockRefused when it did not hear it."""
        answer = post(self.http, PATH, self.heartbeat().model_dump_json().encode(), self.time)
        try:
            HeardForm.model_validate_json(answer.content)
        except ValidationError as error:
            raise unreadable() from error
        save_fact(self.db, HEARD_AT, self.time().isoformat())
        save_fact(self.db, CLOCK, skew_sentence(self.time.skew) if self.time.is_wrong else None)

    def heartbeat(self) -> HeartbeatForm:
        """How this agent is now."""
        facts, (unmapped, refused) = list_facts(self.db), count_apart(self.db)
        return HeartbeatForm(
            version=version("motcua"),
            profile=self.profile()[:200],
            backlog=min(queue.count(self.db), MOST),
            oldest_queued_at=queue.oldest(self.db),
            unmapped=min(unmapped, MOST),
            refused=min(refused, MOST),
            trouble="; ".join(troubles(self.db, facts))[:LONGEST_TROUBLE],
            swept_at=_moment(facts.get(SWEPT_AT)),
            clock=self.time.own(),
        )


def troubles(db: sqlite3.Connection, facts: dict[str, str]) -> list[str]:
    """What somebody has to look at, a sentence each."""
    told = [facts[name] for name in (TROUBLE, WATCH_TROUBLE, CLOCK) if name in facts]
    gone = [f"{one.feed}: {one.missing} of {one.known} rows are gone: is that so?" for one in list_doubts(db)]
    return told + gone


def beat_until(bells: Bells, pulse: Pulse, every: float = EVERY_SECONDS) -> None:
    """Beat until `bells.stop`. A beat that is not heard is made up for by the next one."""
    was_heard = True
    while not bells.stop.is_set():
        try:
            pulse.beat()
            was_heard = True
        except (AgentError, sqlite3.Error) as failure:
            if was_heard:
                log.warning("the centre did not hear our heartbeat: %s", failure)
            was_heard = False
        bells.stop.wait(every * (1 - SHARE * random.random()))


def last_heard(db: sqlite3.Connection) -> datetime | None:
    """The latest time that the centre was heard to tell, aware UTC."""
    facts = list_facts(db)
    times = (_moment(facts.get(name)) for name in (HEARD_AT, "delivered_at"))
    return max((at for at in times if at), default=None)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
