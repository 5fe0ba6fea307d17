"""What a PDF of ours is made of: the typeface, paragraph styles, and symbols drawn as vectors."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from lookup_api.paper.typeface import font_path

REGULAR, BOLD = "MotCuaSans", "MotCuaSans-Bold"
SEAM = 0.05  # points by which rows overlap, so that viewers draw no white hairline between them

TEXT = ParagraphStyle("text", fontName=REGULAR, fontSize=8.7, leading=11.6)
CENTRE = ParagraphStyle("centre", TEXT, alignment=TA_CENTER)
RIGHT = ParagraphStyle("right", TEXT, alignment=TA_RIGHT)
FINE = ParagraphStyle("fine", TEXT, fontSize=7.4, leading=9.6)
FINE_CENTRE = ParagraphStyle("fine centre", FINE, alignment=TA_CENTER)
STRONG_CENTRE = ParagraphStyle("strong centre", CENTRE, fontName=BOLD)
CODE = ParagraphStyle("code", STRONG_CENTRE, fontSize=13, leading=17, spaceAfter=3)
DUE = ParagraphStyle("due", STRONG_CENTRE, fontSize=10.5, leading=14)
TITLE = ParagraphStyle("title", STRONG_CENTRE, fontSize=13, leading=17, spaceBefore=8, spaceAfter=2)

GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 0.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
)


@cache
def register_fonts() -> None:
    """Make the typeface known to reportlab, once a process."""
    pdfmetrics.registerFont(TTFont(REGULAR, str(font_path())))
    pdfmetrics.registerFont(TTFont(BOLD, str(font_path(bold=True))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def text(words: str, style: ParagraphStyle = TEXT) -> Paragraph:
    """A paragraph of plain text, composed (NFC): nothing in it is markup."""
    return Paragraph(escape(unicodedata.normalize("NFC", words)), style)


def labelled(label: str, words: str, *, strong: bool = False) -> Paragraph:
    """A line of the form: what is asked, then what is filled in."""
    filled = escape(unicodedata.normalize("NFC", words))
    return Paragraph(f"{label}: <b>{filled}</b>" if strong else f"{label}: {filled}", TEXT)


def columns(cells: Sequence[Sequence[Flowable]], widths: Sequence[float]) -> Table:
    """Flowables in columns without lines, each in the middle of its column and all at the top."""
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
    ]
    return Table([list(map(list, cells))], widths, style=style)


class Modules(Flowable):
    """A barcode (one row) or a QR as rectangles; `cell` is a module's width and height in points."""

    def __init__(self, rows: Sequence[Sequence[bool]], cell: tuple[float, float], quiet: int) -> None:
        super().__init__()
        self.rows, self.cell, self.quiet = rows, cell, quiet
        above = quiet if len(rows) > 1 else 0  # bars need white at their ends only
        self.width = (len(rows[0]) + 2 * quiet) * cell[0]
        self.height = (len(rows) + 2 * above) * cell[1]
        self.top = self.height - above * cell[1]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size, whatever room there is: a symbol is never rescaled."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw each run of dark modules as one rectangle."""
        wide, high = self.cell
        for number, row in enumerate(self.rows, 1):
            column = self.quiet
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    left, bottom = column * wide, self.top - number * high
                    self.canv.rect(left, bottom, length * wide, high + SEAM, stroke=0, fill=1)
                column += length
