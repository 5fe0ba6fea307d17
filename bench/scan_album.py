"""Pictures that are taken once and kept: JPEG files by seed and the generator's version."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np

from bench.scan_bursts import burst
from bench.scan_empty import empty_frame
from bench.scan_photographs import Picture
from bench.scan_receipts import Symbol
from bench.scan_stills import KEPT_IN, VERSION

PROCESSES = 2
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class KeptBurst:
    """A burst whose frames are in files."""

    symbol: Symbol
    files: tuple[Path, ...]
    text: str

    @property
    def pictures(self) -> list[Picture]:
        """Its frames, grey."""
        return [grey(file) for file in self.files]


def grey(file: Path) -> Picture:
    """The picture in a file."""
    return np.asarray(cv2.imread(str(file), cv2.IMREAD_GRAYSCALE), np.uint8)


def kept_bursts(seed: int, each: int) -> list[KeptBurst]:
    """`each` bursts of a symbol."""
    wanted = [(seed, symbol, number) for symbol in Symbol for number in range(each)]
    return list(_in_processes(_keep_burst, wanted))


def kept_empty(seed: int, count: int) -> list[Path]:
    """So many frames without a code."""
    return list(_in_processes(_keep_empty, [(seed, number) for number in range(count)]))


def _keep_burst(wanted: tuple[int, Symbol, int]) -> KeptBurst:
    seed, symbol, number = wanted
    folder = _folder(seed) / f"burst-{symbol}-{number:02d}"
    told = folder / "text"
    if not told.exists():
        cv2.setNumThreads(1)
        folder.mkdir(exist_ok=True)
        frames, text, _code = burst(seed, symbol, number)
        for at, frame in enumerate(frames):
            (folder / f"f{at:02d}.jpg").write_bytes(frame)
        told.write_text(text)
    return KeptBurst(symbol, tuple(sorted(folder.glob("f*.jpg"))), told.read_text())


def _keep_empty(wanted: tuple[int, int]) -> Path:
    seed, number = wanted
    file = _folder(seed) / f"empty-{number:03d}.jpg"
    if not file.exists():
        cv2.setNumThreads(1)
        file.write_bytes(empty_frame(seed, number))
    return file


def _folder(seed: int) -> Path:
    folder = KEPT_IN / f"v{VERSION}" / str(seed)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _in_processes(make: Callable[[Any], Made], wanted: Sequence[Any]) -> list[Made]:
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        return list(pool.map(make, wanted, chunksize=4))
