"""The printed receipt: what came out of the printer can be read back by every decoder, on both papers."""

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
from PIL import Image, ImageChops

from lookup_api.paper.printing import receipt_escpos
from lookup_api.paper.receipt_picture import receipt_picture
from lookup_api.paper.roll import Roll
from tests.lookup_api.paper.sheets import (
    LOCAL_CODE,
    LONG_CODE,
    LONG_NAME,
    LONGEST_CODE,
    NEW_CODE,
    OLD_CODE,
    a_receipt,
    read_by_zbar,
    read_by_zxing,
)
from tests.sample_site.escpos_renderer import render

both_rolls = pytest.mark.parametrize("roll", Roll)


@both_rolls
@pytest.mark.parametrize("code", [NEW_CODE, OLD_CODE, LONG_CODE, LONGEST_CODE, LOCAL_CODE])
@pytest.mark.parametrize("read", [read_by_zxing, read_by_zbar])
def test_the_code_and_the_qr_are_read_from_the_printed_paper(
    read: Callable[[Image.Image], set[str]], code: str, roll: Roll
) -> None:
    receipt = a_receipt(code=code)
    [paper] = render(receipt_escpos(receipt, roll), roll)
    assert read(paper) == {code, receipt.qr_text}


@both_rolls
def test_a_local_code_that_no_barcode_can_carry_still_has_its_qr(roll: Roll) -> None:
    receipt = a_receipt(code="123/ĐKKD-2014")
    [paper] = render(receipt_escpos(receipt, roll), roll)
    assert read_by_zxing(paper) == {receipt.qr_text}


@both_rolls
def test_the_paper_shows_the_picture_dot_by_dot_between_its_margins(roll: Roll) -> None:
    receipt = a_receipt()
    [paper] = render(receipt_escpos(receipt, roll), roll)
    picture = receipt_picture(receipt, roll).convert("L")
    left = (roll.paper - roll.printable) // 2
    printed = paper.crop((left, 0, left + picture.width, picture.height))
    assert ImageChops.difference(printed, picture).getbbox() is None


@both_rolls
@pytest.mark.parametrize("long", [LONG_NAME, "Supercalifragilistic" * 6, ""])
def test_names_of_any_length_stay_within_the_line(long: str, roll: Roll) -> None:
    picture = receipt_picture(a_receipt(agency=long, unit=long, applicant_name=long, request=long, clerk=long), roll)
    ink = ~np.asarray(picture)
    assert picture.width == roll.printable
    assert not ink[:, :2].any()
    assert not ink[:, -2:].any()


@both_rolls
def test_a_longer_name_makes_a_longer_paper_instead_of_being_cut(roll: Roll) -> None:
    usual, longer = (receipt_picture(a_receipt(applicant_name=name), roll) for name in ("Lê An", LONG_NAME))
    assert longer.height > usual.height


def test_a_receipt_says_when_it_replaces_another_and_when_nothing_is_promised() -> None:
    plain = receipt_picture(a_receipt(), Roll.MM80)
    replaced = receipt_picture(a_receipt(replaces=datetime(2026, 1, 15, 1, 0, tzinfo=UTC)), Roll.MM80)
    unpromised = receipt_picture(a_receipt(due_at=None), Roll.MM80)
    assert replaced.height > plain.height
    assert unpromised.tobytes() != plain.tobytes()


def test_the_same_receipt_is_printed_the_same_twice() -> None:
    assert receipt_escpos(a_receipt(), Roll.MM80) == receipt_escpos(a_receipt(), Roll.MM80)


def test_a_job_starts_the_printer_anew_and_ends_with_a_cut() -> None:
    job = receipt_escpos(a_receipt(), Roll.MM80)
    assert job.startswith(b"\x1b@\x1dv0")
    assert job.endswith(b"\x1dV\x00")
