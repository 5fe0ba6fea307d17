"""A person settles what lies in quarantine: through the one door again, or away, with a trace of who did it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from sync_ingest.answer import Outcome, Result
from sync_ingest.envelope import Delivery, read_item
from sync_ingest.national.again import is_national, read_again
from sync_ingest.quarantine import EntryState, get_entry, lock_open_text, restate, settle
from sync_ingest.quarantine_trace import Act, Done, Trace, add_act
from sync_ingest.reasons import NOT_JSON, Reason
from sync_ingest.receive import receive
from sync_ingest.saving import Desk
from sync_ingest.sorting import Arrival


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person makes of the content of an entry."""

    change: Callable[[str], str]
    trace: Trace


def retry(session: Session, entry: int, desk: Desk, trace: Trace) -> list[Result]:
    """Hand an open entry in again. Settled when it is taken; when not, it stays open and says why now.

    A whole batch is settled too: what is still wrong in it then lies in quarantine update by update.
    """
    sender, text = lock_open_text(session, entry, desk.sealer)
    add_act(session, entry, Done(Act.RETRIED, *trace))
    arrivals = _read_again(session, text, sender, _came_at(session, entry, desk))
    if arrivals is None:
        return [Result(None, Outcome.QUARANTINED, Reason.NOT_JSON, NOT_JSON)]
    results = list(receive(arrivals, session, desk, trace[1]).results)
    refused = [result for result in results if result.outcome is Outcome.QUARANTINED]
    if _of_one_item(arrivals) and refused and refused[0].reason and refused[0].detail:
        restate(session, entry, refused[0].reason, refused[0].detail)
    else:
        settle(session, entry, EntryState.RETRIED, trace)
    return results


def mend(session: Session, entry: int, correction: Correction, desk: Desk) -> list[Result]:
    """Hand in what a person makes of an open entry, and settle it. What was sent stays, with what was made of it; what
    is still wrong lies in quarantine as an entry of its own.

    The sender stays who it was: nobody can speak for another agency by mending.
    """
    sender, sent = lock_open_text(session, entry, desk.sealer)
    text = correction.change(sent)
    arrivals = _read_again(session, text, sender, _came_at(session, entry, desk))
    if text == sent or arrivals is None:
        return retry(session, entry, desk, correction.trace)
    settle(session, entry, EntryState.MENDED, correction.trace)
    add_act(session, entry, Done(Act.MENDED, *correction.trace), desk.sealer.seal(text))
    return list(receive(arrivals, session, desk, correction.trace[1]).results)


def drop(session: Session, entry: int, trace: Trace) -> None:
    """Settle an open entry without applying it; it is kept, and who dropped it."""
    settle(session, entry, EntryState.DROPPED, trace)
    add_act(session, entry, Done(Act.DROPPED, *trace))


def _read_again(session: Session, text: str, sender: AgencyCode, came_at: datetime) -> list[Arrival] | None:
    """The arrivals of an entry: one, or those of a whole batch; None when it is no JSON."""
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if is_national(parsed):
        return [*read_again(session, parsed, sender, came_at)]
    whole = parsed.get("updates") if isinstance(parsed, dict) else None
    return [read_item(item, sender) for item in whole] if isinstance(whole, list) else [read_item(parsed, sender)]


def _came_at(session: Session, entry: int, desk: Desk) -> datetime:
    return get_entry(session, entry, desk.sealer)[0].received_at


def _of_one_item(arrivals: list[Arrival]) -> bool:
    """Whether these came as one item; one of the national format may tell of two changes."""
    return len(arrivals) == 1 or any(isinstance(one, Delivery) and one.raw for one in arrivals)
