"""What is written to a number that wants to be told of a dossier: a question first, then news. Never of the applicant.

In Vietnamese without accents, or in English; a text message has no room for Khmer, whose readers get Vietnamese.
"""

from collections.abc import Iterator, Sequence

from lookup_api.contract import Answer
from lookup_api.domain.calendar import local_day
from lookup_api.domain.codes import parse_code
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.wording import Language, status_sentence, what_to_do
from sms_bridge.commands import Asked
from sms_bridge.writing.status_text import code_text, status_text
from sms_bridge.writing.voice import Voice

STOPPED = "Đã thôi báo tin cho số này."
NOTHING_WAITS = "Xin nhắn DK và mã hồ sơ in trên giấy hẹn, ví dụ DK H53.19-260115-0001."


def invitation(code: str, language: Language, voice: Voice) -> str:
    """The question whether a number wants to be told of the dossier."""
    return voice.best(_invitations_in_english(code) if language is Language.EN else _invitations(code))


def news(code: str, answer: Answer, language: Language, voice: Voice) -> str:
    """Where the dossier stands now; of a late one with an apology."""
    if language is Language.EN:
        return voice.best(_news_in_english(code, answer))
    return status_text(Asked(parse_code(code)), answer, voice)


def agreed(asked: Asked, said: str, voice: Voice) -> str:
    """That the number will be told; `said` is where the dossier stands, in a few words."""
    head = code_text(asked)
    promise = "Sẽ báo tin khi hồ sơ thay đổi"
    return voice.best([f"{head}: {said}. {promise}. Thôi nhận: nhắn HUY.", f"{head}: {promise}. Thôi: HUY."])


def over(asked: Asked, said: str, voice: Voice) -> str:
    """That there is nothing more to tell of a dossier, which stands as `said`."""
    head = f"{code_text(asked)}: {said}."
    return voice.best([f"{head} Hồ sơ đã kết thúc, không còn tin để báo.", head])


def which_one(codes: Sequence[str], voice: Voice) -> str:
    """That several dossiers wait for the number's word, the newest first."""
    example = f"Xin nhắn DK và mã, ví dụ DK {codes[0]}."
    return voice.best([f"Có {len(codes)} hồ sơ chờ bạn đồng ý. {example}", example])


def ended_one(asked: Asked, was_there: bool, voice: Voice) -> str:
    """That the number is told no more of this dossier, or never was."""
    head = code_text(asked)
    return voice.best([f"{head}: đã thôi báo tin." if was_there else f"{head}: số này không có yêu cầu báo tin."])


def _invitations(code: str) -> Iterator[str]:
    asked = f"Bạn vừa yêu cầu báo tin cho hồ sơ {code}."
    whole = f"{asked} Trả lời DK {code} để đồng ý; HUY để thôi."
    yield f"{whole} Không phải bạn: xin bỏ qua."
    yield whole
    yield f"{asked} Trả lời DK để đồng ý; HUY để thôi."


def _invitations_in_english(code: str) -> Iterator[str]:
    asked = f"You asked for news of dossier {code}."
    whole = f"{asked} Reply DK {code} to agree, HUY to stop."
    yield f"{whole} Not you? Please ignore this."
    yield whole
    yield f"{asked} Reply DK to agree, HUY to stop."


def _news_in_english(code: str, answer: Answer) -> Iterator[str]:
    status, due = answer.status, answer.due_at
    said = f"{code}: {status_sentence(status, Language.EN)}"
    if answer.timeliness is Timeliness.OVERDUE and due:
        yield f"{said} It was due on {local_day(due):%d/%m/%Y}: we are late, and sorry."
    yield f"{said} {what_to_do(status, Language.EN)}"
    yield said
