"""The one typeface of screens, prints and PDF."""

import ast
import unicodedata
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import lookup_api.domain.wording as wording
import lookup_api.paper.words as words
from lookup_api.paper.typeface import FONTS, font, font_path

VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
KHMER = "សូមស្វាគមន៍មកកាន់ការិយាល័យច្រកចេញចូលតែមួយ"
SIGNS = "✓✗←→↑↓⌫ⓘ⚠☎✉●○…–—“”·№₫"
SOURCES = [*sorted(Path(words.__file__).parent.glob("*.py")), Path(wording.__file__)]
weights = pytest.mark.parametrize("bold", [False, True])


@cache
def letters_of(bold: bool) -> set[str]:
    """The characters that the font file of a weight draws."""
    return set(map(chr, TTFont(font_path(bold=bold)).getBestCmap()))


@weights
def test_every_vietnamese_letter_is_drawn(bold: bool) -> None:
    composed = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)}
    assert all(len(letter) == 1 for letter in composed)
    assert composed | set("đĐ") <= letters_of(bold)


@weights
def test_khmer_and_the_signs_of_the_screens_are_drawn(bold: bool) -> None:
    assert set(KHMER + SIGNS) <= letters_of(bold)


@weights
@pytest.mark.parametrize(
    "file", [*Path(words.__file__).parent.glob("*.py"), Path(wording.__file__)], ids=lambda f: f.name
)
def test_every_letter_that_our_papers_use_is_drawn(file: Path, bold: bool) -> None:
    texts = [node.value for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant)]
    said = {sign for text in texts if isinstance(text, str) for sign in text if sign.isprintable()}
    assert said <= letters_of(bold)


@weights
@pytest.mark.parametrize("tall", ["Ẵ", "Ễ", "Ỗ", "ត្រ្តី"])
def test_no_letter_stands_out_of_its_line(tall: str, bold: bool) -> None:
    face = font(100, bold=bold)
    ascent, descent = face.getmetrics()
    _, top, _, bottom = face.getbbox(tall, anchor="ls")
    assert (ascent, descent) == (120, 70)
    assert top >= -ascent
    assert bottom <= descent


def test_the_fonts_come_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")
