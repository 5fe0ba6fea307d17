"""Follows the events of the database, and queues each change of a dossier for the national portal once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.store.dossiers import list_owners
from lookup_api.store.events import Event, list_events
from sync_ingest.portal.lanes.joined import hold_joined
from sync_ingest.portal.lanes.queue import Entry, add_entries, followed_event, save_followed


@dataclass(frozen=True, slots=True)
class Passed:
    """Whose dossiers are passed on: those of `agencies`, or everybody's when there are none."""

    agencies: frozenset[AgencyCode] = frozenset()

    def __contains__(self, owner: AgencyCode) -> bool:
        return not self.agencies or owner in self.agencies


def follow(session: Session, passed: Passed, now: datetime) -> int:
    """Queue what the next events changed; gives how many events that were, 0 when all are followed.

    Entries and event number are committed together by the caller, so each change is queued once whatever ends it.
    """
    after = followed_event(session)
    events = list_events(session, after)
    if events:
        entries = _entries(session, events, passed)
        add_entries(session, entries, now)
        hold_joined(session, entries)
        save_followed(session, events[-1].number)
    return len(events)


def _entries(session: Session, events: Sequence[Event], passed: Passed) -> list[Entry]:
    owners = list_owners(session, {event.change.dossier_id for event in events})
    changes = [(event.change, event.number) for event in events if event.change.dossier_id in owners]
    return [
        Entry(change.dossier_id, *owners[change.dossier_id], change.codes, change.version, number)
        for change, number in changes
        if owners[change.dossier_id][0] in passed
    ]
