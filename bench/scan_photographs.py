"""What a camera sees of a sheet in a hand: how it is held, what has become of the paper, light, lens and sensor."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.scan_receipts import Receipt, Sheet, grown

Picture = NDArray[np.uint8]
Real = NDArray[np.float32]
Size = tuple[int, int]  # width, height

HD, VGA = (1280, 720), (640, 480)
OVER = 2  # the scene is drawn so much larger than the picture, then averaged
FOCAL = 0.9  # of the picture's width
SKIN, WHITE = 150, 235
FOLDS = 14
EDGE = 0.02  # of the picture, that the symbol keeps away from its border


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that a still depends on besides the receipt. Angles in degrees; `width` of the paper, `aside`, `below`,
    `motion` (length), `defocus` (standard deviation) as shares of the picture's width in thousandths."""

    width: float = 600.0
    roll: float = 0.0
    pitch: float = 0.0
    yaw: float = 0.0
    aside: float = 0.0
    below: float = 0.0
    motion: float = 0.0
    motion_angle: float = 0.0
    defocus: float = 0.3
    light: float = 0.8  # grey of white paper, 1: saturated
    noise: float = 3.0  # grey levels
    shade: float = 0.1  # how much darker one side is
    glare: float = 0.0  # how bright a spot on the paper is, in white papers
    glare_size: float = 0.2  # of the symbol's size
    glare_aside: float = 0.0  # sizes of the symbol by which the spot has moved
    ink: float = 0.85  # blackness of the print
    worn: float = 0.0  # share of the print that is unevenly paler
    crumple: float = 0.0  # dots by which folds push the paper
    covered: float = 0.0  # share of the symbol under a finger
    quality: float = 92.0  # of the JPEG


def photograph(receipt: Receipt, how: Conditions, size: Size, random: Generator, grain: Generator | None = None) -> bytes:
    """One picture as the camera hands it over: a grey JPEG. With the same `random` and another `grain` it is the same
    scene once more."""
    big = (size[0] * OVER, size[1] * OVER)
    how = _framed(receipt, how, big)
    pixels = how.width / 1000 * big[0] / receipt.sheet.shape[1]  # a dot
    times = int(np.clip(np.ceil(pixels), 1, 5))
    paper = _paper(grown(receipt.sheet, times), how, times, random)
    matrix = _homography(receipt.place, how, big)
    to_dots = np.diag([1 / times, 1 / times, 1.0])
    to_dots[:2, 2] = (0.5 / times - 0.5,) * 2
    seen = _room(big, random)
    cv2.warpPerspective(paper, matrix @ to_dots, big, dst=seen, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)
    _cover(seen, receipt, matrix, how, random)
    small = cv2.resize(seen, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    lit = _lit(small, receipt, matrix / np.array([[OVER], [OVER], [1.0]]), how, random)
    return _sensed(_through_lens(lit, how), how, grain or random)


def _framed(receipt: Receipt, how: Conditions, size: Size) -> Conditions:
    """Held so that the whole symbol is in the picture, as a person does who sees the preview: turned by a quarter when
    it stands along the paper, in the middle, and farther away when it would not fit."""
    if receipt.span[1] > receipt.span[0] * 2:
        how = replace(how, roll=how.roll + 90)
    while not _is_inside(receipt, how, size):
        how = replace(how, width=how.width * 0.97, aside=how.aside * 0.8, below=how.below * 0.8)
    return how


def _is_inside(receipt: Receipt, how: Conditions, size: Size) -> bool:
    (x, y), (across, down) = receipt.place, receipt.span
    corners = [[x + side * across, y + end * down, 1] for side in (-1, 1) for end in (-1, 1)]
    seen = _homography(receipt.place, how, size) @ np.array(corners).T
    share = seen[:2] / seen[2] / np.array(size)[:, None]
    return bool(share.min() > EDGE and share.max() < 1 - EDGE)


def _homography(place: tuple[float, float], how: Conditions, size: Size) -> NDArray[np.float64]:
    """From dots of the paper to pixels, for a paper turned in space around its symbol."""
    turned, _ = cv2.Rodrigues(np.radians([how.pitch, how.yaw, 0.0]))
    rolled, _ = cv2.Rodrigues(np.radians([0.0, 0.0, how.roll]))
    axes, focal = rolled @ turned, FOCAL * size[0]
    scale = how.width / 1000 * size[0] / 640
    distance = focal / scale
    away = np.array([how.aside, how.below, 0.0]) / 1000 * size[0] / scale + np.array([0, 0, distance])
    camera = np.array([[focal, 0, size[0] / 2], [0, focal, size[1] / 2], [0, 0, 1]])
    to_place = np.array([[1, 0, -place[0]], [0, 1, -place[1]], [0, 0, 1]])
    matrix: NDArray[np.float64] = camera @ np.column_stack([axes[:, 0], axes[:, 1], away]) @ to_place
    return matrix


def _paper(sheet: Sheet, how: Conditions, times: int, random: Generator) -> Picture:
    """The sheet with its ink, pale where it is worn, and its folds."""
    high, wide = sheet.shape
    if not how.worn:
        white = (WHITE * (1 - how.ink * (1 - np.arange(256) / 255))).astype(np.uint8)[sheet]
    else:
        ink = how.ink * (1 - how.worn * _waves((high, wide), 60 * times, random))
        ink *= (1 - how.worn * (random.random(wide // (3 * times) + 1) < 0.12)).repeat(3 * times)[:wide].astype(np.float32)
        white = (WHITE * (1 - ink * (1 - sheet.astype(np.float32) / 255))).astype(np.uint8)
    if not how.crumple:
        return white
    push, shade = _folds((high, wide), times, random)
    rows, columns = np.mgrid[0:high, 0:wide].astype(np.float32)
    reach = np.float32(how.crumple * times)
    bent = cv2.remap(white, columns + push[0] * reach, rows + push[1] * reach, cv2.INTER_LINEAR)
    return np.clip(bent * (1 + np.float32(0.04 * min(how.crumple, 8)) * shade), 0, 255).astype(np.uint8)


def _folds(shape: tuple[int, int], times: int, random: Generator) -> tuple[tuple[Real, Real], Real]:
    """How far creases push each point across and down (about -1 to 1), and how their slopes catch the light."""
    high, wide = shape[0] // times, shape[1] // times
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    across, down, shade = (np.zeros((high, wide), np.float32) for _ in range(3))
    for _ in range(FOLDS):
        angle, reach = float(random.uniform(0, np.pi)), float(random.uniform(30, 120))
        part_x, part_y = np.float32(np.cos(angle)), np.float32(np.sin(angle))
        far = (x - float(random.uniform(0, wide))) * part_x + (y - float(random.uniform(0, high))) * part_y
        slope = float(random.uniform(-1, 1)) * np.exp(-np.abs(far) / np.float32(reach))
        across, down = across + slope * far / reach * part_x, down + slope * far / reach * part_y
        shade = shade + slope * np.sign(far) * np.float32(np.cos(angle - 0.7))
    large = [np.asarray(cv2.resize(each, (shape[1], shape[0])), np.float32) for each in (across, down, shade)]
    return (large[0], large[1]), large[2]


def _waves(shape: tuple[int, int], length: int, random: Generator) -> Real:
    """A smooth field of values around 0 to 1, whose hills are `length` pixels apart."""
    coarse = random.random((shape[0] // length + 3, shape[1] // length + 3), np.float32)
    return np.asarray(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), np.float32)


def _room(size: Size, random: Generator) -> Picture:
    """A desk or a hall behind the paper."""
    small = np.full((size[1] // 8, size[0] // 8), random.integers(50, 190), np.uint8)
    for _ in range(int(random.integers(3, 12))):
        left, top = random.integers((0, 0), (small.shape[1], small.shape[0])).tolist()
        wide, high = random.integers(4, 70, 2).tolist()
        cv2.rectangle(small, (left, top), (left + wide, top + high), int(random.integers(30, 220)), -1)
    soft = cv2.GaussianBlur(small, (0, 0), float(random.uniform(0.8, 3)))
    return np.asarray(cv2.resize(soft, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _cover(seen: Picture, receipt: Receipt, matrix: NDArray[np.float64], how: Conditions, random: Generator) -> None:
    """A thumb that holds the paper beside the symbol, and a finger over `covered` of it."""
    across, down = receipt.span
    side = float(random.choice([-1, 1]))
    spots = [(receipt.place[0] + side * 300, receipt.place[1] + float(random.uniform(180, 380)), 55.0)]
    if how.covered:
        spots.append(_over(receipt, how.covered, side, random))
    for x, y, radius in spots:
        _finger(seen, matrix, (x, y), radius * float(how.width) / 1000 * seen.shape[1] / receipt.sheet.shape[1])


def _over(receipt: Receipt, covered: float, side: float, random: Generator) -> tuple[float, float, float]:
    """The middle and radius in dots of a finger over a part of the symbol: of bars mostly from above or below, where it
    may reach four times as far, of a QR from any side."""
    (x, y), (across, down) = receipt.place, receipt.span
    radius = float(np.clip(min(across, down), 30, 70))
    if random.random() < (0.8 if max(across, down) > 2 * min(across, down) else 0.5):
        at, edge = float(random.uniform(-0.8, 0.8)), radius - 4 * covered * 2 * min(across, down)
        return (x + at * across, y + side * (down + edge), radius) if across > down else (x + side * (across + edge), y + at * down, radius)
    at, edge = float(random.uniform(-0.7, 0.7)), radius - covered * 2 * max(across, down)
    return (x + side * (across + edge), y + at * down, radius) if across > down else (x + at * across, y + side * (down + edge), radius)


def _finger(seen: Picture, matrix: NDArray[np.float64], dot: tuple[float, float], radius: float) -> None:
    x, y, w = matrix @ [*dot, 1]
    centre = (round(x / w), round(y / w))
    for share, grey in ((1.0, SKIN * 0.8), (0.85, SKIN)):
        cv2.circle(seen, centre, max(1, round(radius * share)), grey, -1, cv2.LINE_AA)


def _lit(seen: Real, receipt: Receipt, matrix: NDArray[np.float64], how: Conditions, random: Generator) -> Real:
    """The picture under a lamp at one side, with a bright spot near the symbol when there is glare; 0 to 255 and more."""
    high, wide = seen.shape
    y, x = np.mgrid[-1 : 1 : high * 1j, -1 : 1 : wide * 1j].astype(np.float32)
    angle = float(random.uniform(0, 2 * np.pi))
    lit = seen * np.float32(how.light / 0.92) * (1 + np.float32(how.shade) * (x * np.cos(angle) + y * np.sin(angle)))
    if how.glare:
        dot = np.array(receipt.place) + (random.uniform(-0.6, 0.6, 2) + [how.glare_aside, 0]) * receipt.span
        cx, cy, w = matrix @ [*dot, 1]
        reach = how.glare_size * 2 * float(np.sqrt(receipt.span[0] * receipt.span[1])) * how.width / 1000 * wide / receipt.sheet.shape[1]
        turned = float(random.uniform(0, np.pi))
        u, v = (x + 1) * wide / 2 - cx / w, (y + 1) * high / 2 - cy / w
        far = (u * np.cos(turned) + v * np.sin(turned)) ** 2 + ((v * np.cos(turned) - u * np.sin(turned)) * 1.8) ** 2
        lit += np.float32(how.glare * 255) * np.exp(-((far / reach**2) ** 1.5))
    return np.asarray(lit, np.float32)


def _through_lens(lit: Real, how: Conditions) -> Real:
    """Out of focus and moved."""
    thousandth = lit.shape[1] / 1000
    lit = np.minimum(lit, 400)
    if how.defocus * thousandth > 0.2:
        lit = np.asarray(cv2.GaussianBlur(lit, (0, 0), how.defocus * thousandth), np.float32)
    length = how.motion * thousandth
    return np.asarray(cv2.filter2D(lit, -1, _trace(length, how.motion_angle)), np.float32) if length > 0.5 else lit


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


def _sensed(lit: Real, how: Conditions, random: Generator) -> bytes:
    """With the sensor's noise, which grows with the light, as bytes of a JPEG."""
    lit = np.minimum(lit, 255)
    grain = random.standard_normal(lit.shape, np.float32)
    noisy = lit + grain * np.float32(how.noise) * np.sqrt(0.4 + lit / 255)
    quality = [cv2.IMWRITE_JPEG_QUALITY, round(how.quality)]
    written, data = cv2.imencode(".jpg", np.clip(noisy, 0, 255).astype(np.uint8), quality)
    if not written:
        raise ValueError("no JPEG")
    return bytes(data)
