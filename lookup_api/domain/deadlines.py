"""Due dates and on-time figures: the one definition that every screen and report uses."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from lookup_api.domain.calendar import WorkCalendar, local_day
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status


class Timeliness(StrEnum):
    """How a dossier stands to its due date. Dates are compared, not clock times."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    WITHIN_TERM = "within_term"
    OVERDUE = "overdue"
    WAITING = "waiting"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    NO_DUE_DATE = "no_due_date"


COLUMNS_OF_THEIR_OWN = {
    Status.SUPPLEMENT_REQUESTED: Timeliness.WAITING,
    Status.PAYMENT_REQUIRED: Timeliness.WAITING,
    Status.STOPPED: Timeliness.STOPPED,
    Status.WITHDRAWN: Timeliness.WITHDRAWN,
    Status.REFUSED: Timeliness.REFUSED,
}


def due_at(dossier: Dossier, calendar: WorkCalendar) -> datetime | None:
    """The due date (ngày hẹn trả, aware UTC) after all pauses: while a supplement or a payment is awaited the clock
    stands still, and on return the date moves by the working time waited. None when no due date was given.

    A sender that moves the date itself is not moved twice: pauses count from the record that first gave the date.
    """
    stated_at, stated = _last_stated_due(dossier)
    if stated is None or stated_at is None:
        return None
    waited = sum(
        (calendar.working_time(start, end) for start, end in _pauses(dossier) if start >= stated_at), timedelta()
    )
    try:
        return calendar.add_working_time(stated, waited) if waited else stated
    except OverflowError:  # a pause of more than ten years was mistyped; nobody waits that long
        return stated


def timeliness(dossier: Dossier, calendar: WorkCalendar, now: datetime) -> Timeliness:
    """How the dossier stands to its due date at `now`. Only for a dossier that `is_known`."""
    return standing_to_due(dossier.status, due_at(dossier, calendar), dossier.completed_at, now)


def standing_to_due(status: Status, due: datetime | None, completed_at: datetime | None, now: datetime) -> Timeliness:
    """Early, on time or late for what is completed; within its term or overdue for what is open; statuses that
    wait or end without a result have names of their own.

    The one definition: store/counting.py says the same in SQL, and a test holds the two together.
    """
    if own := COLUMNS_OF_THEIR_OWN.get(status):
        return own
    if due is None:
        return Timeliness.NO_DUE_DATE
    if completed_at is None:
        return Timeliness.OVERDUE if local_day(now) > local_day(due) else Timeliness.WITHIN_TERM
    done, promised = local_day(completed_at), local_day(due)
    if done == promised:
        return Timeliness.ON_TIME
    return Timeliness.EARLY if done < promised else Timeliness.LATE


def _last_stated_due(dossier: Dossier) -> tuple[datetime | None, datetime | None]:
    stated_at, stated = None, None
    for record in dossier.records:
        if record.due_at is not None and record.due_at != stated:
            stated_at, stated = record.occurred_at, record.due_at
    return stated_at, stated


def _pauses(dossier: Dossier) -> Iterator[tuple[datetime, datetime]]:
    """The ended stretches during which the citizen was awaited."""
    since: datetime | None = None
    for record in dossier.records:
        if record.status.stops_the_clock:
            since = since or record.occurred_at
        elif since is not None:
            yield since, record.occurred_at
            since = None
