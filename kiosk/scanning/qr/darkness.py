"""How surely each module of a level picture is dark: the light evened out, the blur undone.

The blur is learnt from the modules that are the same in every symbol, then once more from all, as they seem to be.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.qr.layout import Layout
from kiosk.scanning.qr.modules import BORDER, PIXELS

Numbers = NDArray[np.float32]
EVEN = 5  # modules in which there is something dark and something light
FAINTEST = 0.45  # of the usual contrast: where there is less, all is in doubt
PART = 250_000  # products of numbers
FEW, MANY = (1, 2, 6.0), (2, 3, 10.0)  # cells a module's side, cells around it that blur reaches, and the ridge


@dataclass(frozen=True, slots=True)
class Symbol:
    """A level picture and what stands where in it."""

    flat: Numbers
    layout: Layout

    @property
    def known(self) -> Numbers:
        """1 for dark and -1 for light where all symbols are the same, 0 elsewhere."""
        layout = self.layout
        return np.where(layout.known, np.where(layout.dark, 1.0, -1.0), 0.0).astype(np.float32)


def softly_dark(symbol: Symbol) -> tuple[Numbers, float]:
    """For each module how surely it is dark (1) or light (-1), and how like the known modules are (1: all)."""
    around = _around(symbol, FEW)
    inside, known = around[..., around.shape[-1] // 2 - 1], symbol.layout.known
    likeness = float(np.corrcoef(inside[known], symbol.known[known])[0, 1])
    return _fitted(around, symbol.known, FEW), likeness


def surer(symbol: Symbol, dark: Numbers) -> Numbers:
    """The same once more, with what `dark` says of all modules taken for true as far as it is sure."""
    believed = np.where(symbol.layout.known, symbol.known, dark.clip(-1, 1)).astype(np.float32)
    return _fitted(_around(symbol, MANY), believed, MANY)


def _around(symbol: Symbol, how: tuple[int, int, float]) -> Numbers:
    """For each module the evened cells in it and around it, row by row, and a one."""
    fine, reach, _ = how
    cells, side = _evened(symbol, fine), symbol.layout.side
    starts = range(BORDER * fine - reach, (BORDER + 1) * fine + reach)
    views = [cells[i : i + side * fine : fine, j : j + side * fine : fine] for i in starts for j in starts]
    return np.stack([*views, np.ones((side, side), np.float32)], axis=-1)


def _evened(symbol: Symbol, fine: int) -> Numbers:
    """Dark about 1 and light about -1, whatever the light; 0 where there is neither. `fine` cells a module."""
    wide = len(symbol.flat) // PIXELS
    means = cv2.resize(symbol.flat, (wide, wide), interpolation=cv2.INTER_AREA)
    window = np.ones((EVEN, EVEN), np.uint8)
    light, dark = (cv2.GaussianBlur(most(means, window), (0, 0), EVEN / 2) for most in (cv2.dilate, cv2.erode))
    half = np.maximum((light - dark) / 2, FAINTEST * float(np.median(light - dark)) / 2 + 0.5)
    size = (wide * fine, wide * fine)
    cells, middle, half = (
        cv2.resize(part, size, interpolation=way)
        for part, way in (
            (symbol.flat, cv2.INTER_AREA),
            ((light + dark) / 2, cv2.INTER_LINEAR),
            (half, cv2.INTER_LINEAR),
        )
    )
    return np.asarray((middle - cells) / half, dtype=np.float32)


def _fitted(around: Numbers, believed: Numbers, how: tuple[int, int, float]) -> Numbers:
    """What the filter says of all modules that makes those which are believed what they are; it differs from a plain
    mean of the module's own cells no more than it must."""
    fine, reach, ridge = how
    trust = np.abs(believed)
    told, weights = around[trust > 0], trust[trust > 0]
    plain = np.zeros((fine + 2 * reach, fine + 2 * reach), np.float32)
    plain[reach : reach + fine, reach : reach + fine] = 1 / fine**2
    start = np.append(plain.ravel(), np.float32(0))
    left = np.sign(believed[trust > 0]) - _applied(told, start)
    square, right = _products(told * weights[:, None], np.column_stack([told, left]))
    _, change = cv2.solve(square + ridge * np.eye(len(start), dtype=np.float32), right, flags=cv2.DECOMP_CHOLESKY)
    return _applied(around, start + np.asarray(change, np.float32).ravel())


def _products(one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """`one` turned over times `other`, whose last column is given apart. In parts so small that the library for
    matrices starts no threads: they would take the core that the screen needs, and wait for each other."""
    rows = max(1, PART // (one.shape[1] * other.shape[1]))
    whole = sum(one[at : at + rows].T @ other[at : at + rows] for at in range(0, len(one), rows))
    both = np.asarray(whole, dtype=np.float32)
    return np.ascontiguousarray(both[:, :-1]), np.ascontiguousarray(both[:, -1:])


def _applied(around: Numbers, weights: Numbers) -> Numbers:
    return np.asarray(np.einsum("...k,k->...", around, weights), dtype=np.float32)
