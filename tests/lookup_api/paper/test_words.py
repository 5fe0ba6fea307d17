"""How times, copies and amounts are written."""

from datetime import UTC, datetime

import pytest

from lookup_api.domain.receipt import Paper, ReceiptSecret
from lookup_api.domain.wording import Language
from lookup_api.paper import words

LATE_ON_SUNDAY = datetime(2026, 1, 18, 17, 5, tzinfo=UTC)  # already Monday in Viet Nam


def test_a_moment_is_written_in_viet_nams_time() -> None:
    assert words.in_figures(LATE_ON_SUNDAY) == "00:05 thứ Hai 19/01/2026"
    assert words.in_figures(LATE_ON_SUNDAY, Language.EN) == "00:05 Mon 19/01/2026"
    assert words.in_words(LATE_ON_SUNDAY) == "00 giờ 05 phút, thứ Hai ngày 19 tháng 01 năm 2026"


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (Paper("Đơn", originals=1), "1 bản chính"),
        (Paper("Đơn", originals=1, certified_copies=2, photocopies=3), "1 bản chính, 2 bản sao chứng thực, 3 bản chụp"),
        (Paper("Đơn"), ""),
    ],
)
def test_copies_are_named_by_their_kind(paper: Paper, said: str) -> None:
    assert words.how_many(paper) == said


def test_a_secret_is_printed_in_two_groups_that_can_be_typed_back() -> None:
    secret = ReceiptSecret.parse("7K3M9QXT")
    assert words.spaced(secret) == "7K3M 9QXT"
    assert ReceiptSecret.parse(words.spaced(secret)) == secret


def test_an_amount_has_the_separators_of_its_language() -> None:
    assert words.amount(1_250_000, Language.VI) == "1.250.000 đồng"
    assert words.amount(1_250_000, Language.KM) == "1.250.000 ដុង"
    assert words.amount(1_250_000, Language.EN) == "1,250,000 đồng"
