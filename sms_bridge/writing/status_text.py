"""Where one dossier stands, as a text message: code, status and what is awaited, due date, who is responsible.

Only from what a stranger may know: whoever texts a code has shown nothing but the code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from lookup_api.contract import Answer
from lookup_api.domain.calendar import local_day
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.status import Status
from lookup_api.domain.wording import SMS_STATUS, Language, status_name
from sms_bridge.commands import Asked
from sms_bridge.writing.shortening import KINDS, SUBJECTS, abbreviated, cut_fairly, initials
from sms_bridge.writing.voice import Voice

RESPONSIBLE = "Phụ trách: "
DUE_REMARKS = {
    Timeliness.OVERDUE: ", đã trễ, xin lỗi bạn",
    Timeliness.WAITING: ", đang tạm dừng",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reply says, in the order in which it is needed. `awaited` are the papers or the fee; `officer` and
    `offices` (unit and agency) are who is responsible; `was_due` is the due date of what is closed.
    """

    head: str
    awaited: str
    due: str
    officer: str
    offices: tuple[str, ...]
    was_due: str

    def text(self, label: str = "", tail: str = "") -> str:
        """The facts as sentences."""
        head = ": ".join(filter(None, (self.head, self.awaited)))
        who = ", ".join(filter(None, (self.officer, *self.offices)))
        said = (head, self.due, who and label + who, self.was_due, tail)
        return ". ".join(filter(None, said)) + "."

    def cut(self, room: int) -> "Facts":
        """With `room` signs for the names and for what is awaited together."""
        awaited, officer, *offices = cut_fairly((self.awaited, self.officer, *self.offices), room)
        return replace(self, awaited=awaited, officer=officer, offices=tuple(offices))


def status_text(asked: Asked, answer: Answer, voice: Voice) -> str:
    """The reply about one dossier, as full as it can be in the parts that are allowed."""
    return voice.best(_variants(_facts(asked, answer, voice), voice))


def status_line(asked: Asked, answer: Answer, voice: Voice) -> str:
    """One dossier of several, in a line."""
    due = f", hẹn {_day(answer.due_at)}" if answer.due_at else ""
    return f"{code_text(asked)}: {status_name_of(answer.status, voice)}{due}"


def code_text(asked: Asked) -> str:
    """The code that was looked up; when it is not the one that was written, that is said."""
    return f"Hiểu là {asked.code.printed}" if asked.corrected else asked.code.printed


def _variants(facts: Facts, voice: Voice) -> Iterator[str]:
    """From the fullest to the shortest."""
    if voice.hotline:
        yield facts.text(RESPONSIBLE, f"Hỏi đáp: {voice.hotline}")
    yield facts.text(RESPONSIBLE)
    yield facts.text()
    short = _with_short_offices(facts, KINDS)
    yield short.text()
    short = _with_short_offices(replace(facts, was_due=""), {**SUBJECTS, **KINDS})
    yield short.text()
    short = replace(short, officer=initials(facts.officer))
    yield short.text()
    room = voice.most(len(short.text()), lambda room: short.cut(room).text())
    yield short.cut(room).text()
    yield replace(short.cut(0), due="").text()


def _with_short_offices(facts: Facts, forms: Mapping[str, str]) -> Facts:
    return replace(facts, offices=tuple(abbreviated(office, forms) for office in facts.offices))


def _facts(asked: Asked, answer: Answer, voice: Voice) -> Facts:
    who, due = answer.responsible, _due(answer)
    return Facts(
        head=f"{code_text(asked)}: {status_name_of(answer.status, voice)}",
        awaited=_awaited(answer),
        due="" if answer.status.is_closed else due,
        officer=who.officer if who else "",
        offices=(who.unit, who.agency) if who else (),
        was_due=due if answer.status.is_closed else "",
    )


def status_name_of(status: Status, voice: Voice) -> str:
    """The status in a few words."""
    if not voice.accents:
        return SMS_STATUS[status]
    name = status_name(status, Language.VI)
    return name[:1].lower() + name[1:]


def _awaited(answer: Answer) -> str:
    if answer.status is Status.PAYMENT_REQUIRED and answer.fee:
        return f"{answer.fee:,}đ".replace(",", ".")
    return "; ".join(answer.missing)


def _due(answer: Answer) -> str:
    if answer.due_at is None:
        return ""
    return f"Hẹn trả {_day(answer.due_at)}{DUE_REMARKS.get(answer.timeliness, '')}"


def _day(at: datetime) -> str:
    return f"{local_day(at):%d/%m/%Y}"
