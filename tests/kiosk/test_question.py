"""What counts as a question."""

import re

import pytest

from kiosk.question import Grammar, Question
from lookup_api.domain.codes import LocalCode
from lookup_api.domain.errors import CodeNotReadable, SeveralCodes
from tests.kiosk.builders import a_question

GRAMMAR = Grammar((re.compile(r"[0-9]{1,6}/HKD-20[0-9]{2}"),))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("H53.19-261116-0042", a_question()),
        (" h53.19-261116-0042\n", a_question()),
        ("https://tracuu.example.vn/r/H53.19-261116-0042/ABCD1234", a_question(secret="ABCD1234")),
        ("123/HKD-2014", Question(LocalCode("123/HKD-2014"))),
        ("H53.19-261316-0042", None),
        ("H53.19 261116 0042", None),
        ("8934563138165", None),
        ("https://example.com/", None),
        ("124/XYZ-2014", None),
        ("", None),
    ],
)
def test_a_symbol_is_taken_as_printed_or_not_at_all(text: str, question: Question | None) -> None:
    assert GRAMMAR.read_scanned(text) == question


@pytest.mark.parametrize("text", ["H53.19-261116-0042", "h53 19 261116 0042", "Mã hồ sơ: H53.19–261116–0042."])
def test_typing_is_read_leniently(text: str) -> None:
    assert GRAMMAR.read_typed(text) == a_question()


def test_what_is_typed_says_why_it_is_no_question() -> None:
    with pytest.raises(CodeNotReadable):
        GRAMMAR.read_typed("xin chào")
    with pytest.raises(SeveralCodes):
        GRAMMAR.read_typed("H53.19-261116-0042 và H53.19-261116-0043")
