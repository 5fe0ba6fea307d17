"""What stands before the kiosk's camera: the hall, a visitor, a sheet of thermal paper in the hand, light and lens."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image

Frame = NDArray[np.uint8]  # rows, columns, blue-green-red
Real = NDArray[np.float32]

WIDTH, HEIGHT = 1280, 720
FOCAL = 1100.0  # pixels
WALL, FLOOR, DOOR = (196, 204, 206), (120, 130, 138), (150, 140, 128)
SKIN = (122, 152, 205)
PAPER_COLOUR, INK = (238, 244, 246), 52
HELD = 620  # dots above and below the code; the rest of a long receipt hangs folded out of sight
THUMB = (30.0, 300.0)  # dots from the paper's left edge, and below the code


@dataclass(frozen=True)
class Shot:
    """One frame: how the paper is held (degrees; `size` in pixels a dot of the print; `aside` and `below` in pixels off
    the middle of the frame) and how well the camera sees it (`defocus` and `motion` in pixels, `noise` in grey levels,
    `exposure` 1 when right)."""

    roll: float
    pitch: float
    yaw: float
    size: float
    aside: float
    below: float
    defocus: float
    motion: float
    noise: float
    exposure: float


@dataclass(frozen=True)
class Scene:
    """What stays the same during a film; `code` is where the code's middle is on the paper, in dots."""

    hall: Frame
    visited: Frame
    paper: Frame
    code: tuple[float, float]
    light: Real

    @classmethod
    def of(cls, paper: Image.Image, code: tuple[float, float], random: Generator) -> "Scene":
        """A scene with this sheet in the hand, the rest of it by chance."""
        top = max(0, round(code[1]) - HELD)
        held = paper.crop((0, top, paper.width, min(paper.height, round(code[1]) + HELD)))
        hall = _hall(random)
        visited = _with_visitor(hall, random)
        return cls(_soft(hall), _soft(visited), _texture(held, random), (code[0], code[1] - top), _light(random))


def photograph(scene: Scene, shot: Shot | None, random: Generator) -> Frame:
    """One frame; None for the empty hall."""
    if shot is None:
        return _exposed(scene.hall * scene.light, 4.0, random)
    seen = _through_lens(_held(scene, shot), shot, random)
    return _exposed(seen * scene.light * np.float32(shot.exposure), shot.noise, random)


def homography(code: tuple[float, float], shot: Shot) -> NDArray[np.float64]:
    """From dots of the paper to pixels of the frame, for a paper turned in space around its code."""
    turned, _ = cv2.Rodrigues(np.radians([shot.pitch, shot.yaw, 0.0]))
    rolled, _ = cv2.Rodrigues(np.radians([0.0, 0.0, shot.roll]))
    axes = rolled @ turned
    distance = FOCAL / shot.size
    place = np.array([shot.aside / shot.size, shot.below / shot.size, distance])
    camera = np.array([[FOCAL, 0, WIDTH / 2], [0, FOCAL, HEIGHT / 2], [0, 0, 1]])
    to_code = np.array([[1, 0, -code[0]], [0, 1, -code[1]], [0, 0, 1]])
    matrix: NDArray[np.float64] = camera @ np.column_stack([axes[:, 0], axes[:, 1], place]) @ to_code
    return matrix


def _held(scene: Scene, shot: Shot) -> Frame:
    matrix, (high, wide) = homography(scene.code, shot), scene.paper.shape[:2]
    sheet = cv2.warpPerspective(scene.paper, matrix, (WIDTH, HEIGHT))
    cover = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, (WIDTH, HEIGHT))
    shadow = cv2.GaussianBlur(np.roll(cover, (18, 26), (0, 1)), (0, 0), 16)
    behind = scene.visited * (1 - np.float32(0.35 / 255) * shadow[..., None])
    share = cover[..., None].astype(np.float32) / 255
    seen = np.ascontiguousarray(sheet * share + behind * (1 - share), np.uint8)
    return _with_thumb(seen, matrix, scene, shot)


def _with_thumb(seen: Frame, matrix: NDArray[np.float64], scene: Scene, shot: Shot) -> Frame:
    x, y, w = matrix @ [THUMB[0], scene.code[1] + THUMB[1], 1]
    centre, size = (round(x / w), round(y / w)), shot.size
    for grown, colour in ((1.0, tuple(part * 0.8 for part in SKIN)), (0.92, SKIN)):
        axes = (round(95 * size * grown), round(42 * size * grown))
        cv2.ellipse(seen, centre, axes, shot.roll - 12, 0, 360, colour, -1, cv2.LINE_AA)
    return seen


def _through_lens(seen: Frame, shot: Shot, random: Generator) -> Frame:
    blurred = cv2.GaussianBlur(seen, (0, 0), shot.defocus) if shot.defocus > 0.3 else seen
    length = round(shot.motion)
    if length < 2:
        return np.asarray(blurred, np.uint8)
    trace = np.zeros((length, length), np.float32)
    angle = random.uniform(0, np.pi)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    start, end = (length / 2 - reach).astype(int), (length / 2 + reach).astype(int)
    cv2.line(trace, (int(start[0]), int(start[1])), (int(end[0]), int(end[1])), 1)
    return np.asarray(cv2.filter2D(blurred, -1, trace / trace.sum()), np.uint8)


def _exposed(light: Real, noise: float, random: Generator) -> Frame:
    grain = random.standard_normal((*light.shape[:2], 1), np.float32) * np.float32(noise)
    return np.clip(light + grain, 0, 255).astype(np.uint8)


def _light(random: Generator) -> Real:
    """A lamp on one side: the far side gets about two thirds of its light."""
    angle = random.uniform(0, 2 * np.pi)
    y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j]
    fall = 0.88 + 0.16 * (x * np.cos(angle) + y * np.sin(angle)) - 0.06 * (x * x + y * y)
    return np.asarray(fall[..., None], np.float32)


def _hall(random: Generator) -> Frame:
    hall = np.full((HEIGHT, WIDTH, 3), WALL, np.uint8)
    cv2.rectangle(hall, (0, 560), (WIDTH, HEIGHT), FLOOR, -1)
    for left in random.integers(0, WIDTH, 3).tolist():
        cv2.rectangle(hall, (left, 120), (left + 170, 560), DOOR, -1)
    for _ in range(6):
        left, top = random.integers((0, 40), (WIDTH, 420)).tolist()
        colour = random.integers(90, 230, 3).tolist()
        cv2.rectangle(hall, (left, top), (left + 90, top + 120), colour, -1)
    return hall


def _with_visitor(hall: Frame, random: Generator) -> Frame:
    seen, shirt = hall.copy(), random.integers(60, 200, 3).tolist()
    middle = int(WIDTH / 2 + random.integers(-160, 160))
    cv2.ellipse(seen, (middle, 800), (420, 430), 0, 0, 360, shirt, -1)
    cv2.ellipse(seen, (middle, 210), (130, 170), 0, 0, 360, SKIN, -1)
    cv2.ellipse(seen, (middle, 130), (140, 110), 0, 180, 360, (40, 40, 44), -1)
    return seen


def _soft(picture: Frame) -> Frame:
    """Far behind the paper: out of focus."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 11), np.uint8)


def _texture(paper: Image.Image, random: Generator) -> Frame:
    """The sheet in colour: grey ink on warm white, with the soft waves of paper that was in a pocket."""
    ink = np.asarray(paper.convert("L"), np.float32)[..., None] / 255
    sheet = INK + ink * (np.array(PAPER_COLOUR, np.float32) - INK)
    coarse = random.standard_normal((paper.height // 90 + 2, paper.width // 90 + 2)).astype(np.float32)
    waves = cv2.resize(coarse, paper.size, interpolation=cv2.INTER_CUBIC)[..., None]
    return np.clip(sheet * (1 + 0.035 * waves), 0, 255).astype(np.uint8)
