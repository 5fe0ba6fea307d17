"""A printed page is read back from the paper."""

import random
from datetime import UTC, datetime

import pytest

from kiosk.hardware.print_back import a_test_page, is_read_back
from kiosk.question import Grammar
from lookup_api.paper.printing import document_escpos
from lookup_api.paper.roll import Roll
from tests.lookup_api.paper.sheets import read_by_zbar, read_by_zxing
from tests.sample_site.escpos_renderer import render

NIGHT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # already the 25th in Viet Nam
PAGE = a_test_page("Ki-ốt 02", NIGHT, random.Random(7))


@pytest.mark.parametrize("roll", Roll)
def test_the_printed_mark_is_read_as_bars_and_as_qr(roll: Roll) -> None:
    [paper] = render(document_escpos(PAGE, roll), roll)
    assert read_by_zxing(paper) == {PAGE.mark}
    bars, qr = paper.crop((0, 0, paper.width, 300)), paper.crop((0, 300, paper.width, paper.height))
    assert read_by_zbar(bars) == read_by_zbar(qr) == {PAGE.mark}


def test_the_mark_is_read_like_a_code_and_is_new_each_time() -> None:
    question = Grammar().read_scanned(PAGE.mark)
    assert question
    assert question.code.printed == PAGE.mark
    assert PAGE.mark.startswith("Z00-261125-")
    assert a_test_page("Ki-ốt 02", NIGHT, random.Random(8)).mark != PAGE.mark


def test_only_the_very_mark_counts() -> None:
    assert is_read_back(PAGE, f"{PAGE.mark}\n")
    assert not is_read_back(PAGE, "H53.19-261116-0042")
    assert not is_read_back(PAGE, "")
