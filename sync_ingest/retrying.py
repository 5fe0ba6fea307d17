"""A person settles what lies in quarantine: through the one door again, or away, with a trace of who did it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from sync_ingest.answer import Outcome, Result
from sync_ingest.envelope import read_item
from sync_ingest.national.again import Origin, keep_again, national_items, read_again
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

    A whole body is settled too: what is still wrong in it then lies in quarantine update by update.
    """
    sender, text = lock_open_text(session, entry, desk.sealer)
    add_act(session, entry, Done(Act.RETRIED, *trace))
    origin = sender, _came_at(session, entry, desk)
    arrivals = _read_again(session, text, origin, desk)
    if arrivals is None:
        return [Result(None, Outcome.QUARANTINED, Reason.NOT_JSON, NOT_JSON)]
    results = _hand_in(session, arrivals, desk, (origin[1], trace[1]))
    refused = [result for result in results if result.outcome is Outcome.QUARANTINED]
    if _is_one_item(text) and refused and refused[0].reason and refused[0].detail:
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
    origin = sender, _came_at(session, entry, desk)
    arrivals = _read_again(session, text, origin, desk)
    if text == sent or arrivals is None:
        return retry(session, entry, desk, correction.trace)
    settle(session, entry, EntryState.MENDED, correction.trace)
    add_act(session, entry, Done(Act.MENDED, *correction.trace), desk.sealer.seal(text))
    return _hand_in(session, arrivals, desk, (origin[1], correction.trace[1]))


def drop(session: Session, entry: int, trace: Trace) -> None:
    """Settle an open entry without applying it; it is kept, and who dropped it."""
    settle(session, entry, EntryState.DROPPED, trace)
    add_act(session, entry, Done(Act.DROPPED, *trace))


def _read_again(session: Session, text: str, origin: Origin, desk: Desk) -> list[Arrival] | None:
    """The arrivals of an entry: those of one item or of a whole body; None when it is no JSON."""
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if items := national_items(parsed):
        return [*read_again(session, items, origin, desk.sealer)]
    sender, _ = origin
    whole = parsed.get("updates") if isinstance(parsed, dict) else None
    return [read_item(item, sender) for item in whole] if isinstance(whole, list) else [read_item(parsed, sender)]


def _hand_in(session: Session, arrivals: list[Arrival], desk: Desk, times: tuple[datetime, datetime]) -> list[Result]:
    """Through the one door; `times` are when it came first, and now."""
    came_at, now = times
    results = list(receive(arrivals, session, desk, now).results)
    pairs = zip(arrivals, results, strict=True)
    taken = [one for one, result in pairs if result.outcome is not Outcome.QUARANTINED]
    keep_again(session, taken, came_at, desk.sealer)
    return results


def _came_at(session: Session, entry: int, desk: Desk) -> datetime:
    return get_entry(session, entry, desk.sealer)[0].received_at


def _is_one_item(text: str) -> bool:
    """Whether one item was sent, and not a whole body; one of the national format may tell of two changes."""
    parsed = json.loads(text)
    return isinstance(parsed, dict) and not any(isinstance(parsed.get(name), list) for name in ("updates", "data"))
