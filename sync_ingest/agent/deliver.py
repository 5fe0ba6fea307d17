"""Delivers what is queued, in order, a batch at a time; an entry leaves the queue only after its answer."""

import logging
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import httpx
from pydantic import ValidationError

from provisioning.device.centre_time import CentreTime
from sync_ingest.agent.errors import BatchTooLarge
from sync_ingest.agent.posting import post, unreadable
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.apart import clear_refused, set_apart
from sync_ingest.agent.state.file import save_fact, transaction
from sync_ingest.agent.state.queue import Entry
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.answer import AnswerForm, Outcome, ResultForm
from sync_ingest.envelope import LARGEST_BODY, MOST_UPDATES, batch_of

log = logging.getLogger(__name__)

PATH = "/v1/updates"


@dataclass
class Courier:
    """Takes batches from the queue to the centre. `http` has the centre as its base URL and signs."""

    db: sqlite3.Connection
    http: httpx.Client
    seal: Seal
    clock: Callable[[], datetime]
    most: int = MOST_UPDATES
    time: CentreTime | None = None

    def deliver(self) -> int:
        """Deliver the oldest batch; gives how many entries left the queue, 0 when it was empty.

        IngestUnavailable, IngestRefused and ClockRefused leave it as it was, and so does a cut anywhere before the
        answer.
        """
        entries = queue.first(self.db, self.most, LARGEST_BODY)
        if not entries:
            return 0
        try:
            answer = self._send(entries)
        except BatchTooLarge:
            return self._make_smaller(entries)
        self._settle(entries, answer)
        self.most = MOST_UPDATES
        return len(entries)

    def _send(self, entries: Sequence[Entry]) -> AnswerForm:
        return _read_answer(post(self.http, PATH, body_of(entries, self.seal), self.time), entries)

    def _settle(self, entries: Sequence[Entry], answer: AnswerForm) -> None:
        now = self.clock()
        refusals = [
            (entry, result.reason or "quarantined", _sentence(result))
            for entry, result in zip(entries, answer.outcomes, strict=True)
            if result.outcome is Outcome.QUARANTINED
        ]
        numbers = {entry.number for entry, *_ in refusals}
        with transaction(self.db):
            clear_refused(self.db, [entry for entry in entries if entry.number not in numbers])
            set_apart(self.db, refusals, now)
            queue.remove(self.db, entries)
            save_fact(self.db, "delivered_at", now.isoformat())
        for entry, reason, detail in refusals:
            log.warning("the centre quarantined an update of %s: %s (%s)", entry.code, detail, reason)

    def _make_smaller(self, entries: Sequence[Entry]) -> int:
        """Half as many next time; one that is too large by itself would hold up all others, so it goes apart."""
        if len(entries) > 1:
            self.most = len(entries) // 2
            return len(entries) - self.most  # of no account to the queue, but there is more to do at once
        with transaction(self.db):
            set_apart(self.db, [(entries[0], "too_large", "the centre takes no request of this size")], self.clock())
            queue.remove(self.db, entries)
        return 1


def body_of(entries: Sequence[Entry], seal: Seal) -> bytes:
    """The request's body; DataKeyWrong when an applicant was sealed with another key."""
    return batch_of([entry.item(seal) for entry in entries])


def _read_answer(response: httpx.Response, entries: Sequence[Entry]) -> AnswerForm:
    """An answer that does not account for every entry is none."""
    try:
        answer = AnswerForm.model_validate_json(response.content)
    except ValidationError as error:
        raise unreadable() from error
    if [result.id for result in answer.outcomes] != [entry.update_id for entry in entries]:
        raise unreadable("the centre's answer is not about what was sent")
    return answer


def _sentence(result: ResultForm) -> str:
    return result.detail.en if result.detail else "no reason was given"
