"""The foot of a printed receipt: its QR, its secret, and the ways to look the dossier up."""

from dataclasses import replace

from lookup_api.domain.receipt import Receipt
from lookup_api.paper import words
from lookup_api.paper.blocks import Picture, beside, centred, paragraph, rule, stack
from lookup_api.paper.look import GAP, Look, space
from lookup_api.paper.symbols import code128_along, qr_picture

QR_WIDEST = 264  # dots with the quiet zone, 33 mm
NARROWEST = 230  # dots in which the ways can still be read beside the QR


def look_up_block(receipt: Receipt, look: Look, *, along: bool) -> list[Picture]:
    """The foot; with the Code 128 `along` the paper at its left, where it did not fit across."""
    bars = code128_along(receipt.code) if along else None
    if bars is None:
        return [rule(look.width), space(look, 0.5), _qr_and_ways(receipt, look)]
    column = _qr_and_ways(receipt, look.within(look.width - bars.width - GAP))
    return [rule(look.width), space(look, 0.5), beside([bars, column], GAP)]


def _qr_and_ways(receipt: Receipt, look: Look) -> Picture:
    qr = qr_picture(receipt.qr_text, min(look.width, QR_WIDEST))
    left = stack([qr, _secret(receipt, look.within(qr.width))])
    room = look.width - qr.width
    if room >= NARROWEST:
        return beside([left, _ways(receipt, look.within(room))])
    return stack([centred(left, max(look.width, qr.width)), space(look), _ways(receipt, look)])


def _secret(receipt: Receipt, look: Look) -> Picture:
    label = paragraph("Mã xác nhận", look.width, replace(look.fine, align="center"))
    return stack([label, paragraph(words.spaced(receipt.secret), look.width, replace(look.strong, align="center"))])


def _ways(receipt: Receipt, look: Look) -> Picture:
    ways = (
        ("Quét mã QR hoặc vào", words.shown_address(receipt.look_up_url)),
        ("Nhắn mã hồ sơ đến số", receipt.sms_number),
        ("Tổng đài hỗ trợ", receipt.hotline),
    )
    heading = paragraph("Tra cứu hồ sơ", look.width, look.strong)
    return stack([heading, space(look, 0.5), *(_way(how, where, look) for how, where in ways)])


def _way(how: str, where: str, look: Look) -> Picture:
    return stack([paragraph(how, look.width, look.fine), paragraph(where, look.width, look.strong), space(look, 0.5)])
