"""The sheet that says what a procedure asks for."""

import pytest

from lookup_api.domain.receipt import Paper
from lookup_api.domain.wording import Language
from lookup_api.paper.printing import document_escpos, document_picture
from lookup_api.paper.roll import Roll
from tests.lookup_api.paper.sheets import LONG_NAME, a_procedure_sheet
from tests.sample_site.escpos_renderer import render


@pytest.mark.parametrize("roll", Roll)
@pytest.mark.parametrize("language", Language)
def test_a_sheet_comes_out_in_one_piece_in_every_language(language: Language, roll: Roll) -> None:
    [paper] = render(document_escpos(a_procedure_sheet(language), roll), roll)
    assert paper.height >= document_picture(a_procedure_sheet(language), roll).height


@pytest.mark.parametrize("roll", Roll)
def test_a_procedure_of_many_long_papers_is_printed_whole(roll: Roll) -> None:
    many = a_procedure_sheet(papers=tuple(Paper(LONG_NAME, originals=1) for _ in range(20)))
    few = a_procedure_sheet(papers=(Paper(LONG_NAME, originals=1),))
    assert document_picture(many, roll).height > 6 * (document_picture(few, roll).height // 4)


def test_what_is_not_known_takes_no_paper() -> None:
    bare = a_procedure_sheet(papers=(), levels=(), legal_texts=(), result="")
    assert document_picture(bare, Roll.MM80).height < document_picture(a_procedure_sheet(), Roll.MM80).height
