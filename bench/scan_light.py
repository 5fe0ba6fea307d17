"""Lamp, lens and sensor: from a sharp scene to the bytes that a camera hands over."""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.scan_conditions import Conditions
from bench.scan_view import View

Real = NDArray[np.float32]

WHITE = 0.92  # of full light, that white paper reflects
BRIGHTEST = 400  # grey levels at which a highlight is cut off before it spreads


def lit(seen: Real, view: View, random: Generator) -> Real:
    """The picture under a lamp at one side, and with glare a bright spot near the symbol; 0 to 255 and more."""
    y, x = np.mgrid[-1 : 1 : view.size[1] * 1j, -1 : 1 : view.size[0] * 1j].astype(np.float32)
    angle, how = float(random.uniform(0, 2 * np.pi)), view.how
    shade = 1 + np.float32(how.shade) * (x * np.cos(angle) + y * np.sin(angle))
    even = seen * np.float32(how.light / WHITE) * shade
    return np.asarray(even + _spot(view, random) if how.glare else even, np.float32)


def _spot(view: View, random: Generator) -> Real:
    """The lamp itself, mirrored on the paper."""
    (x, y), span = view.receipt.place, np.array(view.receipt.span)
    aside, below = (random.uniform(-0.6, 0.6, 2) + np.array([view.how.glare_aside, 0])) * span
    left, top = view.pixel((x + float(aside), y + float(below)))
    reach = view.how.glare_size * 2 * float(np.sqrt(span.prod())) * view.dot
    turned = float(random.uniform(0, np.pi))
    v, u = np.mgrid[0 : view.size[1], 0 : view.size[0]].astype(np.float32)
    u, v = u - np.float32(left), v - np.float32(top)
    far = (u * np.cos(turned) + v * np.sin(turned)) ** 2 + ((v * np.cos(turned) - u * np.sin(turned)) * 1.8) ** 2
    return np.asarray(np.float32(view.how.glare * 255) * np.exp(-((far / reach**2) ** 1.5)), np.float32)


def through_lens(bright: Real, how: Conditions) -> Real:
    """Out of focus and moved."""
    thousandth = bright.shape[1] / 1000
    soft = np.minimum(bright, BRIGHTEST)
    if how.defocus * thousandth > 0.2:
        soft = np.asarray(cv2.GaussianBlur(soft, (0, 0), how.defocus * thousandth), np.float32)
    length = how.motion * thousandth
    return np.asarray(cv2.filter2D(soft, -1, _trace(length, how.motion_angle)), np.float32) if length > 0.5 else soft


def _trace(length: float, degrees: float) -> Real:
    """The way that a point takes while the shutter is open."""
    side = 2 * (int(length) // 2 + 1) + 1
    trace = np.zeros((side, side), np.float32)
    for step in np.linspace(-0.5, 0.5, 4 * side):
        x, y = (side // 2 + step * length * part for part in (np.cos(np.radians(degrees)), np.sin(np.radians(degrees))))
        left, top = int(x), int(y)
        for row, column, share in (
            (top, left, (1 - y + top) * (1 - x + left)),
            (top, left + 1, (1 - y + top) * (x - left)),
            (top + 1, left, (y - top) * (1 - x + left)),
            (top + 1, left + 1, (y - top) * (x - left)),
        ):
            if row < side and column < side:
                trace[row, column] += np.float32(share)
    return trace / np.float32(trace.sum())


def sensed(bright: Real, how: Conditions, random: Generator) -> bytes:
    """With the sensor's noise, which grows with the light, as bytes of a JPEG."""
    kept = np.minimum(bright, 255)
    grain = random.standard_normal(kept.shape, np.float32)
    noisy = kept + grain * np.float32(how.noise) * np.sqrt(0.4 + kept / 255)
    quality = [cv2.IMWRITE_JPEG_QUALITY, round(how.quality)]
    written, data = cv2.imencode(".jpg", np.clip(noisy, 0, 255).astype(np.uint8), quality)
    if not written:
        raise ValueError("no JPEG")
    return bytes(data)
