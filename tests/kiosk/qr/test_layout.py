"""Where things stand in a QR, held against symbols that another program draws."""

import numpy as np
import pytest
import segno

from kiosk.scanning.qr.layout import blocks, format_places, formats, layout
from kiosk.scanning.qr.message import message

EVERY = [(version, level) for version in (1, 3, 5, 7, 10) for level in range(4)]


def drawn(version: int, level: int, text: str = "X") -> np.ndarray:
    """The modules of a symbol, True is dark."""
    symbol = segno.make(text, version=version, error="lmqh"[level], boost_error=False, micro=False)
    return np.array(symbol.matrix, dtype=bool)


@pytest.mark.parametrize(("version", "level"), EVERY)
def test_what_all_symbols_have_is_where_it_belongs(version: int, level: int) -> None:
    symbol, expected = drawn(version, level), layout(version)
    assert (symbol[expected.known] == expected.dark[expected.known]).all()


@pytest.mark.parametrize(("version", "level"), EVERY)
def test_the_format_stands_there_twice(version: int, level: int) -> None:
    symbol = drawn(version, level)
    bits = [bool(symbol[place]) for place in format_places(len(symbol))]
    assert bits[:15] == bits[15:]
    number = int("".join(str(int(bit)) for bit in bits[:15]), 2)
    assert level in [said for said, _, form in formats() if form == number]


@pytest.mark.parametrize(("version", "level"), EVERY)
def test_blocks_fill_the_symbol(version: int, level: int) -> None:
    data, parity = blocks(version, level)
    assert sum(data) + parity * len(data) == len(layout(version).order) // 8


@pytest.mark.parametrize(("version", "level"), EVERY)
def test_a_clean_symbol_says_its_text(version: int, level: int) -> None:
    text = "hồ sơ 1" if version > 1 else "HOSO"
    surely = np.where(drawn(version, level, text), 1.0, -1.0).astype(np.float32)
    assert message(surely, layout(version)) == text
