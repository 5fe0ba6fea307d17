"""The sizes of what is printed on a roll, and the parts that every printed sheet has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lookup_api.domain.codes import Code
from lookup_api.paper.blocks import ABOVE, Picture, Style, beside, blank, framed, paragraph, stack
from lookup_api.paper.roll import Roll

MARGIN = 4  # dots left free at both ends of a line
GAP = 16
FRAME = 3  # dots, how thick
NUMBER = 38  # dots, the column of the numbers in a list
CODE_SIZES = range(46, 19, -2)


@dataclass(frozen=True, slots=True)
class Look:
    """Letters and columns in dots. `label` and `copies` are widths of columns; no copies means a list, not a table.
    `lead` is the size of a slip's first sentence."""

    width: int
    body: int
    small: int
    title: int
    label: int
    copies: int
    lead: int

    @property
    def text(self) -> Style:
        """What is filled in."""
        return Style(self.body)

    @property
    def strong(self) -> Style:
        """What is looked for first."""
        return Style(self.body, bold=True)

    @property
    def fine(self) -> Style:
        """Labels and notes."""
        return Style(self.small)

    @property
    def heading(self) -> Style:
        """A title in the middle."""
        return Style(self.title, bold=True, align="center")

    def lowered(self, fine: Picture) -> Picture:
        """Fine print moved down to the baseline of the text beside it."""
        return stack([blank(fine.width, round(ABOVE * self.body) - round(ABOVE * self.small)), fine])

    def within(self, width: int) -> "Look":
        """The same letters in a column of `width` dots."""
        return replace(self, width=width)


LOOKS = {
    Roll.MM80: Look(width=576 - 2 * MARGIN, body=25, small=21, title=34, label=142, copies=66, lead=32),
    Roll.MM58: Look(width=384 - 2 * MARGIN, body=23, small=19, title=25, label=112, copies=0, lead=27),
}


def boxed(pieces: Callable[[Look], list[Picture]], look: Look) -> Picture:
    """A frame as wide as the column around the pieces, which are made for the room inside it."""
    edge = GAP // 2 + FRAME
    return framed(stack(pieces(look.within(look.width - 2 * edge))), GAP // 2, FRAME)


def space(look: Look, gaps: float = 1) -> Picture:
    """White paper between two parts."""
    return blank(look.width, round(GAP * gaps))


def fact(label: str, text: str, look: Look, *, strong: bool = False) -> Picture:
    """A label and beside it, in a column of its own, what it stands for."""
    name = look.lowered(paragraph(label, look.label, look.fine))
    value = paragraph(text, look.width - look.label, look.strong if strong else look.text)
    return stack([beside([name, value]), space(look, 0.25)])


def captioned(label: str, lines: list[Picture], look: Look) -> Picture:
    """A label in small letters, and under it what it stands for."""
    return stack([paragraph(label, look.width, look.fine), *lines, space(look, 0.6)])


def numbered(texts: Sequence[str], look: Look) -> list[Picture]:
    """A list, each text beside its number; a single one has none."""
    if len(texts) == 1:
        return [paragraph(texts[0], look.width, look.text)]
    return [
        beside([paragraph(f"{at}.", NUMBER, look.text), paragraph(text, look.width - NUMBER, look.text)])
        for at, text in enumerate(texts, 1)
    ]


def code_lines(label: str, code: Code, look: Look) -> Picture:
    """The dossier's code in letters as large as one line takes, for those who type it."""
    styles = [Style(size, bold=True, align="center") for size in CODE_SIZES]
    fitting = (style for style in styles if style.font.getlength(code.printed) <= look.width)
    printed = paragraph(code.printed, look.width, next(fitting, styles[-1]))
    return stack([paragraph(label, look.width, replace(look.fine, align="center")), printed, space(look, 0.5)])
