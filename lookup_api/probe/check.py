"""Looks the same codes up on every channel, and writes down where they differ for longer than a change needs."""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import Code
from lookup_api.domain.saying import TROUBLE, Facts, Sayings, differing
from lookup_api.errors import ChannelAway, SayingNotReadable
from lookup_api.probe.channels import Channel
from lookup_api.store.differences import record_difference

log = logging.getLogger(__name__)

PAUSES = (1.0, 2.0)
"""Seconds before the second and the third look: a change reaches every channel within one second."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the channels said of one code, and on which facts they differ: none when all is well."""

    code: Code
    sayings: Sayings
    differ_on: tuple[str, ...]


@dataclass(frozen=True)
class Probe:
    """Asks all `channels`. A difference counts when it is there at the third look still."""

    channels: Sequence[Channel]
    sessions: sessionmaker[Session]
    clock: Callable[[], datetime]
    pause: Callable[[float], None] = time.sleep

    def check(self, codes: Iterable[Code]) -> list[Finding]:
        """What the channels say of each code; differences are on record when this returns."""
        findings = [self._look(code) for code in codes]
        for finding in findings:
            if finding.differ_on:
                self._record(finding)
        return findings

    def _look(self, code: Code) -> Finding:
        finding = self._ask_all(code)
        for seconds in PAUSES:
            if not finding.differ_on:
                break
            self.pause(seconds)
            finding = self._ask_all(code)
        return finding

    def _ask_all(self, code: Code) -> Finding:
        sayings = {channel.name: _ask(channel, code) for channel in self.channels}
        return Finding(code, sayings, differing(sayings))

    def _record(self, finding: Finding) -> None:
        with self.sessions.begin() as session:
            number = record_difference(session, finding.code, finding.sayings, self.clock())
        log.warning("difference %d: the channels differ on %s", number, ", ".join(finding.differ_on))


def _ask(channel: Channel, code: Code) -> Facts:
    try:
        return channel.ask(code)
    except ChannelAway as failure:
        return {TROUBLE: str(failure)}
    except SayingNotReadable as failure:
        return {TROUBLE: failure.code}
