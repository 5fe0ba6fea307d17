"""Camera pictures with a code in them, made for tests."""

import cv2
import numpy as np
import zxingcpp

from kiosk.scanning.decode import Symbology
from kiosk.scanning.slot import Picture

FORMATS = {
    Symbology.CODE128: zxingcpp.BarcodeFormat.Code128,
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
}
PAPER, ROOM = 245, 90


def a_code(text: str, symbology: Symbology, dots: int = 3) -> Picture:
    """The bare symbol in black on white, `dots` pixels a module, with its quiet zone; bars are 25 modules high."""
    symbol = np.asarray(zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, FORMATS[symbology])))
    if symbology is Symbology.CODE128:
        symbol = np.repeat(symbol[symbol.shape[0] // 4 : symbol.shape[0] // 4 + 1], 25, axis=0)
    grown = np.kron(symbol, np.ones((dots, dots), np.uint8)).astype(np.uint8)
    return np.pad(grown, 12 * dots, constant_values=255)


def a_frame(symbol: Picture | None = None, tilt: float = 0.0, noise: float = 0.0) -> Picture:
    """A grey 720p picture of a dim room; `symbol` is held in its middle, turned by `tilt` degrees."""
    room = np.full((720, 1280), ROOM, np.uint8)
    if symbol is not None:
        height, width = symbol.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
        turn[:, 2] += np.array([640 - width / 2, 360 - height / 2])
        cv2.warpAffine(symbol, turn, (1280, 720), dst=room, borderMode=cv2.BORDER_TRANSPARENT)
    grain = np.random.default_rng(7).normal(0, noise, room.shape) if noise else 0
    return np.asarray((room + grain).clip(0, 255), dtype=np.uint8)
