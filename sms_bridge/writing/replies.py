"""What the bridge answers, one text for each command and each failure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import DossierNotFound, LookupFailure, LookupUnavailable
from lookup_api.domain.wording import Language, failure_sentence
from sms_bridge.commands import Asked, AskHelp, AskStatus, Command, OptOut, Subscribe
from sms_bridge.messages import Outcome, Reply
from sms_bridge.writing.notice_text import NOTHING_WAITS, agreed
from sms_bridge.writing.status_text import code_text, status_line, status_name_of, status_text
from sms_bridge.writing.voice import Voice

MOST_CODES = 3
"""How many dossiers one message is answered about."""
HOW_TO = "Chưa rõ mã hồ sơ. Xin nhắn mã in trên giấy hẹn, ví dụ H53.19-260115-0001. Cần hướng dẫn: nhắn HD."
HELP = "Tra cứu hồ sơ: nhắn mã in trên giấy hẹn, ví dụ H53.19-260115-0001. Muốn được báo tin: DK và mã; thôi: HUY."
TOO_MANY = "Bạn đã nhắn quá nhiều tin. Xin chờ 10 phút rồi nhắn lại."
ONLY_SO_MANY = f"Mỗi tin tối đa {MOST_CODES} mã."
NOT_ALL = "Xin nhắn từng mã một."

LookUp = Callable[[Code], Answer]
"""Looks a code up for a stranger, or raises LookupFailure."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the look-up said of one code."""

    asked: Asked
    answer: Answer | LookupFailure


def reply_to(command: Command, look_up: LookUp, voice: Voice) -> Reply:
    """The reply that `command` deserves, before any limit. A LookupFailure becomes a sentence."""
    match command:
        case AskStatus(codes):
            found = [Found(asked, _answer(asked.code, look_up)) for asked in codes[:MOST_CODES]]
            text = _one(found[0], voice) if len(codes) == 1 else _several(found, len(codes), voice)
            return Reply(_outcome(found), text)
        case AskHelp():
            return Reply(Outcome.HELP, voice.best(_with_hotline(HELP, voice)))
        case Subscribe(None):
            return Reply(Outcome.SUBSCRIBED, voice.best([NOTHING_WAITS]), command)
        case Subscribe(Asked() as asked):
            return _subscribed(command, Found(asked, _answer(asked.code, look_up)), voice)
        case OptOut():
            return Reply(Outcome.OPTED_OUT, None, command)
        case _:
            return Reply(Outcome.NOT_UNDERSTOOD, voice.best(_with_hotline(HOW_TO, voice)))


@cache
def too_many(voice: Voice) -> Reply:
    """What a phone is told, once, when it has reached its limit."""
    return Reply(Outcome.TOO_MANY, voice.best([TOO_MANY]))


def unavailable(voice: Voice) -> str:
    """What a phone is told when nothing could be looked up."""
    return voice.best(_with_hotline(failure_sentence(LookupUnavailable.code, Language.VI), voice))


def _subscribed(command: Subscribe, found: Found, voice: Voice) -> Reply:
    """Who subscribes is told where the dossier stands; to what is not there nobody can."""
    if not isinstance(found.answer, Answer):
        return Reply(_outcome([found]), _one(found, voice))
    said = status_name_of(found.answer.status, voice)
    return Reply(Outcome.SUBSCRIBED, agreed(found.asked, said, voice), command)


def _answer(code: Code, look_up: LookUp) -> Answer | LookupFailure:
    try:
        return look_up(code)
    except LookupFailure as failure:
        return failure


def _outcome(found: Sequence[Found]) -> Outcome:
    """The best of what was found."""
    if any(isinstance(one.answer, Answer) for one in found):
        return Outcome.ANSWERED
    missing = all(isinstance(one.answer, DossierNotFound) for one in found)
    return Outcome.NOT_FOUND if missing else Outcome.UNAVAILABLE


def _one(found: Found, voice: Voice) -> str:
    if isinstance(found.answer, Answer):
        return status_text(found.asked, found.answer, voice)
    sentence = failure_sentence(found.answer.code, Language.VI)
    return voice.best(_with_hotline(f"{code_text(found.asked)}: {sentence}", voice))


def _several(found: Sequence[Found], count: int, voice: Voice) -> str:
    """A line for each of the first dossiers; of those that do not fit it is said that they are left out."""
    lines = [_line(one, voice) for one in found]
    more = [ONLY_SO_MANY] if count > len(found) else []
    return voice.best(_lines(lines, more))


def _lines(lines: list[str], more: list[str]) -> Iterator[str]:
    yield "\n".join([*lines, *more])
    yield "\n".join(lines)
    for count in range(len(lines) - 1, 0, -1):
        yield "\n".join([*lines[:count], NOT_ALL])


def _line(found: Found, voice: Voice) -> str:
    if isinstance(found.answer, Answer):
        return status_line(found.asked, found.answer, voice)
    said = "không tìm thấy" if isinstance(found.answer, DossierNotFound) else "chưa tra cứu được"
    return f"{code_text(found.asked)}: {said}"


def _with_hotline(text: str, voice: Voice) -> Iterator[str]:
    if voice.hotline:
        yield f"{text} Hỏi đáp: {voice.hotline}."
    yield text
