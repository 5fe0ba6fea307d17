"""The slip that a kiosk prints after a look-up."""

import pytest

from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible
from lookup_api.domain.wording import Language
from lookup_api.paper.printing import slip_escpos
from lookup_api.paper.roll import Roll
from lookup_api.paper.slip_picture import slip_picture
from tests.lookup_api.paper.sheets import (
    LONG_CODE,
    LONG_NAME,
    LONGEST_CODE,
    NEW_CODE,
    OLD_CODE,
    a_slip,
    read_by_zbar,
    read_by_zxing,
)
from tests.sample_site.escpos_renderer import render


@pytest.mark.parametrize("roll", Roll)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", [NEW_CODE, OLD_CODE, LONG_CODE, LONGEST_CODE])
def test_the_code_is_read_from_the_printed_slip_and_nothing_else(code: str, language: Language, roll: Roll) -> None:
    [paper] = render(slip_escpos(a_slip(code=code, language=language), roll), roll)
    assert read_by_zxing(paper) == read_by_zbar(paper) == {code}


@pytest.mark.parametrize("roll", Roll)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("status", Status)
def test_every_status_can_be_printed_in_every_language(status: Status, language: Language, roll: Roll) -> None:
    assert slip_picture(a_slip(status=status, language=language), roll).width == roll.printable


@pytest.mark.parametrize("language", [Language.EN, Language.KM])
def test_each_language_has_a_slip_of_its_own(language: Language) -> None:
    foreign, vietnamese = (slip_picture(slip, Roll.MM80) for slip in (a_slip(language=language), a_slip()))
    assert foreign.tobytes() != vietnamese.tobytes()


def test_a_slip_without_an_officer_is_shorter_and_not_blank_there() -> None:
    whole, short = (slip_picture(slip, Roll.MM80) for slip in (a_slip(), a_slip(responsible=None)))
    assert short.height < whole.height


@pytest.mark.parametrize("roll", Roll)
def test_very_long_names_are_printed_whole(roll: Roll) -> None:
    who = Responsible(LONG_NAME, LONG_NAME, LONG_NAME, "0276 3841 234")
    long = a_slip(responsible=who, procedure=LONG_NAME, missing=(LONG_NAME, LONG_NAME), fee=75_000, sentence=LONG_NAME)
    assert slip_picture(long, roll).height > slip_picture(a_slip(), roll).height
