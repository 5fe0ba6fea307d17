"""The stills of a seed: every factor at every severity, for both symbols and both sizes, kept as JPEG files.

540 of a symbol: twelve factors, five severities, nine each. The same seed and version give the same bytes.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from bench.scan_conditions import HD, VGA, Size
from bench.scan_degrading import SEVERITIES, Factor, Kind, conditions
from bench.scan_photographs import photograph
from bench.scan_receipts import Symbol, a_receipt
from bench.scan_view import View

KEPT_IN = Path("var/bench/scan")
VERSION = 5  # of the generator: pictures of another version are not used
EACH = 9
STEPS = (0.6180339887, 0.4142135624)
REPORT_SEED, TUNING_SEED, CALIBRATION_SEED = 60_2014, 1, 2
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Still:
    """One picture to be read. `number` is its place among those of its symbol, factor and severity."""

    seed: int
    symbol: Symbol
    factor: Factor
    severity: int
    number: int

    @property
    def size(self) -> Size:
        """720p and VGA in turn, so that both have as many over all."""
        at = list(Factor).index(self.factor) + self.severity + self.number
        return HD if at % 2 == 0 else VGA

    @property
    def kind(self) -> Kind:
        """How it is taken. Numbers in a row are spread evenly by multiples of irrational parts, from a chance start."""
        starts = default_rng(_key(self)[:-1]).random(2)
        across, turned = ((starts + np.array(STEPS) * self.number) % 1).tolist()
        return Kind(self.symbol, self.factor, self.severity, (across, turned))

    @property
    def name(self) -> str:
        """A file's name, without its folder."""
        return f"{self.symbol}-{self.factor.replace(' ', '_')}-{self.severity}-{self.number:02d}.jpg"


@dataclass(frozen=True, slots=True)
class Kept:
    """A still whose picture is in a file: what its symbol says, and the dossier's code."""

    still: Still
    file: Path
    text: str
    code: str

    @property
    def picture(self) -> Picture:
        """The grey picture."""
        return np.asarray(cv2.imread(str(self.file), cv2.IMREAD_GRAYSCALE), np.uint8)


def stills(seed: int, each: int = EACH) -> list[Still]:
    """All stills of a seed, `each` of a symbol, factor and severity."""
    return [
        Still(seed, symbol, factor, severity, number)
        for symbol in Symbol
        for factor in Factor
        for severity in SEVERITIES
        for number in range(each)
    ]


def kept_stills(seed: int, each: int = EACH, processes: int = 2) -> list[Kept]:
    """The stills with their pictures, which are taken now unless they are there from an earlier time."""
    folder = KEPT_IN / f"v{VERSION}" / str(seed)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = stills(seed, each)
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        return list(pool.map(_keep, wanted, [folder] * len(wanted), chunksize=8))


def take(still: Still) -> tuple[bytes, str, str]:
    """The picture of a still (JPEG), what its symbol says, and the dossier's code."""
    random = default_rng(list(_key(still)))
    receipt = a_receipt(still.symbol, random)
    how = conditions(still.kind, random)
    return photograph(View.of(receipt, how, still.size), random), receipt.text, receipt.code


def of_size(kept: Sequence[Kept], size: Size) -> Iterator[Kept]:
    """Those of one size."""
    return (each for each in kept if each.still.size == size)


def _keep(still: Still, folder: Path) -> Kept:
    file, told = folder / still.name, folder / f"{still.name}.txt"
    if not told.exists():
        cv2.setNumThreads(1)
        picture, text, code = take(still)
        file.write_bytes(picture)
        told.write_text(f"{text}\n{code}\n")
    text, code = told.read_text().split("\n")[:2]
    return Kept(still, file, text, code)


def _key(still: Still) -> tuple[int, ...]:
    return still.seed, list(Symbol).index(still.symbol), list(Factor).index(still.factor), still.severity, still.number
