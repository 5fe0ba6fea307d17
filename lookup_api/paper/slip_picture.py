"""The slip as a picture, on 80 mm or 58 mm paper: what is looked for first stands first."""

from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from lookup_api.domain.update import Responsible
from lookup_api.domain.wording import status_sentence, what_to_do
from lookup_api.paper import words
from lookup_api.paper.blocks import Picture, beside, centred, paragraph, rule, stack
from lookup_api.paper.labels import LABELS, Labels
from lookup_api.paper.look import GAP, LOOKS, Look, boxed, captioned, code_lines, numbered, space
from lookup_api.paper.roll import Roll
from lookup_api.paper.slip import Slip
from lookup_api.paper.symbols import code128_across, code128_along


def slip_picture(slip: Slip, roll: Roll) -> Image.Image:
    """The whole slip in black and white (mode "1"), `roll.printable` dots wide."""
    look, labels = LOOKS[roll], LABELS[slip.language]
    pieces = [
        paragraph(labels.slip_title, look.width, replace(look.fine, align="center")),
        space(look, 0.5),
        boxed(lambda inner: _standing(slip, inner, labels), look),
        space(look),
        *_to_do(slip, look, labels),
        *_code(slip, look, labels, roll),
    ]
    return stack(centred(piece, roll.printable) for piece in pieces).convert("1", dither=Image.Dither.NONE)


def _standing(slip: Slip, look: Look, labels: Labels) -> list[Picture]:
    """The sentence, and the day to come back."""
    centre = replace(look.text, align="center")
    sentence = slip.sentence or status_sentence(slip.status, slip.language)
    due = words.in_figures(slip.due_at, slip.language) if slip.due_at else labels.no_due
    return [
        paragraph(sentence, look.width, replace(look.heading, size=look.lead)),
        space(look, 0.5),
        *([paragraph(labels.due, look.width, replace(look.fine, align="center"))] if slip.due_at else []),
        paragraph(due, look.width, replace(centre, bold=True)),
    ]


def _to_do(slip: Slip, look: Look, labels: Labels) -> list[Picture]:
    """What the citizen does, brings and pays."""
    return [
        captioned(labels.to_do, [paragraph(what_to_do(slip.status, slip.language), look.width, look.strong)], look),
        *([captioned(labels.missing, numbered(slip.missing, look), look)] if slip.missing else []),
        *([_text(labels.fee, words.amount(slip.fee, slip.language), look)] if slip.fee else []),
        *([_text(labels.procedure, slip.procedure, look)] if slip.procedure else []),
    ]


def _code(slip: Slip, look: Look, labels: Labels, roll: Roll) -> list[Picture]:
    """Who answers for it, and the code; where the bars do not fit across, they stand along the paper at the left."""
    lines = code_lines(labels.code, slip.code, look)
    across = code128_across(slip.code, roll)
    along = None if across else code128_along(slip.code)
    if along is None:
        bars = [across, space(look)] if across else []
        return [
            *_responsible(slip, look, labels),
            rule(look.width),
            space(look, 0.5),
            lines,
            *bars,
            *_asking(slip, look, labels),
        ]
    column = look.within(look.width - along.width - GAP)
    beside_bars = stack([*_responsible(slip, column, labels), *_asking(slip, column, labels)])
    return [rule(look.width), space(look, 0.5), lines, beside([along, beside_bars], GAP)]


def _responsible(slip: Slip, look: Look, labels: Labels) -> list[Picture]:
    return [captioned(labels.responsible, _who(slip.responsible, look, labels), look)] if slip.responsible else []


def _asking(slip: Slip, look: Look, labels: Labels) -> list[Picture]:
    """Whom else to ask, and how old all this is."""
    hotline = [_text(labels.hotline, slip.hotline, look)] if slip.hotline else []
    return [*hotline, _text(labels.as_of, words.in_figures(slip.as_of, slip.language), look)]


def _who(who: Responsible, look: Look, labels: Labels) -> list[Picture]:
    return list(_lines_of(who, look, labels))


def _lines_of(who: Responsible, look: Look, labels: Labels) -> Iterator[Picture]:
    """The officer first, and the telephone last: what is not known is not printed."""
    if who.officer:
        yield paragraph(who.officer, look.width, look.strong)
    for text in filter(None, (who.unit, who.agency)):
        yield paragraph(text, look.width, look.text)
    if who.phone:
        yield paragraph(f"{labels.phone}: {who.phone}", look.width, look.strong)


def _text(label: str, text: str, look: Look) -> Picture:
    return captioned(label, [paragraph(text, look.width, look.text)], look)
