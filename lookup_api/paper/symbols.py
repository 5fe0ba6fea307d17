"""Code 128 and QR as pictures and as modules: whole dots a module, never rescaled afterwards."""

import segno
import zxingcpp
from PIL import Image

from lookup_api.domain.codes import Code
from lookup_api.paper.blocks import BLACK, WHITE, Picture, blank
from lookup_api.paper.roll import Roll

BAR_DOTS = 136  # the bars' height, 17 mm: tall bars are read from a tilted paper too
QUIET_MODULES = 10
QR_QUIET_MODULES = 4
FINEST, COARSEST = 2, 3  # dots a module of Code 128
QR_FINEST, QR_COARSEST = 4, 6
LONGEST_ALONG = 800  # dots, 10 cm of paper: a longer symbol is no use before a camera


def code128_modules(code: Code) -> tuple[bool, ...] | None:
    """The symbol's modules without quiet zones, True for a bar, in the shortest mix of code sets.

    None for a local code that Code 128 cannot carry well: letters beyond ASCII, or too long a text.
    """
    return modules_of(code.printed)


def modules_of(text: str) -> tuple[bool, ...] | None:
    """See code128_modules, for any text."""
    if not text.isascii():
        return None
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    drawn = Image.fromarray(zxingcpp.write_barcode_to_image(symbol, scale=1, add_quiet_zones=False))
    modules = tuple(drawn.getpixel((column, 0)) == BLACK for column in range(drawn.width))
    return modules if (len(modules) + 2 * QUIET_MODULES) * FINEST <= LONGEST_ALONG else None


def code128_across(code: Code, roll: Roll) -> Picture | None:
    """The symbol across the roll, as wide as a line of print; None where it does not fit or there is none.

    Its quiet zones may lie on the margins that the printer does not reach: nothing is ever printed there.
    """
    return bars_across(code128_modules(code), roll)


def bars_across(modules: tuple[bool, ...] | None, roll: Roll) -> Picture | None:
    """See code128_across, for any symbol."""
    dots = _dots_across(len(modules), roll) if modules else None
    if not (modules and dots):
        return None
    sheet, bars = blank(roll.printable, BAR_DOTS), _bars(modules, dots)
    sheet.paste(bars, ((roll.printable - bars.width) // 2, 0))
    return sheet


def code128_along(code: Code) -> Picture | None:
    """The symbol along the paper, read from the top down, with its quiet zones; None where there is none."""
    modules = code128_modules(code)
    if not modules:
        return None
    quiet = (False,) * QUIET_MODULES
    return _bars((*quiet, *modules, *quiet), FINEST).transpose(Image.Transpose.ROTATE_270)


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of the smallest QR of `text` with error correction Q or better, without quiet zone; True is dark."""
    return tuple(tuple(map(bool, row)) for row in segno.make(text, error="q", micro=False).matrix)


def qr_picture(text: str, widest: int) -> Picture:
    """The QR of `text` with its quiet zone: 4 dots a module, or up to 6 where `widest` dots allow it."""
    rows = qr_modules(text)
    side = len(rows) + 2 * QR_QUIET_MODULES
    dots = min(QR_COARSEST, max(QR_FINEST, widest // side))
    small = blank(side, side)
    for y, row in enumerate(rows, QR_QUIET_MODULES):
        for x, dark in enumerate(row, QR_QUIET_MODULES):
            small.putpixel((x, y), BLACK if dark else WHITE)
    return small.resize((side * dots, side * dots), Image.Resampling.NEAREST)


def _dots_across(modules: int, roll: Roll) -> int | None:
    for dots in range(COARSEST, FINEST - 1, -1):
        if modules * dots <= roll.printable and (modules + 2 * QUIET_MODULES) * dots <= roll.paper:
            return dots
    return None


def _bars(modules: tuple[bool, ...], dots: int) -> Picture:
    row = blank(len(modules), 1)
    row.putdata([BLACK if bar else WHITE for bar in modules])
    return row.resize((len(modules) * dots, BAR_DOTS), Image.Resampling.NEAREST)
