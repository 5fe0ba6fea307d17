"""Small pictures in black on white, and the few ways to put them together: what every printed sheet is built from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from lookup_api.paper.lines import break_lines
from lookup_api.paper.typeface import font

Picture = Image.Image  # mode "L", white behind
WHITE, BLACK = 255, 0
ABOVE, BELOW = 1.06, 0.30  # of a line in ems, from its baseline; the tallest Vietnamese letter reaches 1.054


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks; `size` is its em in dots."""

    size: int
    bold: bool = False
    align: Literal["left", "center", "right"] = "left"

    @property
    def font(self) -> FreeTypeFont:
        """The font to draw with."""
        return font(self.size, self.bold)


def blank(width: int, height: int) -> Picture:
    """White paper."""
    return Image.new("L", (width, height), WHITE)


def rule(width: int, dots: int = 2) -> Picture:
    """A line across."""
    return Image.new("L", (width, dots), BLACK)


def paragraph(text: str, width: int, style: Style) -> Picture:
    """`text` on as many lines as it needs; nothing is cut off, and a word too long for a line is broken."""
    lines = break_lines(text, width, style.font)
    room = _room(lines, style)
    return stack(_line(line, width, style, room) for line in lines)


def stack(pieces: Iterable[Picture]) -> Picture:
    """Pictures under one another, each at the left."""
    parts = list(pieces)
    sheet = blank(max(part.width for part in parts), sum(part.height for part in parts))
    top = 0
    for part in parts:
        sheet.paste(part, (0, top))
        top += part.height
    return sheet


def beside(pieces: Sequence[Picture], gap: int = 0) -> Picture:
    """Pictures next to one another, `gap` dots apart, all at the top."""
    sheet = blank(sum(part.width for part in pieces) + gap * (len(pieces) - 1), max(part.height for part in pieces))
    left = 0
    for part in pieces:
        sheet.paste(part, (left, 0))
        left += part.width + gap
    return sheet


def centred(piece: Picture, width: int) -> Picture:
    """A picture in the middle of a line of `width` dots; one that is wider is a ValueError, not cut off."""
    if piece.width > width:
        raise ValueError(f"{piece.width} dots do not fit into {width}")
    sheet = blank(width, piece.height)
    sheet.paste(piece, ((width - piece.width) // 2, 0))
    return sheet


def framed(piece: Picture, padding: int, dots: int) -> Picture:
    """A picture inside a frame that is `dots` thick, `padding` dots away from it."""
    edge = padding + dots
    sheet = blank(piece.width + 2 * edge, piece.height + 2 * edge)
    ImageDraw.Draw(sheet).rectangle((0, 0, sheet.width - 1, sheet.height - 1), outline=BLACK, width=dots)
    sheet.paste(piece, (edge, edge))
    return sheet


def _room(lines: Iterable[str], style: Style) -> tuple[int, int]:
    """How many dots each line needs above its baseline and below: the same for all, so that they stand evenly."""
    boxes = [style.font.getbbox(line, anchor="ls") for line in lines]
    above = max(round(ABOVE * style.size), *(ceil(-top) for _, top, _, _ in boxes))
    below = max(round(BELOW * style.size), *(ceil(bottom) for _, _, _, bottom in boxes))
    return above, below


def _line(text: str, width: int, style: Style, room: tuple[int, int]) -> Picture:
    start = {"left": 0.0, "center": 0.5, "right": 1.0}[style.align] * (width - style.font.getlength(text))
    above, below = room
    sheet = blank(width, above + below)
    ImageDraw.Draw(sheet).text((max(0, round(start)), above), text, BLACK, style.font, anchor="ls")
    return sheet
