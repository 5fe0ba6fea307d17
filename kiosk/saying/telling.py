"""An answer in words, as the result screen says it: dates in Viet Nam's time, days counted by the calendar."""

import re
from collections.abc import Iterator
from datetime import datetime
from string import Formatter

from kiosk.languages.catalogue import Catalogue
from kiosk.languages.sentences import SENTENCES
from lookup_api.contract import Answer
from lookup_api.domain.calendar import VIETNAM, local_day
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.status import Status
from lookup_api.domain.wording import timeliness_name
from lookup_api.paper.words import amount

ENDED_WITHOUT_RESULT = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.STOPPED})
NOT_KEPT = frozenset({Timeliness.OVERDUE, Timeliness.LATE})
AHEAD = frozenset({Timeliness.WITHIN_TERM, Timeliness.EARLY})
LAST_STOPS = re.compile(r"[\s.]*\.$")  # a name that is cut short ends with a full stop too


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
    days = _days_to_due(answer, answer.due_at)
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


def sentence(answer: Answer, words: Catalogue) -> str:
    """Where the dossier is and who has it, when the result is promised and how that stands: what is said first.

    `Hồ sơ đang ở Phòng Tư pháp, cán bộ Nguyễn Thị B. đang giải quyết. Hẹn trả: thứ Sáu 16/01, còn 3 ngày.`
    """
    return " ".join(filter(None, (where(answer, words), promise(answer, words))))


def where(answer: Answer, words: Catalogue) -> str:
    """Where the dossier is, who has it, what is awaited: one sentence."""
    blanks = _blanks(answer, words)
    forms = SENTENCES[words.language].statuses[answer.status]
    told = next(form for form in forms if all(blanks[name] for name in _names(form)))
    return _ended(told.format(**blanks))


def promise(answer: Answer, words: Catalogue) -> str:
    """When the result is or was promised, and whether that is kept; "" where nothing is promised any more."""
    texts, status = SENTENCES[words.language], answer.status
    if status in ENDED_WITHOUT_RESULT:
        return ""
    if answer.due_at is None:
        never = "" if status.is_completed or status.stops_the_clock else texts.no_due
        return texts.no_due_yet if status is Status.NEWLY_REGISTERED else never
    if status.stops_the_clock:
        return texts.waiting
    days = _days_to_due(answer, answer.due_at)
    forms = {0: texts.due_today, 1: texts.due_tomorrow} if answer.timeliness is Timeliness.WITHIN_TERM else {}
    said = forms.get(days, texts.due).format(day=_promised_day(answer, words), standing=_kept(answer, days, words))
    return f"{said} {texts.sorry}" if answer.timeliness in NOT_KEPT else said


def officer_named(name: str, words: Catalogue) -> str:
    """`cán bộ Nguyễn Thị B.`: with respect, and without guessing; a title that stands there already stays."""
    texts, tidy = SENTENCES[words.language], " ".join(name.split())
    is_titled = tidy.lower().startswith(tuple(f"{title} " for title in texts.titles))
    return tidy if is_titled or not tidy else texts.officer.format(name=tidy)


def _blanks(answer: Answer, words: Catalogue) -> dict[str, str]:
    """What can be filled into a form; "" for what is not known."""
    who = answer.responsible
    place = next(filter(str.strip, (who.unit, who.agency)), "") if who else ""
    return {
        "place": " ".join(place.split()),
        "officer": officer_named(who.officer, words) if who else "",
        "papers": str(len(answer.missing)) if answer.missing else "",
        "fee": amount(answer.fee, words.language) if answer.fee else "",
    }


def _names(form: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(form) if name)


def _ended(text: str) -> str:
    """One full stop at the end."""
    return LAST_STOPS.sub(".", text)


def _promised_day(answer: Answer, words: Catalogue) -> str:
    """`thứ Sáu 16/01`, with the year where it is another one than now."""
    assert answer.due_at
    due, now, texts = answer.due_at.astimezone(VIETNAM), local_day(answer.as_of), SENTENCES[words.language]
    form = texts.day_form if due.year == now.year else texts.day_with_year_form
    return f"{words.weekdays[due.weekday()]} {due.strftime(form)}"


def _days_to_due(answer: Answer, due_at: datetime) -> int:
    """From what is measured (the day of the result, or today) to the due day; below 0 when that is past."""
    return (local_day(due_at) - local_day(answer.completed_at or answer.as_of)).days


def _kept(answer: Answer, days: int, words: Catalogue) -> str:
    """How the promise stands, in days where they say something."""
    timeliness = answer.timeliness
    says_days = days > 0 if timeliness in AHEAD else days < 0 and timeliness in NOT_KEPT
    texts = SENTENCES[words.language]
    return standing(answer, words) if says_days else texts.uncounted.get(timeliness, texts.on_time)
