"""The receipt as it leaves a receipt printer: one long picture, on 80 mm or 58 mm paper."""

from dataclasses import replace

from PIL import Image

from lookup_api.domain.receipt import Paper, Receipt
from lookup_api.paper import words
from lookup_api.paper.blocks import Picture, beside, blank, centred, paragraph, rule, stack
from lookup_api.paper.look import GAP, LOOKS, NUMBER, Look, boxed, code_lines, fact, space
from lookup_api.paper.receipt_ways import look_up_block
from lookup_api.paper.roll import Roll
from lookup_api.paper.symbols import code128_across

SIGNATURE = 104  # dots of room to sign, 13 mm


def receipt_picture(receipt: Receipt, roll: Roll) -> Image.Image:
    """The whole receipt in black and white (mode "1"), `roll.printable` dots wide."""
    look = LOOKS[roll]
    bars = code128_across(receipt.code, roll)
    pieces = [
        *_head(receipt, look),
        code_lines("Mã hồ sơ", receipt.code, look),
        *([bars, space(look)] if bars else []),
        *_facts(receipt, look),
        *_papers(receipt, look),
        *_dates(receipt, look),
        *_signatures(receipt, look),
        *look_up_block(receipt, look, along=bars is None),
    ]
    return stack(centred(piece, roll.printable) for piece in pieces).convert("1", dither=Image.Dither.NONE)


def _head(receipt: Receipt, look: Look) -> list[Picture]:
    centre = replace(look.strong, align="center")
    state = replace(centre, size=look.small)
    return [
        paragraph(receipt.agency.upper(), look.width, centre),
        space(look, 0.5),
        paragraph(words.STATE, look.width, state),
        paragraph(words.MOTTO, look.width, state),
        space(look, 0.25),
        rule(look.width // 3),
        space(look, 2),
        paragraph(words.TITLE, look.width, look.heading),
        space(look),
        *_replacement(receipt, look),
    ]


def _replacement(receipt: Receipt, look: Look) -> list[Picture]:
    if not receipt.replaces:
        return []
    note = words.instead_of(receipt.replaces)
    return [
        boxed(lambda inner: [paragraph(note, inner.width, replace(look.strong, align="center"))], look),
        space(look),
    ]


def _facts(receipt: Receipt, look: Look) -> list[Picture]:
    return [
        paragraph(words.place_and_date(receipt), look.width, replace(look.fine, align="right")),
        space(look, 0.5),
        fact("Nơi nhận", receipt.unit, look),
        fact("Người nộp", receipt.applicant_name, look, strong=True),
        *_if_known("Địa chỉ", receipt.applicant_address, look),
        *_if_known("Điện thoại", receipt.applicant_phone, look),
        fact("Nội dung", receipt.request, look, strong=True),
        space(look),
    ]


def _if_known(label: str, text: str, look: Look) -> list[Picture]:
    return [fact(label, text, look)] if text else []


def _papers(receipt: Receipt, look: Look) -> list[Picture]:
    rows = [_paper(at, paper, look) for at, paper in enumerate(receipt.papers, 1)]
    lined = [piece for row in rows for piece in (row, rule(look.width, 1))]
    table = [_papers_heading(look), rule(look.width), *lined, space(look, 0.25)] if rows else []
    return [*table, fact("Số bộ", str(receipt.sets), look), space(look)]


def _papers_heading(look: Look) -> Picture:
    centre = replace(look.fine, align="center")
    columns = [look.lowered(paragraph(name, look.copies, centre)) for name in words.COPIES if look.copies]
    return beside([paragraph("Giấy tờ đã nộp", look.width - len(words.COPIES) * look.copies, look.strong), *columns])


def _paper(at: int, paper: Paper, look: Look) -> Picture:
    """A row of the table: the copies in columns, or under the name where the roll is too narrow for columns."""
    room = look.width - NUMBER - len(words.COPIES) * look.copies
    first, name = paragraph(f"{at}.", NUMBER, look.text), paragraph(paper.name, room, look.text)
    if not look.copies:
        return beside([first, stack([name, paragraph(words.how_many(paper), room, look.fine)])])
    centre = replace(look.text, align="center")
    counts = [paragraph(words.count(number), look.copies, centre) for number in words.copies(paper)]
    return beside([first, name, *counts])


def _dates(receipt: Receipt, look: Look) -> list[Picture]:
    return [
        fact("Thời hạn", receipt.term, look),
        fact("Nhận lúc", words.in_figures(receipt.received_at), look),
        space(look, 0.5),
        boxed(lambda inner: _due(receipt, inner), look),
        space(look, 0.5),
        fact("Trả tại", receipt.collect_at, look),
        space(look, 2),
    ]


def _due(receipt: Receipt, look: Look) -> list[Picture]:
    label = paragraph("Hẹn trả kết quả", look.width, replace(look.fine, align="center"))
    return [label, paragraph(words.due(receipt.due_at), look.width, look.heading)]


def _signatures(receipt: Receipt, look: Look) -> list[Picture]:
    column = look.within((look.width - GAP) // 2)
    columns = [("Người nộp hồ sơ", receipt.applicant_name), ("Người tiếp nhận", receipt.clerk)]
    return [beside([_signature(role, name, column) for role, name in columns], GAP), space(look, 2)]


def _signature(role: str, name: str, look: Look) -> Picture:
    centre = replace(look.text, align="center")
    return stack(
        [
            paragraph(role, look.width, replace(centre, bold=True)),
            paragraph(words.SIGN_HERE, look.width, replace(centre, size=look.small)),
            blank(look.width, SIGNATURE),
            paragraph(name, look.width, centre),
        ]
    )
