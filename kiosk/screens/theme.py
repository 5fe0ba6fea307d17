"""The one theme: colours, type scale, spacing, motion. Import it after `surroundings.prepare` has set the density.

`look` is how everything looks at this moment. Screens read it while they are made, in their layouts as in their code;
`look.wear` changes it, and the board then makes its screen anew. Nothing else keeps a colour or a size.

Lengths are pixels of this window, from dp: 480 dp span its shorter side, so the same layout stands on 1080×1920,
1920×1080 and 800×480. Every pair of ink and ground that is used has a contrast of 4.5:1 or better, and of 7:1 or better
in high contrast (tested).
"""

from dataclasses import dataclass

from kivy.metrics import dp, sp
from kivy.utils import get_color_from_hex

from kiosk.flow.states import Ease

Colour = list[float]
Pair = tuple[float, float]


def colour(text: str) -> Colour:
    """`#rrggbb` as Kivy wants it."""
    return list(get_color_from_hex(text))


CLEAR = [0.0, 0.0, 0.0, 0.0]
BLACK, WHITE, YELLOW = colour("#000000"), colour("#FFFFFF"), colour("#FFE100")
NIGHT = colour("#2B2B2B")  # under a finger, in high contrast


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of one kind of news, always beside words that say the same."""

    ink: Colour
    ground: Colour
    mark: Colour


@dataclass(frozen=True, slots=True)
class Paint:
    """All colours. `head` is the strip at the top and what stands on it; `brand` what can be touched."""

    paper: Colour  # behind everything
    card: Colour
    ink: Colour
    soft: Colour  # labels and notes
    line: Colour
    brand: Colour
    brand_down: Colour
    on_brand: Colour
    pressed: Colour  # under a finger, where the ground is no brand
    head: Colour
    head_press: Colour
    on_head: Colour
    on_head_soft: Colour
    gold: Colour
    shade: Colour  # over a screen that waits behind a dialog
    dark: Colour  # behind the camera picture
    on_dark: Colour
    ring: Colour  # around what has the focus; `halo` lies outside of it, so that one of the two is seen anywhere
    halo: Colour
    under_way: Tone
    your_turn: Tone
    ready: Tone
    ended: Tone


USUAL = Paint(
    paper=colour("#F5F2EB"),
    card=WHITE,
    ink=colour("#15212B"),
    soft=colour("#4B5863"),
    line=colour("#DAD4C7"),
    brand=colour("#0B4A59"),
    brand_down=colour("#07323D"),
    on_brand=WHITE,
    pressed=colour("#E6E0D3"),
    head=colour("#0B4A59"),
    head_press=colour("#07323D"),
    on_head=WHITE,
    on_head_soft=colour("#C6DEE4"),
    gold=colour("#F2B632"),
    shade=[0.04, 0.09, 0.12, 0.72],
    dark=colour("#101A20"),
    on_dark=colour("#C6DEE4"),
    ring=colour("#101A20"),
    halo=colour("#FFC533"),
    under_way=Tone(colour("#0A4478"), colour("#E4EFF9"), colour("#1D6FB8")),
    your_turn=Tone(colour("#6B3A00"), colour("#FDF0D5"), colour("#B86800")),
    ready=Tone(colour("#0E5132"), colour("#E0F2E6"), colour("#1E8A54")),
    ended=Tone(colour("#6E1F1B"), colour("#F8E8E5"), colour("#B23A32")),
)
ON_BLACK = Tone(WHITE, BLACK, YELLOW)
HIGH_CONTRAST = Paint(
    paper=BLACK,
    card=BLACK,
    ink=WHITE,
    soft=WHITE,
    line=WHITE,
    brand=YELLOW,
    brand_down=WHITE,
    on_brand=BLACK,
    pressed=NIGHT,
    head=BLACK,
    head_press=BLACK,
    on_head=WHITE,
    on_head_soft=WHITE,
    gold=YELLOW,
    shade=[0.0, 0.0, 0.0, 0.85],
    dark=BLACK,
    on_dark=WHITE,
    ring=BLACK,
    halo=WHITE,
    under_way=ON_BLACK,
    your_turn=ON_BLACK,
    ready=ON_BLACK,
    ended=ON_BLACK,
)


class Look:
    """How everything looks at this moment; lengths in pixels of this window."""

    # What never changes.
    hair, gap, space, edge = dp(1), dp(8), dp(16), dp(24)
    corner = dp(12)
    least = dp(44)  # the least side of what can be touched
    touch = dp(58)  # the usual height of what can be touched
    chip = dp(44)
    door: Pair = (dp(26), dp(35))
    pad = dp(12)
    dialog = dp(440)
    ring = dp(4)
    # The typeface has tall metrics, so that nothing is ever cut off: 1.2 em above the base line and 0.7 em below it.
    # Lines stand closer than these would put them, and what no letter reaches at both ends is cut, which leaves
    # capitals in the middle. In ems; the tallest letter (Ằ) reaches up 1.02, the lowest Khmer sign down 0.48.
    line_height, cut_above, cut_below = 0.72, 0.18, 0.42
    khmer_line_height, khmer_cut_below = 0.84, 0.2

    def __init__(self) -> None:
        self.wear(Ease())

    def wear(self, ease: Ease) -> bool:
        """Look so from now on; whether that changes what is seen."""
        before = getattr(self, "_worn", None)
        self._worn = (ease.text, ease.contrast, ease.low_reach, ease.still)
        self.paint = HIGH_CONTRAST if ease.contrast else USUAL
        self.text, self.low_reach, self.still = ease.text, ease.low_reach, ease.still
        self.contrast = ease.contrast
        self.outline = dp(2) if ease.contrast else dp(1)
        return self._worn != before

    @property
    def display(self) -> float:
        """The size of a title that is read from afar."""
        return float(sp(33)) * self.text

    @property
    def title(self) -> float:
        """The size of titles."""
        return float(sp(25)) * self.text

    @property
    def lead(self) -> float:
        """The size of what matters most in a card."""
        return float(sp(20)) * self.text

    @property
    def body(self) -> float:
        """The size of texts."""
        return float(sp(17)) * self.text

    @property
    def small(self) -> float:
        """The size of labels and notes; nothing is smaller."""
        return float(sp(14)) * self.text

    @property
    def is_large(self) -> bool:
        """Whether texts are so large that what stands side by side elsewhere stands below each other."""
        return self.text > 1.0

    def press_ground(self, kind: str, state: str) -> Colour:
        """The ground of something to touch, by its kind and whether a finger is on it."""
        paint, down = self.paint, state == "down"
        if kind == "main":
            return paint.brand_down if down else paint.brand
        if kind == "quiet":
            return paint.pressed if down else CLEAR
        return paint.pressed if down else paint.card

    def press_ink(self, kind: str) -> Colour:
        """The ink on it."""
        return self.paint.on_brand if kind == "main" else self.paint.brand


look = Look()


def shaped(room: Pair, ratio: float) -> Pair:
    """The largest size of that ratio, width to height, in the room."""
    width = min(room[0], room[1] * ratio)
    return width, width / ratio


def middle(corner: Pair, room: Pair, size: Pair) -> Pair:
    """Where something of `size` starts when it stands in the middle of the room."""
    return corner[0] + (room[0] - size[0]) / 2, corner[1] + (room[1] - size[1]) / 2
