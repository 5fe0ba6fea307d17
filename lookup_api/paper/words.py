"""What a receipt says, in the words of the national form, with times as a citizen reads them."""

from datetime import datetime

from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.receipt import Paper, Receipt, ReceiptSecret
from lookup_api.domain.wording import Language

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập – Tự do – Hạnh phúc"
TITLE = "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
NO_DUE_DATE = "Không hẹn ngày trả"
COPIES = ("chính", "sao y", "chụp")
KINDS = ("bản chính", "bản sao chứng thực", "bản chụp")
SIGN_HERE = "(Ký, ghi rõ họ tên)"
WEEKDAYS = {
    Language.VI: ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    Language.EN: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    Language.KM: (
        *("ថ្ងៃច័ន្ទ", "ថ្ងៃអង្គារ", "ថ្ងៃពុធ", "ថ្ងៃព្រហស្បតិ៍"),
        *("ថ្ងៃសុក្រ", "ថ្ងៃសៅរ៍", "ថ្ងៃអាទិត្យ"),
    ),
}


def in_figures(at: datetime, language: Language = Language.VI) -> str:
    """A moment in short: `16:30 thứ Sáu 23/01/2026`, in Viet Nam's time."""
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M} {WEEKDAYS[language][local.weekday()]} {local:%d/%m/%Y}"


def in_words(at: datetime) -> str:
    """A moment as forms write it: `16 giờ 30 phút, thứ Sáu ngày 23 tháng 01 năm 2026`, in Viet Nam's time."""
    local = at.astimezone(VIETNAM)
    return f"{local:%H} giờ {local:%M} phút, {WEEKDAYS[Language.VI][local.weekday()]} ngày {local:%d tháng %m năm %Y}"


def place_and_date(receipt: Receipt) -> str:
    """Where and on what day the receipt was issued."""
    return f"{receipt.place}, ngày {receipt.issued_at.astimezone(VIETNAM):%d tháng %m năm %Y}"


def instead_of(replaced: datetime) -> str:
    """That this receipt stands in for a mistaken one, issued at `replaced`."""
    local = replaced.astimezone(VIETNAM)
    return f"Giấy này thay cho giấy đã lập lúc {local:%H:%M} ngày {local:%d/%m/%Y}"


def due(due_at: datetime | None) -> str:
    """When the result is promised, or that nothing is promised."""
    return in_figures(due_at) if due_at else NO_DUE_DATE


def copies(paper: Paper) -> tuple[int, int, int]:
    """How many were handed in of one paper, in the order of COPIES and KINDS."""
    return paper.originals, paper.certified_copies, paper.photocopies


def count(number: int) -> str:
    """A number in the table of papers; none is a dash, so that nobody can write one in."""
    return str(number) if number else "–"


def how_many(paper: Paper) -> str:
    """The copies handed in of one paper: `1 bản chính, 2 bản sao chứng thực`."""
    return ", ".join(f"{number} {kind}" for number, kind in zip(copies(paper), KINDS, strict=True) if number)


def shown_address(url: str) -> str:
    """An address as people type it, without its scheme."""
    return url.split("://", 1)[-1].rstrip("/")


def spaced(secret: ReceiptSecret) -> str:
    """A receipt's secret in two groups that are easy to type."""
    return f"{secret.value[:4]} {secret.value[4:]}"


def amount(dong: int, language: Language) -> str:
    """An amount of money: `1.250.000 đồng`, `1.250.000 ដុង`, `1,250,000 đồng`."""
    figures = f"{dong:,}"
    if language is Language.EN:
        return f"{figures} đồng"
    return f"{figures.replace(',', '.')} {'ដុង' if language is Language.KM else 'đồng'}"
