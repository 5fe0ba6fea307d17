"""The receipt as a PDF, for an office printer and for sending; its text can be selected and read aloud."""

from io import BytesIO

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, HRFlowable, KeepTogether, PageTemplate, Spacer, Table

from lookup_api.domain.receipt import Paper, Receipt
from lookup_api.paper import words
from lookup_api.paper.pdf_parts import (
    CENTRE,
    CODE,
    DUE,
    FINE,
    FINE_CENTRE,
    GRID,
    REGULAR,
    RIGHT,
    STRONG_CENTRE,
    TITLE,
    Modules,
    columns,
    labelled,
    register_fonts,
    text,
)
from lookup_api.paper.symbols import QR_QUIET_MODULES, QUIET_MODULES, code128_modules, qr_modules

MARGIN = 10 * mm
A4_SCALE = 1.2  # larger letters on the larger sheet, and room for two fifths more than on A5
QR_WIDTH = 28 * mm
BARS_HEIGHT = 15 * mm
WIDEST_MODULE = 0.375 * mm
NUMBER_WIDTH, COPIES_WIDTHS = 8 * mm, (16 * mm, 27 * mm, 16 * mm)
TABLE_HEADS = ("TT", "Tên giấy tờ", "Bản chính", "Bản sao chứng thực", "Bản chụp")


def receipt_pdf(receipt: Receipt) -> bytes:
    """The receipt on one page of A5, or on A4 where it says more than fits. The same receipt gives the same bytes."""
    register_fonts()
    written, pages = _written(receipt, A5, 1)
    return written if pages == 1 else _written(receipt, A4, A4_SCALE)[0]


def _written(receipt: Receipt, size: tuple[float, float], scale: float) -> tuple[bytes, int]:
    """The PDF on pages of one size, with everything enlarged by `scale`, and how many pages there are."""
    written = BytesIO()
    width, height = size[0] / scale - 2 * MARGIN, size[1] / scale - 2 * MARGIN
    frame = Frame(MARGIN, MARGIN, width, height, 0, 0, 0, 0)
    page = PageTemplate("page", [frame], onPage=lambda canvas, _: _begin_page(canvas, receipt, scale))
    sheet = BaseDocTemplate(written, pagesize=size, title=f"{words.TITLE} {receipt.code}", lang="vi", invariant=1)
    sheet.addPageTemplates([page])
    sheet.build(_parts(receipt, width))
    return written.getvalue(), sheet.page


def _parts(receipt: Receipt, width: float) -> list[Flowable]:
    return [
        _head(receipt, width),
        text(words.TITLE, TITLE),
        *([text(words.instead_of(receipt.replaces), STRONG_CENTRE)] if receipt.replaces else []),
        _symbols(receipt, width),
        text(words.place_and_date(receipt), RIGHT),
        *_facts(receipt),
        *_papers(receipt, width),
        *_dates(receipt, width),
        KeepTogether([_signatures(receipt, width), *_ways(receipt)]),
    ]


def _head(receipt: Receipt, width: float) -> Table:
    line = HRFlowable(width="45%", thickness=0.7, color=black, spaceBefore=2, hAlign="CENTER")
    agency = [text(receipt.agency.upper(), STRONG_CENTRE), line]
    state = [text(words.STATE, STRONG_CENTRE), text(words.MOTTO, STRONG_CENTRE), line]
    return columns([agency, state], (0.42 * width, 0.58 * width))


def _symbols(receipt: Receipt, width: float) -> Table:
    """The code as Code 128, where it has one, and as text; beside it the QR with the receipt's secret."""
    modules = code128_modules(receipt.code)
    code: list[Flowable] = [text("Mã hồ sơ", FINE_CENTRE), text(receipt.code.printed, CODE)]
    if modules:
        cell = min(WIDEST_MODULE, (width - QR_WIDTH) / (len(modules) + 2 * QUIET_MODULES))
        code.append(Modules([modules], (cell, BARS_HEIGHT), QUIET_MODULES))
    rows = qr_modules(receipt.qr_text)
    cell = QR_WIDTH / (len(rows) + 2 * QR_QUIET_MODULES)
    code.append(text(f"Mã xác nhận: {words.spaced(receipt.secret)}", FINE_CENTRE))
    return columns([code, [Modules(rows, (cell, cell), QR_QUIET_MODULES)]], (width - QR_WIDTH, QR_WIDTH))


def _facts(receipt: Receipt) -> list[Flowable]:
    return [
        labelled("Bộ phận tiếp nhận và trả kết quả", receipt.unit),
        labelled("Tiếp nhận hồ sơ của", receipt.applicant_name, strong=True),
        *_if_known("Địa chỉ", receipt.applicant_address),
        *_if_known("Số điện thoại", receipt.applicant_phone),
        labelled("Nội dung yêu cầu giải quyết", receipt.request, strong=True),
    ]


def _if_known(label: str, words: str) -> list[Flowable]:
    return [labelled(label, words)] if words else []


def _papers(receipt: Receipt, width: float) -> list[Flowable]:
    if not receipt.papers:
        return []
    heads = [text(head, FINE_CENTRE) for head in TABLE_HEADS]
    rows = [[text(str(number), CENTRE), *_paper(paper)] for number, paper in enumerate(receipt.papers, 1)]
    name_width = width - NUMBER_WIDTH - sum(COPIES_WIDTHS)
    table = Table([heads, *rows], (NUMBER_WIDTH, name_width, *COPIES_WIDTHS), repeatRows=1, style=GRID)
    return [text("Thành phần hồ sơ nộp gồm:"), Spacer(0, 3), table]


def _paper(paper: Paper) -> list[Flowable]:
    return [text(paper.name), *(text(words.count(copies), CENTRE) for copies in words.copies(paper))]


def _dates(receipt: Receipt, width: float) -> list[Flowable]:
    due = words.in_words(receipt.due_at) if receipt.due_at else words.NO_DUE_DATE
    box = [text("Hẹn trả kết quả", FINE_CENTRE), text(due, DUE)]
    return [
        Spacer(0, 4),
        labelled("Số lượng hồ sơ", f"{receipt.sets} bộ"),
        labelled("Thời hạn giải quyết theo quy định", receipt.term),
        labelled("Thời gian nhận hồ sơ", words.in_words(receipt.received_at)),
        Spacer(0, 3),
        Table([[box]], [width], style=[("BOX", (0, 0), (-1, -1), 1.2, black)]),
        Spacer(0, 3),
        labelled("Nhận kết quả tại", receipt.collect_at),
        Spacer(0, 6),
    ]


def _signatures(receipt: Receipt, width: float) -> Table:
    roles = [("NGƯỜI NỘP HỒ SƠ", receipt.applicant_name), ("NGƯỜI TIẾP NHẬN HỒ SƠ", receipt.clerk)]
    signed = [
        [text(role, STRONG_CENTRE), text(words.SIGN_HERE, FINE_CENTRE), Spacer(0, 14 * mm), text(name, CENTRE)]
        for role, name in roles
    ]
    return columns(signed, (width / 2, width / 2))


def _ways(receipt: Receipt) -> list[Flowable]:
    address = words.shown_address(receipt.look_up_url)
    ways = f"Tra cứu hồ sơ: {address} · nhắn tin mã hồ sơ đến {receipt.sms_number} · tổng đài\u00a0{receipt.hotline}"
    return [Spacer(0, 4), HRFlowable(width="100%", thickness=0.5, color=black, spaceAfter=3), text(ways, FINE)]


def _begin_page(canvas: Canvas, receipt: Receipt, scale: float) -> None:
    """Set the scale, and write on a further page which receipt it belongs to."""
    canvas.scale(scale, scale)
    if canvas.getPageNumber() > 1:
        canvas.setFont(REGULAR, 7)
        canvas.drawString(MARGIN, MARGIN / 2, f"{receipt.code} – trang {canvas.getPageNumber()}")
