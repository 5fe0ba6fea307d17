"""The slip that a kiosk prints after a look-up."""

from collections.abc import Callable

import pytest
from PIL import Image

from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from lookup_api.paper.printing import slip_escpos
from lookup_api.paper.roll import Roll
from lookup_api.paper.slip_picture import slip_picture
from tests.lookup_api.paper.sheets import LONG_CODE, NEW_CODE, OLD_CODE, a_slip, read_by_zbar, read_by_zxing
from tests.sample_site.escpos_renderer import render


@pytest.mark.parametrize("roll", Roll)
@pytest.mark.parametrize("code", [NEW_CODE, OLD_CODE, LONG_CODE])
@pytest.mark.parametrize("read", [read_by_zxing, read_by_zbar])
def test_the_code_is_read_from_the_printed_slip_and_nothing_else(
    read: Callable[[Image.Image], set[str]], code: str, roll: Roll
) -> None:
    [paper] = render(slip_escpos(a_slip(code=code), roll), roll)
    assert read(paper) == {code}


@pytest.mark.parametrize("roll", Roll)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("status", Status)
def test_every_status_can_be_printed_in_every_language(status: Status, language: Language, roll: Roll) -> None:
    assert slip_picture(a_slip(status=status, language=language), roll).width == roll.printable


def test_a_slip_without_an_officer_is_shorter_and_not_blank_there() -> None:
    whole, short = (slip_picture(slip, Roll.MM80) for slip in (a_slip(), a_slip(responsible=None)))
    assert short.height < whole.height
