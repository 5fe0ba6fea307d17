"""Thermal paper under a print head: pictures are put on it in dots, it is fed, and it is torn off."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike
from PIL import Image, ImageDraw

from lookup_api.paper.roll import Roll
from lookup_api.paper.typeface import font

LINE_DOTS = 30
TEXT_SIZE = 22
WHITE = 255


@dataclass
class ThermalPaper:
    """The end of a roll that hangs out of the printer; `align` is 0, 1 or 2 for left, middle and right."""

    roll: Roll
    align: int = 0
    rows: list[Image.Image] = field(default_factory=list)

    def put(self, picture: Image.Image) -> None:
        """Print a picture; what is wider than a line of print is lost, as on a printer."""
        printed = picture.crop((0, 0, min(picture.width, self.roll.printable), picture.height))
        spare = self.roll.printable - printed.width
        row = Image.new("L", (self.roll.paper, picture.height), WHITE)
        row.paste(printed, ((self.roll.paper - self.roll.printable) // 2 + (0, spare // 2, spare)[self.align], 0))
        self.rows.append(row)

    def feed(self, dots: int) -> None:
        """Move the paper on."""
        self.rows.append(Image.new("L", (self.roll.paper, dots), WHITE))

    def tear_off(self) -> Image.Image | None:
        """The paper up to here, as wide as it is, margins and all (mode "L"); None when nothing is printed on it."""
        rows, self.rows = self.rows, []
        sheet = stacked(rows, self.roll.paper)
        return sheet if rows and sheet.getextrema() != (WHITE, WHITE) else None


def stacked(rows: list[Image.Image], width: int) -> Image.Image:
    """Rows under one another."""
    sheet = Image.new("L", (width, sum(row.height for row in rows)), WHITE)
    top = 0
    for row in rows:
        sheet.paste(row, (0, top))
        top += row.height
    return sheet


def in_line(pieces: list[Image.Image]) -> Image.Image:
    """Pieces of one printed line, next to one another."""
    line = Image.new("L", (sum(piece.width for piece in pieces), max(piece.height for piece in pieces)), WHITE)
    left = 0
    for piece in pieces:
        line.paste(piece, (left, 0))
        left += piece.width
    return line


def letters(text: str) -> Image.Image:
    """Plain text as a printer's own letters would show it, more or less."""
    face = font(TEXT_SIZE, bold=False)
    picture = Image.new("L", (max(1, round(face.getlength(text))), LINE_DOTS), WHITE)
    ImageDraw.Draw(picture).text((0, TEXT_SIZE), text, 0, face, anchor="ls")
    return picture


def dots(ink: ArrayLike, wide: int = 1, high: int = 1) -> Image.Image:
    """Rows of true for ink as a picture, each of them `wide` times `high` dots."""
    marked = np.where(np.asarray(ink, bool), 0, WHITE).astype(np.uint8)
    return Image.fromarray(marked.repeat(high, axis=0).repeat(wide, axis=1))


def raster(data: bytes, bytes_wide: int, high: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """The bits of a raster picture, a row of them for each row of dots."""
    return np.unpackbits(np.frombuffer(data, np.uint8).reshape(high, bytes_wide), axis=1)
