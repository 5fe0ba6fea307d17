"""The slip as a picture, on 80 mm or 58 mm paper."""

from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from lookup_api.domain.wording import Language, status_name, status_sentence, what_to_do
from lookup_api.paper import words
from lookup_api.paper.blocks import Picture, beside, centred, paragraph, stack
from lookup_api.paper.look import GAP, LOOKS, Look, boxed, code_lines, fact, space
from lookup_api.paper.roll import Roll
from lookup_api.paper.slip import Slip
from lookup_api.paper.symbols import code128_across, code128_along

TITLES = {Language.VI: "KẾT QUẢ TRA CỨU HỒ SƠ", Language.EN: "WHERE YOUR DOSSIER STANDS"}
LABELS = {
    Language.VI: {
        "code": "Mã hồ sơ",
        "procedure": "Thủ tục",
        "officer": "Cán bộ",
        "unit": "Bộ phận",
        "agency": "Cơ quan",
        "due": "Hẹn trả",
        "no due date": words.NO_DUE_DATE,
        "missing": "Cần bổ sung",
        "fee": "Lệ phí",
        "as of": "Tra lúc",
        "hotline": "Tổng đài",
    },
    Language.EN: {
        "code": "Dossier code",
        "procedure": "Procedure",
        "officer": "Officer",
        "unit": "Unit",
        "agency": "Agency",
        "due": "Due",
        "no due date": "No due date",
        "missing": "Missing",
        "fee": "Fee",
        "as of": "Looked up",
        "hotline": "Hotline",
    },
}


def slip_picture(slip: Slip, roll: Roll) -> Image.Image:
    """The whole slip in black and white (mode "1"), `roll.printable` dots wide; in Vietnamese for a language that our
    printed letters cannot write.
    """
    slip = slip if slip.language in TITLES else replace(slip, language=Language.VI)
    look = LOOKS[roll]
    across = code128_across(slip.code, roll)
    along = None if across else code128_along(slip.code)
    pieces = [
        paragraph(TITLES[slip.language], look.width, look.heading),
        space(look),
        code_lines(LABELS[slip.language]["code"], slip.code, look),
        *([across, space(look)] if across else []),
        boxed(lambda inner: _status(slip, inner), look),
        space(look),
        _beside_bars(slip, along, look) if along else _facts(slip, look),
    ]
    return stack(centred(piece, roll.printable) for piece in pieces).convert("1", dither=Image.Dither.NONE)


def _status(slip: Slip, look: Look) -> list[Picture]:
    centre = replace(look.text, align="center")
    return [
        paragraph(status_name(slip.status, slip.language), look.width, look.heading),
        paragraph(status_sentence(slip.status, slip.language), look.width, centre),
        paragraph(what_to_do(slip.status, slip.language), look.width, centre),
    ]


def _facts(slip: Slip, look: Look) -> Picture:
    return stack(fact(label, text, look) for label, text in _lines(slip))


def _beside_bars(slip: Slip, bars: Picture, look: Look) -> Picture:
    """The bars along the paper, and at their right each label above what it stands for."""
    column = look.within(look.width - bars.width - GAP)
    return beside([bars, stack(_above(label, text, column) for label, text in _lines(slip))], GAP)


def _above(label: str, text: str, look: Look) -> Picture:
    return stack([paragraph(label, look.width, look.fine), paragraph(text, look.width, look.text), space(look, 0.5)])


def _lines(slip: Slip) -> Iterator[tuple[str, str]]:
    """What is known, as labels and texts; what is not known is not printed."""
    labels, who = LABELS[slip.language], slip.responsible
    due = words.in_figures(slip.due_at, slip.language) if slip.due_at else labels["no due date"]
    texts = {
        "procedure": slip.procedure,
        "missing": "; ".join(slip.missing),
        "fee": words.amount(slip.fee, slip.language) if slip.fee else "",
        "officer": who.officer if who else "",
        "unit": who.unit if who else "",
        "agency": who.agency if who else "",
        "due": due,
        "as of": words.in_figures(slip.as_of, slip.language),
        "hotline": slip.hotline,
    }
    return ((labels[name], text) for name, text in texts.items() if text)
