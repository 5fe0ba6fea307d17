"""What the kiosk says, and whether it can be read."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime

import pytest

from kiosk.errors import KioskFault
from kiosk.languages.catalogue import Catalogue
from kiosk.languages.shelf import CATALOGUES
from kiosk.saying.telling import day_in_words, due_day, standing
from kiosk.saying.trouble import NUMBERS, trouble_text
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.errors import ChallengeRequired, LookupFailure
from lookup_api.domain.wording import Language
from tests.kiosk.builders import NOON, an_answer

VI, KM, EN = (CATALOGUES[language] for language in (Language.VI, Language.KM, Language.EN))
BLANK = re.compile(r"\{\w+\}")


def kinds_of(base: type[Exception]) -> Iterator[type[Exception]]:
    """A failure and all that are kinds of it."""
    yield base
    for kind in base.__subclasses__():
        yield from kinds_of(kind)


PROBLEMS = sorted(
    {kind.code for base in (LookupFailure, KioskFault) for kind in kinds_of(base)}  # type: ignore[attr-defined]  # each has its code
    - {ChallengeRequired.code}  # only the public is asked a question
)


@pytest.mark.parametrize("language", list(CATALOGUES))
@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_problem_has_a_number_a_title_a_sentence_and_an_instruction(problem: str, language: Language) -> None:
    told = trouble_text(problem, language)
    assert told.number == NUMBERS[problem]
    assert all((told.title, told.sentence, told.clerk))


def test_no_two_problems_share_a_number() -> None:
    assert len(set(NUMBERS.values())) == len(NUMBERS)


def test_an_unknown_problem_is_told_like_a_failed_look_up() -> None:
    assert trouble_text("unheard_of", Language.VI) == trouble_text("lookup_failure", Language.VI)


@pytest.mark.parametrize("words", CATALOGUES.values(), ids=str)
def test_no_text_is_empty(words: Catalogue) -> None:
    assert all(getattr(words, field.name) for field in fields(words))


def test_all_catalogues_speak_of_the_same_problems() -> None:
    assert VI.trouble_titles.keys() == EN.trouble_titles.keys() == KM.trouble_titles.keys()
    assert VI.sentences.keys() == EN.sentences.keys() == KM.sentences.keys()
    assert VI.clerk.keys() == EN.clerk.keys() == KM.clerk.keys() == NUMBERS.keys()


def test_a_sentence_has_the_same_blanks_in_every_language() -> None:
    for field in fields(VI):
        texts = [getattr(words, field.name) for words in CATALOGUES.values()]
        assert len({tuple(sorted(BLANK.findall(str(text)))) for text in texts}) == 1, field.name


def test_days_are_those_of_viet_nam() -> None:
    late_evening = datetime(2026, 1, 15, 18, 30, tzinfo=UTC)
    assert day_in_words(late_evening, VI) == "thứ Sáu, 16/01/2026"
    assert day_in_words(late_evening, EN) == "Friday, 16 Jan 2026"


@pytest.mark.parametrize(
    ("timeliness", "due_in_days", "said"),
    [
        (Timeliness.WITHIN_TERM, 3, "còn 3 ngày"),
        (Timeliness.WITHIN_TERM, 1, "còn 1 ngày, hẹn trả ngày mai"),
        (Timeliness.WITHIN_TERM, 0, "hẹn trả hôm nay"),
        (Timeliness.OVERDUE, -1, "đã quá hẹn 1 ngày"),
        (Timeliness.EARLY, 2, "xong trước hẹn 2 ngày"),
        (Timeliness.LATE, -4, "xong sau hẹn 4 ngày"),
        (Timeliness.ON_TIME, 0, "Xong đúng hạn"),
        (Timeliness.WAITING, 5, "Tạm dừng tính hạn"),
        (Timeliness.REFUSED, 5, ""),
    ],
)
def test_early_and_late_are_said_in_words(timeliness: Timeliness, due_in_days: int, said: str) -> None:
    due = NOON.replace(day=NOON.day + due_in_days)
    done = NOON if timeliness in (Timeliness.EARLY, Timeliness.LATE, Timeliness.ON_TIME) else None
    assert standing(an_answer(timeliness=timeliness, due_at=due, completed_at=done), VI) == said


def test_a_dossier_without_a_due_date_says_so() -> None:
    answer = an_answer(due_at=None, timeliness=Timeliness.NO_DUE_DATE)
    assert (due_day(answer, VI), standing(answer, VI)) == ("Chưa có ngày hẹn", "")
