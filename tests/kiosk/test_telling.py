"""The status as a sentence: where, who, until when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.languages.catalogue import Catalogue
from kiosk.languages.sentences import SENTENCES
from kiosk.languages.shelf import CATALOGUES
from kiosk.saying.telling import officer_named, sentence
from lookup_api.contract import Answer, ResponsibleAnswer
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from tests.kiosk.builders import NOON, an_answer

VI, KM, EN = (CATALOGUES[language] for language in (Language.VI, Language.KM, Language.EN))
DAYS = st.integers(-400, 400).map(lambda days: NOON + timedelta(days=days))
NAMES = st.sampled_from(["", " ", "Nguyễn Thị B.", "Ông  Trần Văn Út ", "Phòng Tư pháp", "P. TN&MT.", "Tổ {một} cửa…"])
PEOPLE = st.builds(ResponsibleAnswer, officer=NAMES, unit=NAMES, agency=NAMES, phone=NAMES)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Any combination of fields, also those that no centre sends together."""
    return an_answer(
        status=draw(st.sampled_from(Status)),
        timeliness=draw(st.sampled_from(Timeliness)),
        responsible=draw(st.none() | PEOPLE),
        due_at=draw(st.none() | DAYS),
        completed_at=draw(st.none() | DAYS),
        missing=draw(st.sampled_from([(), ("Bản vẽ",), ("Bản vẽ", "Đơn")])),
        fee=draw(st.sampled_from([None, 0, 75_000])),
    )


def a_person(**stated: str) -> ResponsibleAnswer:
    """Somebody of whom only this much is known."""
    return ResponsibleAnswer(**({"officer": "", "unit": "", "agency": "", "phone": ""} | stated))


def told(words: Catalogue = VI, **stated: Any) -> str:
    """The sentence about a dossier that is due on Friday the 16th of January, told on the 13th."""
    known = a_person(officer="Nguyễn Thị B.", unit="Phòng Tài nguyên và Môi trường", agency="UBND huyện")
    usual = {"responsible": known, "due_at": on(16), "as_of": on(13)}
    return sentence(an_answer(**(usual | stated)), words)


def on(day: int, year: int = 2026) -> datetime:
    """Noon of a day in January."""
    return datetime(year, 1, day, 5, tzinfo=UTC)


def test_the_status_is_one_sentence_and_the_promise_the_next() -> None:
    assert told() == (
        "Hồ sơ đang ở Phòng Tài nguyên và Môi trường, cán bộ Nguyễn Thị B. đang giải quyết."
        " Hẹn trả: thứ Sáu 16/01, còn 3 ngày."
    )
    assert told(EN) == (
        "Your dossier is at Phòng Tài nguyên và Môi trường; officer Nguyễn Thị B. is handling it."
        " Result due: Friday 16 January, 3 days left."
    )
    assert told(KM) == (
        "សំណុំឯកសារកំពុងនៅ Phòng Tài nguyên và Môi trường ហើយ មន្ត្រី Nguyễn Thị B. កំពុងដោះស្រាយ។"
        " ថ្ងៃណាត់៖ ថ្ងៃសុក្រ 16/01 នៅសល់ 3 ថ្ងៃ។"
    )


@pytest.mark.parametrize(
    ("who", "where"),
    [
        (None, "Hồ sơ đang được giải quyết."),
        (a_person(officer="Lê Văn C"), "Hồ sơ đang được cán bộ Lê Văn C giải quyết."),
        (a_person(agency="UBND xã Tân Hòa"), "Hồ sơ đang ở UBND xã Tân Hòa và đang được giải quyết."),
        (a_person(unit=" ", agency="Sở Tư pháp", officer="A"), "Hồ sơ đang ở Sở Tư pháp, cán bộ A đang giải quyết."),
    ],
)
def test_what_is_not_known_leaves_no_hole(who: ResponsibleAnswer | None, where: str) -> None:
    assert told(responsible=who).startswith(where)


@pytest.mark.parametrize(
    ("stated", "ends"),
    [
        ({"as_of": on(16)}, "Hẹn trả: hôm nay, thứ Sáu 16/01."),
        ({"as_of": on(15)}, "Hẹn trả: ngày mai, thứ Sáu 16/01."),
        ({"as_of": on(30, 2025)}, "Hẹn trả: thứ Sáu 16/01/2026, còn 351 ngày."),
        (
            {"as_of": on(20), "timeliness": Timeliness.OVERDUE},
            "đã quá hẹn 4 ngày. Chúng tôi xin lỗi bạn vì sự chậm trễ này.",
        ),
        (
            {"completed_at": on(17), "timeliness": Timeliness.LATE, "status": Status.FINISHED},
            "xong sau hẹn 1 ngày. Chúng tôi xin lỗi bạn vì sự chậm trễ này.",
        ),
        ({"completed_at": on(14), "timeliness": Timeliness.EARLY, "status": Status.RETURNED}, "xong trước hẹn 2 ngày."),
        ({"completed_at": on(16), "timeliness": Timeliness.ON_TIME, "status": Status.RETURNED}, "xong đúng hẹn."),
        ({"status": Status.PAYMENT_REQUIRED, "timeliness": Timeliness.WAITING}, "chờ bạn, thời hạn tạm dừng."),
        ({"due_at": None, "status": Status.NEWLY_REGISTERED}, "Chưa có ngày hẹn trả."),
        ({"status": Status.WITHDRAWN, "timeliness": Timeliness.WITHDRAWN}, "Hồ sơ đã được rút theo yêu cầu."),
    ],
)
def test_the_promise_is_told_honestly(stated: dict[str, Any], ends: str) -> None:
    assert told(**stated).endswith(ends)


def test_what_is_awaited_is_named() -> None:
    supplement = told(status=Status.SUPPLEMENT_REQUESTED, missing=("Bản vẽ", "Đơn"), responsible=None)
    assert supplement.startswith("Hồ sơ đang chờ bạn bổ sung 2 giấy tờ.")
    payment = told(status=Status.PAYMENT_REQUIRED, fee=75_000, responsible=None)
    assert payment.startswith("Hồ sơ đang chờ bạn nộp 75.000 đồng.")


def test_a_title_that_stands_before_the_name_stays() -> None:
    assert officer_named("Bà Nguyễn Thị B.", VI) == "Bà Nguyễn Thị B."
    assert officer_named("Bành Văn C", VI) == "cán bộ Bành Văn C"


@pytest.mark.parametrize("words", CATALOGUES.values(), ids=CATALOGUES)
@given(answer=answers())
def test_whatever_is_known_the_sentence_is_whole(words: Catalogue, answer: Answer) -> None:
    text = sentence(answer, words)
    assert text.endswith("។" if words is KM else ".")
    assert text == " ".join(text.split())
    assert not [sign for sign in ("None", "()", "..", " ,", " .", ", .") if sign in text]
    assert not [name for name in ("{place}", "{officer}", "{day}", "{standing}") if name in text]


def test_every_language_has_a_form_without_blanks_for_every_status() -> None:
    for texts in SENTENCES.values():
        assert texts.statuses.keys() == set(Status)
        assert not [forms[-1] for forms in texts.statuses.values() if "{" in forms[-1]]
