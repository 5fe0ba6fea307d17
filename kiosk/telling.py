"""An answer in words, as the result screen says it: dates in Viet Nam's time, days counted by the calendar."""

from datetime import datetime

from kiosk.languages.catalogue import Catalogue
from lookup_api.contract import Answer
from lookup_api.domain.calendar import VIETNAM, local_day
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.wording import timeliness_name


def day_in_words(at: datetime, words: Catalogue) -> str:
    """`thứ Sáu, 16/01/2026`."""
    return f"{words.weekdays[local_day(at).weekday()]}, {short_day(at, words)}"


def short_day(at: datetime, words: Catalogue) -> str:
    """`16/01/2026`."""
    return at.astimezone(VIETNAM).strftime(words.date_form)


def moment_in_words(at: datetime, words: Catalogue) -> str:
    """`16/01/2026 10:42`."""
    parts = parts_of(at, words)
    return f"{parts['date']} {parts['time']}"


def parts_of(at: datetime, words: Catalogue) -> dict[str, str]:
    """`time` and `date` of a moment, to be filled into a sentence."""
    local = at.astimezone(VIETNAM)
    return {"time": f"{local:%H:%M}", "date": short_day(at, words)}


def due_day(answer: Answer, words: Catalogue) -> str:
    """The due date, or that there is none."""
    return day_in_words(answer.due_at, words) if answer.due_at else words.no_due


def standing(answer: Answer, words: Catalogue) -> str:
    """How far the due date is away, or by how much it was beaten or missed; "" where that would say nothing."""
    if answer.due_at is None:
        return ""
    measured_at = answer.completed_at or answer.as_of
    days = (local_day(answer.due_at) - local_day(measured_at)).days
    texts = {
        Timeliness.WITHIN_TERM: _days_left(days, words),
        Timeliness.OVERDUE: _counted(-days, words.day_overdue, words.days_overdue),
        Timeliness.EARLY: _counted(days, words.day_early, words.days_early),
        Timeliness.LATE: _counted(-days, words.day_late, words.days_late),
        Timeliness.ON_TIME: timeliness_name(Timeliness.ON_TIME, words.language),
        Timeliness.WAITING: timeliness_name(Timeliness.WAITING, words.language),
    }
    return texts.get(answer.timeliness, "")  # refused, withdrawn, stopped: the status has said it


def _days_left(days: int, words: Catalogue) -> str:
    special = {0: words.due_today, 1: words.due_tomorrow}
    return special.get(days) or words.days_left.format(days=days)


def _counted(days: int, one: str, many: str) -> str:
    return one if days == 1 else many.format(days=days)
