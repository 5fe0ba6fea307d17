"""All that a picture of a receipt depends on besides the receipt."""

from dataclasses import dataclass

Size = tuple[int, int]  # width, height

HD, VGA = (1280, 720), (640, 480)


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
