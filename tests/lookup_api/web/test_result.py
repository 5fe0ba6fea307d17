"""What the page says of the due date, in the reader's language."""

import re
from datetime import timedelta
from typing import Any

import pytest

from lookup_api.contract import Answer, answer_for
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from lookup_api.web.pages.result import STATUS_TONES, Tone, due_in_words, result_of
from lookup_api.web.pages.texts import texts_in
from lookup_api.web.pages.words import day_in_words
from tests.builders import NOW, a_dossier, a_moment, a_record

OPEN, DONE = Status.PROCESSING, Status.FINISHED


def an_answer(**stated: Any) -> Answer:
    return answer_for(Tier.STRANGER, a_dossier(a_record(**stated)), WorkCalendar(), NOW)


@pytest.mark.parametrize(
    ("stated", "vietnamese", "english"),
    [
        ({"status": OPEN, "due_at": NOW + timedelta(days=3)}, "Còn 3 ngày", "3 days left"),
        ({"status": OPEN, "due_at": NOW + timedelta(days=1)}, "Còn 1 ngày", "1 day left"),
        ({"status": OPEN, "due_at": NOW - timedelta(hours=2)}, "Hẹn hôm nay", "Due today"),
        ({"status": OPEN, "due_at": a_moment(days=3)}, "Đã quá hạn 3 ngày", "3 days overdue"),
        ({"status": DONE, "due_at": NOW + timedelta(days=1)}, "Xong trước hạn 2 ngày", "Finished 2 days early"),
        ({"status": DONE, "due_at": a_moment(days=1)}, "Xong đúng hạn", "Finished on time"),
        ({"status": DONE, "due_at": a_moment(days=3)}, "Xong muộn 2 ngày", "Finished 2 days late"),
        ({"status": Status.PAYMENT_REQUIRED}, "Tạm dừng tính hạn", "The clock stands still"),
        ({"status": OPEN, "due_at": None}, "Hồ sơ này không hẹn ngày trả", "This dossier has no due date"),
    ],
)
def test_the_due_date_is_told_in_words(stated: dict[str, Any], vietnamese: str, english: str) -> None:
    remarks = [due_in_words(an_answer(**stated), language, NOW) for language in (Language.VI, Language.EN)]
    assert [due and due.remark for due in remarks] == [vietnamese, english]


@pytest.mark.parametrize("status", [Status.REFUSED, Status.WITHDRAWN, Status.STOPPED])
def test_a_dossier_that_ended_without_a_result_is_no_longer_due(status: Status) -> None:
    assert due_in_words(an_answer(status=status), Language.VI, NOW) is None


def test_a_dossier_that_is_overdue_looks_it() -> None:
    answer = an_answer(status=OPEN, due_at=a_moment(days=3))
    assert result_of(answer, Language.VI, NOW).tone is Tone.LATE


def test_the_newest_step_comes_first() -> None:
    answer = answer_for(
        Tier.STRANGER,
        a_dossier(a_record(status=DONE), a_record(status=OPEN, occurred_at=a_moment(days=9))),
        WorkCalendar(),
        NOW,
    )
    assert [step.status for step in result_of(answer, Language.VI, NOW).steps] == [DONE, OPEN]


def test_a_day_is_the_day_in_viet_nam() -> None:
    late_in_the_evening_utc = NOW.replace(hour=18)
    assert day_in_words(late_in_the_evening_utc, Language.VI) == "thứ Tư, 25/11/2026"
    assert day_in_words(late_in_the_evening_utc, Language.KM) == "ថ្ងៃពុធ, 25/11/2026"


def test_every_status_has_a_tone() -> None:
    assert set(STATUS_TONES) == set(Status)


@pytest.mark.parametrize("language", [Language.KM, Language.EN])
def test_every_catalogue_says_the_same_things_with_the_same_gaps(language: Language) -> None:
    vietnamese, other = texts_in(Language.VI), texts_in(language)
    assert vietnamese.keys() == other.keys()
    for name, text in vietnamese.items():
        assert gaps(text) == gaps(other[name]), name


def test_what_khmer_readers_are_told_is_in_khmer_letters() -> None:
    latin_only = {name for name, text in texts_in(Language.KM).items() if not re.search("[\u1780-\u17ff]", text)}
    assert latin_only <= {"product"}


def gaps(text: str) -> set[str]:
    return {part.split("}")[0] for part in text.split("{")[1:]}
