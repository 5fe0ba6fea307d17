"""From a grid of doubtful modules to the text: format, values, their correction, and a clean symbol read once more."""

from collections.abc import Iterator

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from kiosk.scanning.qr.galois import SPARE, corrected
from kiosk.scanning.qr.layout import QUIET, Layout, Modules, blocks, coded, format_places, formats, mask

Numbers = NDArray[np.float32]
LEAST_FORMAT = 12.0  # of the 30 modules of the format, by how many more must agree than not
DOUBTS = (0.0, 0.5, 0.8, 1.0)  # shares of the correction that go to the most doubtful values
DRAWN = 3  # pixels a module


def message(dark: Numbers, layout: Layout) -> str | None:
    """The text of a grid whose modules are surely dark at 1 and surely light at -1, or None."""
    signed = np.array([1.0 if bits >> at & 1 else -1.0 for _, _, bits in formats() for at in range(14, -1, -1)])
    seen = np.array([dark[place] for place in format_places(layout.side)]).clip(-1, 1)
    likeness = signed.reshape(-1, 15) @ (seen[:15] + seen[15:])
    likeliest = int(np.argmax(likeness))
    if likeness[likeliest] < LEAST_FORMAT:
        return None
    symbol = _symbol(dark, layout, formats()[likeliest])
    return None if symbol is None else _read(symbol)


def _symbol(dark: Numbers, layout: Layout, format_: tuple[int, int, int]) -> Modules | None:
    """The whole symbol with every module right."""
    level, number, bits = format_
    turned = np.where(mask(number, layout.side), -dark, dark)
    soft = turned[layout.order[:, 0], layout.order[:, 1]]
    count = len(soft) // 8
    by_value = soft[: count * 8].reshape(-1, 8)
    values = np.packbits(by_value > 0, axis=1)[:, 0].tolist()
    doubt = np.abs(by_value).clip(0, 1)
    right = list(values)
    for places, parity in _places(layout.version, level):
        block = _corrected([values[at] for at in places], doubt[places], parity)
        if block is None:
            return None
        for at, value in zip(places, block, strict=True):
            right[at] = value
    drawn = layout.dark.copy()
    row_column = layout.order[: count * 8]
    drawn[row_column[:, 0], row_column[:, 1]] = np.unpackbits(np.array(right, np.uint8)).astype(bool)
    rest = layout.order[count * 8 :]
    drawn[rest[:, 0], rest[:, 1]] = False
    drawn[layout.order[:, 0], layout.order[:, 1]] ^= mask(number, layout.side)[layout.order[:, 0], layout.order[:, 1]]
    _write_about(drawn, layout, bits)
    return drawn


def _write_about(drawn: Modules, layout: Layout, bits: int) -> None:
    for at, place in enumerate(format_places(layout.side)):
        drawn[place] = bool(bits >> (14 - at % 15) & 1)
    if layout.version >= 7:
        about = coded(layout.version, 12, 0x1F25)
        for at in range(18):
            far = layout.side - 11 + at % 3
            drawn[at // 3, far] = drawn[far, at // 3] = bool(about >> at & 1)


def _places(version: int, level: int) -> Iterator[tuple[list[int], int]]:
    """Of each block: where its values stand among all, and how many are for correction. They are interleaved (7.6)."""
    data, parity = blocks(version, level)
    order = [block for at in range(max(data)) for block, length in enumerate(data) if at < length]
    order += [block for _ in range(parity) for block in range(len(data))]
    for block in range(len(data)):
        yield [at for at, of in enumerate(order) if of == block], parity


def _corrected(values: list[int], doubt: Numbers, parity: int) -> list[int] | None:
    """With ever more of the doubtful values left out."""
    by_doubt = np.argsort(doubt.min(axis=1) + 0.1 * doubt.mean(axis=1)).tolist()
    for share in DOUBTS:
        block = corrected(values, parity, by_doubt[: int(share * max(0, parity - SPARE))])
        if block is not None:
            return block
    return None


def _read(symbol: Modules) -> str | None:
    """What zxing-cpp says of the clean symbol."""
    wide = np.pad(np.where(symbol, 0, 255).astype(np.uint8), QUIET, constant_values=255)
    drawn = cv2.resize(wide, None, fx=DRAWN, fy=DRAWN, interpolation=cv2.INTER_NEAREST)
    formats_ = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])  # QRCodeModel2 with is_pure reads nothing (3.1)
    found = zxingcpp.read_barcodes(drawn, formats=formats_, is_pure=True, text_mode=zxingcpp.TextMode.Plain)
    return found[0].text if found and found[0].valid else None
