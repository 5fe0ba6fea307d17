"""A procedure's sheet as a picture, on 80 mm or 58 mm paper; it may be long."""

from dataclasses import replace

from PIL import Image

from lookup_api.domain.procedure import LegalText, Procedure
from lookup_api.domain.receipt import Paper
from lookup_api.paper import words
from lookup_api.paper.blocks import Picture, beside, centred, paragraph, rule, stack
from lookup_api.paper.labels import LABELS, Labels
from lookup_api.paper.look import LOOKS, NUMBER, Look, captioned, space
from lookup_api.paper.procedure_sheet import ProcedureSheet
from lookup_api.paper.roll import Roll


def procedure_picture(sheet: ProcedureSheet, roll: Roll) -> Image.Image:
    """The whole sheet in black and white (mode "1"), `roll.printable` dots wide."""
    look, labels = LOOKS[roll], LABELS[sheet.language]
    pieces = [
        paragraph(labels.sheet_title, look.width, replace(look.fine, align="center")),
        space(look, 0.5),
        paragraph(sheet.procedure.ref.name, look.width, replace(look.heading, size=look.lead)),
        space(look),
        rule(look.width),
        space(look, 0.5),
        *_papers(sheet.procedure.papers, look, labels),
        rule(look.width),
        space(look, 0.5),
        *_facts(sheet, look, labels),
    ]
    return stack(centred(piece, roll.printable) for piece in pieces).convert("1", dither=Image.Dither.NONE)


def _papers(papers: tuple[Paper, ...], look: Look, labels: Labels) -> list[Picture]:
    """What to bring: each paper with a box to tick, and under it how many of which kind."""
    heading = paragraph(labels.papers, look.width, look.strong)
    rows = [_paper(paper, look, labels) for paper in papers]
    return [heading, space(look, 0.25), *(rows or [paragraph(labels.no_papers, look.width, look.text)]), space(look)]


def _paper(paper: Paper, look: Look, labels: Labels) -> Picture:
    room = look.width - NUMBER
    copies = _copies(paper, labels)
    lines = [paragraph(paper.name, room, look.text), *([paragraph(copies, room, look.fine)] if copies else [])]
    return beside([paragraph("☐", NUMBER, look.text), stack([*lines, space(look.within(room), 0.4)])])


def _copies(paper: Paper, labels: Labels) -> str:
    """How many of which kind: `1 bản chính, 2 bản chụp`."""
    kinds = zip(words.copies(paper), labels.one_copy, labels.copies, strict=True)
    return ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in kinds if number)


def _facts(sheet: ProcedureSheet, look: Look, labels: Labels) -> list[Picture]:
    """What is not known is not printed, but a term and a fee always have an answer."""
    procedure = sheet.procedure
    texts = {
        labels.term: _term(procedure, labels),
        labels.fee: words.amount(procedure.fee, sheet.language) if procedure.fee else labels.no_fee,
        labels.where: _where(procedure, labels),
        labels.result: procedure.result,
        labels.field: procedure.ref.field,
        labels.legal_basis: "; ".join(map(_short, procedure.legal_texts)),
        labels.hotline: sheet.hotline,
        labels.printed_at: words.in_figures(sheet.printed_at, sheet.language),
    }
    strong = (labels.term, labels.fee, labels.hotline)
    return [
        captioned(label, [paragraph(text, look.width, look.strong if label in strong else look.text)], look)
        for label, text in texts.items()
        if text
    ]


def _term(procedure: Procedure, labels: Labels) -> str:
    if not procedure.term:
        return labels.no_term
    counted = labels.one_day if procedure.term == 1 else labels.days
    return counted[procedure.term_unit].format(count=procedure.term)


def _where(procedure: Procedure, labels: Labels) -> str:
    places = "; ".join(labels.levels[level] for level in procedure.levels)
    return f"{places} {labels.online}" if places and procedure.online else places


def _short(text: LegalText) -> str:
    """A legal text by its number, which is how people look it up; by its title where it has none."""
    return text.number or text.title
