"""Make the two font files beside this script: Noto Sans for Latin and Vietnamese, Noto Sans Khmer, and the few signs
that screens and papers need, merged into one family with room for tall letters.

One file, because neither Pillow nor Kivy looks into a second font for a letter that the first one lacks. Tall metrics,
because both cut off what stands above the ascent or below the descent: Ằ, and Khmer subscripts.

Run it again only to add signs or take newer Noto fonts (it needs fontTools):

    apt-get download fonts-noto-core && dpkg -x fonts-noto-core_*.deb noto
    python lookup_api/paper/fonts/make_fonts.py noto/usr/share/fonts/truetype/noto
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FAMILY = "Mot Cua Sans"
VERSION = "1.000"
LICENCE = "Licensed under the SIL Open Font License, Version 1.1; see OFL.txt."
COPYRIGHT = "Copyright 2012-2020 Google LLC (Noto Sans, Noto Sans Khmer, Noto Sans Symbols, Noto Sans Math)."
ASCENT, DESCENT = 1199, -700  # per 1000 units
MADE_AT = 3_845_000_000  # seconds since 1904: fixed, so that making the fonts again gives the same files

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x300, 0x30D), 0x31B, 0x323]
LATIN += [*range(0x1E00, 0x1F00), *range(0x2010, 0x2028), 0x202F, *range(0x2030, 0x203B), 0x2044]
LATIN += [*range(0x2070, 0x20C0), 0x2116, 0x2122, 0x2139, *range(0x2150, 0x215F)]
KHMER = [*range(0x1780, 0x1800), *range(0x19E0, 0x1A00), 0x200B, 0x200C, 0x200D, 0x25CC]
ARROWS = [*map(ord, "←↑→↓↔↕ⓘ"), *range(0x2460, 0x246A)]
SIGNS = [*map(ord, "✓✔✕✖✗✘⌫⌨⏎⇧☰●○◀▶▲▼►◄◆■□☐☑☒☎✆✉⚠⌛⏳⏱⏸★☆❮❯♿👁📷🔈🔊🔍🔒🖨🏠🗎🗓🕭❓❗✎")]
MATHS = [*map(ord, "−≈≠≤≥∞⋯↵⟵⟶")]

SOURCES = {
    "Regular": {
        "NotoSans-Regular": LATIN,
        "NotoSansKhmer-Regular": KHMER,
        "NotoSansSymbols-Regular": ARROWS,
        "NotoSansSymbols2-Regular": SIGNS,
        "NotoSansMath-Regular": MATHS,
    },
    "Bold": {
        "NotoSans-Bold": LATIN,
        "NotoSansKhmer-Bold": KHMER,
        "NotoSansSymbols-Bold": ARROWS,
        "NotoSansSymbols2-Regular": SIGNS,
        "NotoSansMath-Regular": MATHS,
    },
}


def cut(source: Path, wanted: list[int], target: Path) -> None:
    """Write the part of a font that holds only the `wanted` characters."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(drop_tables=["DSIG"], name_IDs=["*"], notdef_outline=True)
    options.layout_features += ["tnum"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.save(target)


def merge(noto: Path, style: str) -> TTFont:
    """The parts of one style as one font."""
    with TemporaryDirectory() as folder:
        parts = [Path(folder, f"{name}.ttf") for name in SOURCES[style]]
        for part, wanted in zip(parts, SOURCES[style].values(), strict=True):
            cut(noto / part.name, wanted, part)
        return Merger(MergeOptions(drop_tables=["gasp"])).merge([str(part) for part in parts])


def widen(font: TTFont) -> None:
    """Give the lines room, in each of the three places that programs look at."""
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ASCENT, DESCENT, 0
    measures = font["OS/2"]
    measures.sTypoAscender, measures.sTypoDescender, measures.sTypoLineGap = ASCENT, DESCENT, 0
    measures.usWinAscent, measures.usWinDescent = ASCENT, -DESCENT
    measures.fsSelection |= 1 << 7  # USE_TYPO_METRICS


def rename(font: TTFont, style: str) -> None:
    """Name the font as ours: it is not what its makers published."""
    names = {0: COPYRIGHT, 1: FAMILY, 2: style, 3: f"{FAMILY} {style} {VERSION}", 4: f"{FAMILY} {style}"}
    names |= {5: f"Version {VERSION}", 6: f"MotCuaSans-{style}", 13: LICENCE, 14: "https://openfontlicense.org"}
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = MADE_AT
    font.recalcTimestamp = False


def main(noto: Path) -> None:
    """Make both files from the folder of Noto fonts."""
    for style in SOURCES:
        font = merge(noto, style)
        widen(font)
        rename(font, style)
        font.save(HERE / f"MotCuaSans-{style}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
