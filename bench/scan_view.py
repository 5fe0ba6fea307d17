"""How a receipt is held before the camera: from dots of the paper to pixels."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.scan_conditions import Conditions, Size
from bench.scan_receipts import WIDTH, Receipt

FOCAL = 0.9  # of the picture's width
EDGE = 0.02  # of the picture, that the symbol keeps away from its border
Dot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """A receipt in a picture of `size` pixels."""

    receipt: Receipt
    how: Conditions
    size: Size

    @classmethod
    def of(cls, receipt: Receipt, how: Conditions, size: Size) -> "View":
        """Held so that the whole symbol is in the picture, as a person does who sees the preview: turned by a quarter
        when it stands along the paper, nearer to the middle and farther away when it would not fit."""
        along = receipt.span[1] > receipt.span[0] * 2
        view = cls(receipt, replace(how, roll=how.roll + 90) if along else how, size)
        while not view._shows_all:
            how = view.how
            view = replace(view, how=replace(how, width=how.width * 0.97, aside=how.aside * 0.8, below=how.below * 0.8))
        return view

    @property
    def dot(self) -> float:
        """Pixels of a dot of the print, about."""
        return self.how.width / 1000 * self.size[0] / WIDTH

    @property
    def matrix(self) -> NDArray[np.float64]:
        """From dots to pixels, for a paper turned in space around its symbol."""
        turned, _ = cv2.Rodrigues(np.radians([self.how.pitch, self.how.yaw, 0.0]))
        rolled, _ = cv2.Rodrigues(np.radians([0.0, 0.0, self.how.roll]))
        axes, focal = rolled @ turned, FOCAL * self.size[0]
        away = [self.how.aside / 1000 * self.size[0] / self.dot, self.how.below / 1000 * self.size[0] / self.dot]
        camera = np.array([[focal, 0, self.size[0] / 2], [0, focal, self.size[1] / 2], [0, 0, 1]])
        x, y = self.receipt.place
        pose = np.column_stack([axes[:, 0], axes[:, 1], [*away, focal / self.dot]])
        matrix: NDArray[np.float64] = camera @ pose @ np.array([[1, 0, -x], [0, 1, -y], [0, 0, 1]])
        return matrix

    def pixel(self, dot: Dot) -> Dot:
        """Where in the picture a point of the paper is."""
        x, y, w = self.matrix @ [*dot, 1]
        return float(x / w), float(y / w)

    @property
    def _shows_all(self) -> bool:
        (x, y), (across, down) = self.receipt.place, self.receipt.span
        corners = [self.pixel((x + side * across, y + end * down)) for side in (-1, 1) for end in (-1, 1)]
        shares = np.array(corners) / np.array(self.size)
        return bool(shares.min() > EDGE and shares.max() < 1 - EDGE)
