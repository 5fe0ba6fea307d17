"""Dossier codes by chance over the whole grammar, and the symbols that carry them.

No list of known codes stands behind them: agency, day and serial are all free, as `lookup_api/domain/codes.py` has it.
"""

from datetime import date, timedelta

import segno
from numpy.random import Generator

from lookup_api.domain.codes import DossierCode
from lookup_api.domain.receipt import CROCKFORD, SECRET_LENGTH, ReceiptSecret, qr_text
from lookup_api.paper.symbols import code128_modules

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
SITES = (
    "https://motcua.tayninh.gov.vn",
    "https://dichvucong.angiang.gov.vn/tra-cuu",
    "https://hoso.example.vn",
    "https://tracuu.motcua.example.gov.vn",
)
Modules = tuple[bool, ...]

# The widths of bar, space, bar, space, bar, space of the values 0 to 105, and of the stop (ISO/IEC 15417, table 1).
PATTERNS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
"""
WIDTHS = PATTERNS.split()
TO_C, TO_B, START_B, START_C, STOP = 99, 100, 104, 105, 106


def a_code(random: Generator) -> DossierCode:
    """A code of any form: a new agency of one to four groups or an old one, six or eight figures of a day, four to
    seven of a serial."""
    day = FIRST_DAY + timedelta(days=int(random.integers((LAST_DAY - FIRST_DAY).days + 1)))
    written = day.strftime("%y%m%d" if random.random() < 0.5 else "%Y%m%d")
    return DossierCode.parse(f"{_agency(random)}-{written}-{_figures(int(random.integers(4, 8)), random)}")


def a_qr_text(code: DossierCode, random: Generator) -> str:
    """What a receipt of this dossier carries in its QR: some site's address, the code and a secret."""
    secret = "".join(CROCKFORD[at] for at in random.integers(len(CROCKFORD), size=SECRET_LENGTH))
    return qr_text(SITES[int(random.integers(len(SITES)))], code, ReceiptSecret.parse(secret))


def bars_of(code: DossierCode, random: Generator) -> Modules:
    """The modules of its Code 128, True for a bar: written by the house's own printing code or in the best mix of code
    sets, each half the time."""
    ours = code128_modules(code) if random.random() < 0.5 else None
    return ours or best_mix(code.printed)


def best_mix(text: str) -> Modules:
    """The shortest Code 128 of a plain text that begins in set B or C and changes between the two."""
    values = min((start for start in _mixes(text) if start), key=len)
    check = (values[0] + sum(at * value for at, value in enumerate(values))) % 103
    drawn = "".join(WIDTHS[value] for value in (*values, check, STOP))
    return tuple(at % 2 == 0 for at, width in enumerate(drawn) for _ in range(int(width)))


def qr_rows(text: str, random: Generator) -> tuple[Modules, ...]:
    """The rows of a QR with error correction M or Q, True for dark."""
    error = "m" if random.random() < 0.5 else "q"
    return tuple(tuple(map(bool, row)) for row in segno.make(text, error=error, micro=False).matrix)


def _agency(random: Generator) -> str:
    groups = int(random.integers(5))
    letter = LETTERS[int(random.integers(26))]
    if groups == 4:
        return f"{_figures(3, random)}.{_figures(2, random)}.{_figures(2, random)}.{letter}{_figures(2, random)}"
    return letter + _figures(2, random) + "".join(f".{_figures(2, random)}" for _ in range(groups))


def _figures(count: int, random: Generator) -> str:
    return "".join(map(str, random.integers(10, size=count)))


def _mixes(text: str) -> tuple[list[int] | None, list[int] | None]:
    """The shortest values that have written the whole text and are in set B, and those in set C, by way of those of
    each shorter text. None where there are none."""
    in_b: list[list[int] | None] = [[START_B]]
    in_c: list[list[int] | None] = [[START_C]]
    for end in range(1, len(text) + 1):
        letter, before = in_b[end - 1], in_c[end - 2] if end > 1 else None
        b = [*letter, ord(text[end - 1]) - 32] if letter else None
        c = [*before, int(text[end - 2 : end])] if before and text[end - 2 : end].isdigit() else None
        in_b.append(_shorter(b, [*c, TO_B] if c else None))
        in_c.append(_shorter(c, [*b, TO_C] if b else None))
    return in_b[-1], in_c[-1]


def _shorter(one: list[int] | None, other: list[int] | None) -> list[int] | None:
    return min((each for each in (one, other) if each), key=len, default=None)
