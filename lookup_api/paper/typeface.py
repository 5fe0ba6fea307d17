"""The product's one typeface, Mot Cua Sans: Latin, Vietnamese and Khmer in one file a weight."""

from functools import cache
from pathlib import Path

from PIL.ImageFont import FreeTypeFont, truetype

FONTS = Path(__file__).parent / "fonts"


def font_path(*, bold: bool = False) -> Path:
    """The font file of a weight; the kiosk's screens, the printed pictures and the PDF use the same."""
    return FONTS / ("MotCuaSans-Bold.ttf" if bold else "MotCuaSans-Regular.ttf")


@cache
def font(size: int, bold: bool) -> FreeTypeFont:
    """The typeface with an em of `size` dots, for Pillow."""
    return truetype(font_path(bold=bold), size)
