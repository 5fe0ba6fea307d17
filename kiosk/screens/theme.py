"""The one theme: colours, type scale and spacing. Import it after `surroundings.prepare` has set the density.

Lengths are pixels of this window, from dp: 480 dp span its shorter side, so the same layout stands on 1080×1920,
1920×1080 and 800×480. Every pair of ink and ground that is used has a contrast of 4.5:1 or better (tested).
"""

from dataclasses import dataclass

from kivy.metrics import dp, sp
from kivy.utils import get_color_from_hex

Colour = list[float]
Pair = tuple[float, float]


def colour(text: str) -> Colour:
    """`#rrggbb` as Kivy wants it."""
    return list(get_color_from_hex(text))


PAPER = colour("#F5F2EB")  # behind everything
CARD = colour("#FFFFFF")
INK = colour("#15212B")
SOFT = colour("#4B5863")  # labels and notes
LINE = colour("#DAD4C7")
BRAND = colour("#0B4A59")
BRAND_DOWN = colour("#07323D")
ON_BRAND = colour("#FFFFFF")
ON_BRAND_SOFT = colour("#C6DEE4")
GOLD = colour("#F2B632")
QUIET_DOWN = colour("#E6E0D3")
CLEAR = [0.0, 0.0, 0.0, 0.0]
SHADE = [0.04, 0.09, 0.12, 0.72]  # over a screen that waits behind a dialog
DARK = colour("#101A20")  # behind the camera picture

DISPLAY = sp(33)
TITLE = sp(25)
LEAD = sp(20)
BODY = sp(17)
SMALL = sp(14)

HAIR = dp(1)
GAP = dp(8)
SPACE = dp(16)
EDGE = dp(24)
ROUND = dp(12)
TOUCH = dp(64)  # the height of what is touched; 44 dp is the least anywhere
LANGUAGE_HEIGHT = dp(46)
BAR = dp(68)
BAR_LOW = dp(56)  # where the window is wide and height is dear
BAR_PAD = dp(12)
DOOR = (dp(30), dp(40))
PANEL_PAD = dp(12)
WHEN_COLUMN = dp(134)
DIALOG = dp(440)

# The typeface has tall metrics, so that nothing is ever cut off: 1.2 em above the base line and 0.7 em below it. Lines
# stand closer than these would put them, and what no letter reaches at both ends is cut, which leaves capitals in the
# middle. In ems; the tallest letter (Ằ) reaches up 1.02, the lowest (g) down 0.24.
LINE_HEIGHT = 0.72
CUT_ABOVE = 0.18
CUT_BELOW = 0.42


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of one kind of news, always beside words that say the same."""

    ink: Colour
    ground: Colour
    mark: Colour


UNDER_WAY = Tone(colour("#0A4478"), colour("#E4EFF9"), colour("#1D6FB8"))
YOUR_TURN = Tone(colour("#6B3A00"), colour("#FDF0D5"), colour("#D47B00"))
READY = Tone(colour("#0E5132"), colour("#E0F2E6"), colour("#1E8A54"))
ENDED = Tone(colour("#6E1F1B"), colour("#F8E8E5"), colour("#B23A32"))


GROUNDS = {
    ("main", "normal"): BRAND,
    ("main", "down"): BRAND_DOWN,
    ("other", "normal"): CARD,
    ("other", "down"): QUIET_DOWN,
    ("quiet", "normal"): CLEAR,
    ("quiet", "down"): QUIET_DOWN,
}


def press_ground(kind: str, state: str) -> Colour:
    """The ground of something to touch, by its kind and whether a finger is on it."""
    return GROUNDS[kind, state]


def shaped(room: Pair, ratio: float) -> Pair:
    """The largest size of that ratio, width to height, in the room."""
    width = min(room[0], room[1] * ratio)
    return width, width / ratio


def middle(corner: Pair, room: Pair, size: Pair) -> Pair:
    """Where something of `size` starts when it stands in the middle of the room."""
    return corner[0] + (room[0] - size[0]) / 2, corner[1] + (room[1] - size[1]) / 2
