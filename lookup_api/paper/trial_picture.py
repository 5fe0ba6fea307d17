"""The page for trying a printer out, as a picture: every letter, a scale of greys, and the mark to be read back."""

from dataclasses import replace
from itertools import product
from unicodedata import normalize

from PIL import Image

from lookup_api.paper import words
from lookup_api.paper.blocks import BLACK, Picture, beside, blank, centred, paragraph, rule, stack
from lookup_api.paper.look import LOOKS, Look, space
from lookup_api.paper.roll import Roll
from lookup_api.paper.symbols import bars_across, modules_of, qr_picture
from lookup_api.paper.trial_page import TestPage

TITLE = "TRANG IN THỬ"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
KHMER = "សូមស្វាគមន៍មកកាន់ការិយាល័យច្រកចេញចូលតែមួយ ០១២៣៤៥៦៧៨៩"
GREYS = (16, 8, 4, 3, 2, 1)  # one dot in so many is black: a worn print head shows gaps, a hot one runs them together
GREY_DOTS = 56
QR_WIDEST = 220


def trial_picture(page: TestPage, roll: Roll) -> Image.Image:
    """The whole page in black and white (mode "1"), `roll.printable` dots wide."""
    look = LOOKS[roll]
    centre = replace(look.text, align="center")
    bars = bars_across(modules_of(page.mark), roll)
    pieces = [
        paragraph(TITLE, look.width, look.heading),
        paragraph(page.device, look.width, replace(centre, bold=True)),
        paragraph(words.in_figures(page.printed_at), look.width, centre),
        space(look),
        *([bars, space(look, 0.25)] if bars else []),
        paragraph(page.mark, look.width, replace(centre, bold=True)),
        qr_picture(page.mark, QR_WIDEST),
        _greys(look),
        space(look),
        *_letters(look),
        paragraph(KHMER, look.width, look.text),
        space(look),
        rule(look.width, 1),
        rule(look.width, 3),
    ]
    return stack(centred(piece, roll.printable) for piece in pieces).convert("1", dither=Image.Dither.NONE)


def _letters(look: Look) -> list[Picture]:
    """Every Vietnamese letter, small and capital."""
    small = " ".join("".join(normalize("NFC", vowel + tone) for tone in TONES) for vowel in VOWELS) + " đ"
    return [paragraph(small, look.width, look.text), paragraph(small.upper(), look.width, look.text)]


def _greys(look: Look) -> Picture:
    return beside([_grey(step, look.width // len(GREYS)) for step in GREYS])


def _grey(step: int, width: int) -> Picture:
    """An even field of dots."""
    field = blank(width, GREY_DOTS)
    for x, y in product(range(width), range(GREY_DOTS)):
        if (x + y * (step // 2 + 1)) % step == 0:
            field.putpixel((x, y), BLACK)
    return field
