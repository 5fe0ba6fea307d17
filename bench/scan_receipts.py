"""Receipts of 80 mm thermal paper in dots of the print head, on which one symbol can be read.

A receipt for bars has a spoilt QR or none, and one for a QR has spoilt bars or none: so each symbol is scored alone.
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from bench.scan_codes import Modules, a_code, a_qr_text, bars_of, qr_rows
from lookup_api.paper.roll import Roll
from lookup_api.paper.typeface import font

Sheet = NDArray[np.uint8]  # rows and columns of dots: 0 is ink, 255 is paper

WIDTH, HIGH = Roll.MM80.paper, 800
PRINTABLE = Roll.MM80.printable
PLACE = 380  # where the middle of the symbol that can be read stands from the top
BAR_HEIGHTS = (60, 113)  # dots: 7.5 to 14 mm
DOTS = 2  # a module of bars
CLEAR = 24  # dots around a symbol in which nothing is printed
QR_DOTS, QR_QUIET = 3, 4
SAID = """
GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ Bộ phận tiếp nhận và trả kết quả Ủy ban nhân dân phường Người nộp Nguyễn
Văn An Trần Thị Bích địa chỉ ấp Long Thành xã điện thoại nội dung cấp giấy chứng nhận quyền sử dụng đất thời hạn
15 ngày làm việc nhận lúc 08:30 hẹn trả 16/01/2026 bản chính bản sao số bộ tra cứu tổng đài nhắn mã
"""
WORDS = SAID.split()


class Symbol(StrEnum):
    """The one that can be read."""

    CODE128 = "code128"
    QR = "qr"


@dataclass(frozen=True)
class Receipt:
    """`place` is the middle of the readable symbol in dots, `span` how far it reaches to the sides and up and down;
    `text` is what the symbol says and `code` the dossier's code."""

    sheet: Sheet
    text: str
    code: str
    place: tuple[float, float]
    span: tuple[float, float]


def a_receipt(symbol: Symbol, random: Generator) -> Receipt:
    """A receipt of some dossier."""
    code = a_code(random)
    text = code.printed if symbol is Symbol.CODE128 else a_qr_text(code, random)
    bars = _bars(bars_of(code, random), random)
    qr = _qr(qr_rows(a_qr_text(code, random) if symbol is Symbol.CODE128 else text, random))
    readable, other = (bars, qr) if symbol is Symbol.CODE128 else (qr, bars)
    sheet = np.full((HIGH, WIDTH), 255, np.uint8)
    top = PLACE - readable.shape[0] // 2
    _put(sheet, readable, top)
    _write(sheet, 20, top - CLEAR, random)
    end = top + readable.shape[0] + CLEAR
    _write(sheet, end, _spoil(sheet, other, end, random), random)
    span = (readable.shape[1] / 2, readable.shape[0] / 2)
    return Receipt(sheet, text, code.printed, (WIDTH / 2, PLACE), span)


def a_letter(random: Generator) -> Sheet:
    """A printed paper without any code."""
    sheet = np.full((HIGH, WIDTH), 255, np.uint8)
    _write(sheet, 20, HIGH - 20, random)
    return sheet


def grown(sheet: Sheet, times: int) -> Sheet:
    """The sheet with `times` pixels a dot, with the soft edge that heat leaves."""
    large = cv2.resize(sheet, None, fx=times, fy=times, interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.GaussianBlur(large, (0, 0), 0.35 * times), np.uint8)


def _bars(modules: Modules, random: Generator) -> Sheet:
    """Bars across the paper, 2 dots a module; what is too long for a line stands along the paper."""
    row = np.where(np.repeat(modules, DOTS), 0, 255).astype(np.uint8)[None]
    bars = np.repeat(row, int(random.integers(*BAR_HEIGHTS, endpoint=True)), axis=0)
    return bars if bars.shape[1] <= PRINTABLE else np.ascontiguousarray(bars.T)


def _qr(rows: tuple[Modules, ...]) -> Sheet:
    small = np.pad(np.where(np.array(rows), 0, 255).astype(np.uint8), QR_QUIET, constant_values=255)
    return np.kron(small, np.ones((QR_DOTS, QR_DOTS), np.uint8))


def _put(sheet: Sheet, piece: Sheet, top: int) -> None:
    left = (WIDTH - piece.shape[1]) // 2
    room = sheet[top : top + piece.shape[0], left : left + piece.shape[1]]
    room[:] = piece[: room.shape[0]]


def _spoil(sheet: Sheet, other: Sheet, end: int, random: Generator) -> int:
    """Half of the receipts have the other symbol at their foot, where there is room under `end`, with so much of it
    gone that nothing can read it; gives the height at which it begins."""
    top = HIGH - 20 - int(other.shape[0])
    if random.random() < 0.5 or top < end:
        return HIGH - 20
    spoilt = other.copy()
    if spoilt.shape[0] == spoilt.shape[1]:  # more is torn away than the error correction gives back
        spoilt[: spoilt.shape[0] * 2 // 3] = 255
    else:  # a fold went through the start, another through the end
        spoilt[:, : spoilt.shape[1] // 6] = spoilt[:, -spoilt.shape[1] // 6 :] = 255
    _put(sheet, spoilt, top)
    return top - 20


def _write(sheet: Sheet, top: int, bottom: int, random: Generator) -> None:
    """Fill a part of the sheet with lines of text."""
    picture = Image.fromarray(sheet)
    pen = ImageDraw.Draw(picture)
    while top + 34 < bottom:
        size = int(random.choice([20, 22, 25, 34], p=[0.3, 0.3, 0.3, 0.1]))
        words = random.choice(WORDS, int(random.integers(2, 8)))
        left, face = int(random.integers(32, 80)), font(size, random.random() < 0.3)
        pen.text((left, top + size), " ".join(words), 0, face, "ls")
        top += size + int(random.integers(8, 20))
    sheet[:] = np.where(np.asarray(picture) > 127, 255, 0)
    sheet[:, : (WIDTH - PRINTABLE) // 2] = sheet[:, -(WIDTH - PRINTABLE) // 2 :] = 255
