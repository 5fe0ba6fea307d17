"""Code 128: how its symbols look and what they mean (ISO/IEC 15417)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

# Bars and spaces in turn, in modules, a symbol each: 0 to 102 carry text, 103 to 105 start the code sets A, B and C.
TABLE: Final = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232"
)
WIDTHS: Final = tuple(TABLE[at : at + 6] for at in range(0, len(TABLE), 7))
STOP_WIDTHS: Final = "2331112"
MODULES = 11  # a symbol; the stop has two more
STOP_MODULES = 13
CODE_C, CODE_B, CODE_A = 99, 100, 101  # switches to a code set
STARTS: Final = (103, 104, 105)
START_C = 105
CHECK_MODULUS = 103

Modules = NDArray[np.float32]


def modules(widths: str) -> list[int]:
    """The modules of a symbol, 1 for a bar and 0 for a space."""
    return [bar for at, width in enumerate(widths) for bar in [(at + 1) % 2] * int(width)]


SYMBOLS: Modules = np.array([modules(widths) for widths in WIDTHS], dtype=np.float32)  # (106, 11)
STOP: Modules = np.array(modules(STOP_WIDTHS), dtype=np.float32)


def check_symbol(values: list[int]) -> int:
    """The check symbol after a start symbol and the values that follow it."""
    return sum(max(at, 1) * value for at, value in enumerate(values)) % CHECK_MODULUS


def text_of(values: list[int]) -> str | None:
    """The text of a start symbol and the values after it (without check and stop); None for what no receipt has:
    control signs, shifts and functions."""
    in_c, signs = values[0] == START_C, []
    for value in values[1:]:
        if value in (CODE_C, CODE_B, CODE_A) and (value == CODE_C) != in_c:
            in_c = value == CODE_C
        elif in_c and value < 100:
            signs.append(f"{value:02d}")
        elif not in_c and value < 95:
            signs.append(chr(32 + value))
        else:
            return None
    return "".join(signs)
