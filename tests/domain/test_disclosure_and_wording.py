"""Who may read the applicant's name, and that every status and failure has its words in every language."""

from collections.abc import Iterator

import pytest

from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.disclosure import Applicant, Tier, mask_name, name_for
from lookup_api.domain.errors import LookupFailure
from lookup_api.domain.status import Status
from lookup_api.domain.wording import (
    FAILURES,
    SMS_STATUS,
    Language,
    status_name,
    status_sentence,
    timeliness_name,
    what_to_do,
    without_accents,
)
from lookup_api.errors import DeviceRefused

WHO = Applicant(name="Nguyễn Văn An", identity_number="072123456789", phone="0912345678")


def test_a_stranger_is_told_no_name_a_holder_a_masked_one_and_a_clerk_the_whole() -> None:
    assert [name_for(tier, WHO) for tier in Tier] == [None, "Nguyễn V. A.", "Nguyễn Văn An"]


@pytest.mark.parametrize(
    ("name", "masked"), [("Trần Thị Ngọc Ánh", "Trần T. N. Á."), ("An", "A."), ("", ""), ("  Lê   Bình ", "Lê B.")]
)
def test_a_masked_name_keeps_the_family_name_and_initials(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_an_applicant_never_shows_in_a_representation() -> None:
    assert "An" not in repr(WHO)


def _subclasses(of: type[LookupFailure]) -> Iterator[type[LookupFailure]]:
    yield of
    for one in of.__subclasses__():
        yield from _subclasses(one)


@pytest.mark.parametrize("language", Language)
def test_every_failure_that_a_citizen_may_meet_has_its_sentence(language: Language) -> None:
    assert DeviceRefused in _subclasses(LookupFailure)
    assert {failure.code for failure in _subclasses(LookupFailure)} == {*FAILURES[language]}


@pytest.mark.parametrize("language", Language)
def test_every_status_and_standing_has_its_words(language: Language) -> None:
    for status in Status:
        assert all(say(status, language) for say in (status_name, status_sentence, what_to_do))
    assert all(timeliness_name(one, language) for one in Timeliness)


def test_the_words_of_a_text_message_are_plain_ascii() -> None:
    assert all(SMS_STATUS[status].isascii() for status in Status)
    assert without_accents("Đã tiếp nhận: Phòng Tài nguyên") == "Da tiep nhan: Phong Tai nguyen"
