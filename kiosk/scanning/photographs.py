"""Pictures from files of every kind, as the decoder wants them: grey, eight bits, of a reasonable size."""

from pathlib import Path

import cv2
import numpy as np

from kiosk.scanning.slot import Picture

ENDINGS = frozenset({".bmp", ".jpeg", ".jpg", ".pgm", ".png", ".pnm", ".ppm", ".tif", ".tiff", ".webp"})
LARGEST_SIDE = 4_000  # pixels; a larger photograph is reduced, its symbols stay large enough


def photographs(folder: Path) -> list[Path]:
    """The files in a folder that are pictures by their name, in order."""
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in ENDINGS and file.is_file())


def open_grey(file: Path) -> Picture | None:
    """The picture in a file: colours and 16 bits become grey, what is transparent white; None when it can't be read."""
    try:
        read = cv2.imdecode(np.frombuffer(file.read_bytes(), dtype=np.uint8), cv2.IMREAD_UNCHANGED)
    except (OSError, cv2.error):
        return None
    return _reduced(_grey(_eight_bits(np.asarray(read)))) if read is not None and read.size else None


def _eight_bits(picture: np.ndarray) -> Picture:
    if picture.dtype == np.uint8:
        return picture
    brightest = max(1.0, float(picture.max()))  # cameras with 10 or 12 bits leave the upper ones dark
    return np.asarray(picture.astype(np.float32).clip(0) * (255 / brightest), dtype=np.uint8)


def _grey(picture: Picture) -> Picture:
    if picture.ndim == 2:
        return picture
    channels = picture.shape[2]
    if channels == 4:
        opaque = picture[:, :, 3:].astype(np.float32) / 255
        picture = (picture[:, :, :3] * opaque + 255 * (1 - opaque)).astype(np.uint8)
    grey = picture[:, :, 0] if channels < 3 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.ascontiguousarray(grey, dtype=np.uint8)


def _reduced(picture: Picture) -> Picture:
    scale = LARGEST_SIDE / max(picture.shape)
    if scale >= 1:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
