"""A receipt printer on the desk of a test: ESC/POS bytes in, pictures of the printed and cut papers out.

It knows the commands that python-escpos sends, after Epson's "ESC/POS Command Reference": lines of text and feeds, the
pictures of GS v 0, GS ( L and ESC *, the symbols of GS k and GS ( k, the cut, and the question DLE EOT.
"""

from collections.abc import Callable, Iterator
from io import BufferedIOBase, BytesIO

import numpy as np
import segno
import zxingcpp
from PIL import Image

from lookup_api.paper.roll import Roll
from tests.sample_site.thermal_paper import LINE_DOTS, ThermalPaper, dots, in_line, letters, raster

IGNORED = {b"\x1b" + name for name in (b"!", b"-", b"E", b"G", b"M", b"R", b"V", b"t", b"{")}
IGNORED |= {b"\x1d" + name for name in (b"!", b"B", b"H", b"I", b"a", b"f")}  # each has one parameter
QR_LEVELS = {48: "l", 49: "m", 50: "q", 51: "h"}
CODE128 = 73


def render(written: bytes, roll: Roll) -> list[Image.Image]:
    """The papers that a printer with this roll gives out, each as wide as the paper, margins and all (mode "L")."""
    papers: list[Image.Image] = []
    EscposRenderer(BytesIO(written), roll, papers.append).run()
    return papers


class EscposRenderer:
    """Obeys the commands that `source` holds; each paper goes to `deliver`, each DLE EOT's number to `asked`."""

    def __init__(
        self,
        source: BufferedIOBase,
        roll: Roll,
        deliver: Callable[[Image.Image], None],
        asked: Callable[[int], None] = lambda number: None,
    ) -> None:
        self._source, self._deliver = source, deliver
        self._paper = ThermalPaper(roll)
        self._commands: dict[bytes, Callable[[], None]] = {
            b"\x1b@": self._reset,
            b"\x1b2": self._usual_spacing,
            b"\x1b3": self._set_spacing,
            b"\x1ba": self._set_align,
            b"\x1bd": lambda: self._paper.feed(self._byte() * self._spacing),
            b"\x1bJ": lambda: self._paper.feed(self._byte()),
            b"\x1b*": self._bit_columns,
            b"\x1dv": self._raster_picture,
            b"\x1d(": self._long_command,
            b"\x1dh": self._set_bar_height,
            b"\x1dw": self._set_bar_width,
            b"\x1dk": self._barcode,
            b"\x1dV": self._cut,
            b"\x10\x04": lambda: asked(self._byte()),
        }
        self._reset()

    def run(self) -> None:
        """Print until the source ends; what was not cut off by then is delivered as it is."""
        try:
            while sign := self._source.read(1):
                self._obey(sign)
        except EOFError:
            pass  # the sender left in the middle of a command
        self._tear_off()

    def _obey(self, sign: bytes) -> None:
        if sign == b"\n":
            self._end_line()
        elif sign >= b" ":
            self._line.append(letters(sign.decode("cp437")))
        elif sign in (b"\x10", b"\x1b", b"\x1d"):
            name = sign + self._take(1)
            self._take(1) if name in IGNORED else self._commands[name]()

    def _take(self, count: int) -> bytes:
        taken = self._source.read(count)
        if len(taken) < count:
            raise EOFError
        return taken

    def _byte(self) -> int:
        return self._take(1)[0]

    def _number(self) -> int:
        return int.from_bytes(self._take(2), "little")

    def _reset(self) -> None:
        self._line: list[Image.Image] = []
        self._stored: Image.Image | None = None
        self._spacing, self._paper.align = LINE_DOTS, 0
        self._bar_height, self._bar_width = 162, 3
        self._qr_dots, self._qr_level, self._qr_text = 3, "l", ""

    def _usual_spacing(self) -> None:
        self._spacing = LINE_DOTS

    def _set_spacing(self) -> None:
        self._spacing = self._byte()

    def _set_align(self) -> None:
        self._paper.align = self._byte() & 3

    def _set_bar_height(self) -> None:
        self._bar_height = self._byte()

    def _set_bar_width(self) -> None:
        self._bar_width = self._byte()

    def _end_line(self) -> None:
        line, self._line = self._line, []
        height = 0
        if line:
            self._paper.put(in_line(line))
            height = max(piece.height for piece in line)
        self._paper.feed(max(0, self._spacing - height))

    def _cut(self) -> None:
        if self._byte() in (65, 66):
            self._paper.feed(self._byte())
        self._tear_off()

    def _tear_off(self) -> None:
        if sheet := self._paper.tear_off():
            self._deliver(sheet)

    def _raster_picture(self) -> None:
        _, mode, wide, high = self._byte(), self._byte(), self._number(), self._number()
        self._paper.put(dots(raster(self._take(wide * high), wide, high), 1 + (mode & 1), 1 + (mode >> 1 & 1)))

    def _bit_columns(self) -> None:
        mode, width = self._byte(), self._number()
        deep = 3 if mode in (32, 33) else 1
        self._line.append(dots(raster(self._take(width * deep), deep, width).T))

    def _long_command(self) -> None:
        family, length = self._take(1), self._number()
        parameters = self._take(length)
        if family == b"L":
            self._graphics(parameters)
        elif family == b"k":
            self._qr(parameters[1], parameters[2:])

    def _graphics(self, parameters: bytes) -> None:
        if parameters[1] == 112:
            width, height = (int.from_bytes(parameters[at : at + 2], "little") for at in (6, 8))
            self._stored = dots(raster(parameters[10:], (width + 7) // 8, height), parameters[3], parameters[4])
        elif self._stored:
            self._paper.put(self._stored)

    def _qr(self, function: int, value: bytes) -> None:
        if function == 67:
            self._qr_dots = value[0]
        elif function == 69:
            self._qr_level = QR_LEVELS[value[0]]
        elif function == 80:
            self._qr_text = value[1:].decode()
        elif function == 81:
            symbol = segno.make(self._qr_text, error=self._qr_level, micro=False)
            self._paper.put(dots([list(row) for row in symbol.matrix], self._qr_dots, self._qr_dots))

    def _barcode(self) -> None:
        kind = self._byte()
        if kind != CODE128:
            raise ValueError(f"this printer has no barcode of kind {kind}")
        text = "".join(_code128_text(self._take(self._byte())))
        symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
        drawn = np.array(Image.fromarray(zxingcpp.write_barcode_to_image(symbol, scale=1, add_quiet_zones=False)))
        self._paper.put(dots(drawn[:1] == 0, self._bar_width, self._bar_height))


def _code128_text(content: bytes) -> Iterator[str]:
    """The text of `{B…` and `{C…` runs; in code set C each byte stands for two figures."""
    for run in content.split(b"{")[1:]:
        yield "".join(f"{pair:02}" for pair in run[1:]) if run[:1] == b"C" else run[1:].decode("ascii")
