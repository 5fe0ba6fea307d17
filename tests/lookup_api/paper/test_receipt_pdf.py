"""The receipt as a PDF."""

from datetime import UTC, datetime

import pytest

from lookup_api.domain.receipt import Paper, Receipt
from lookup_api.paper.receipt_pdf import receipt_pdf
from tests.lookup_api.paper.pdf_reading import pdf_pages, pdf_text, pdf_title
from tests.lookup_api.paper.sheets import LONG_CODE, LONG_NAME, NEW_CODE, OLD_CODE, a_receipt, read_by_zxing


@pytest.mark.parametrize(
    "said",
    [
        "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG TỈNH TÂY NINH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Tây Ninh, ngày 15 tháng 01 năm 2026",
        "Bộ phận tiếp nhận và trả kết quả: Bộ phận Tiếp nhận và Trả kết quả",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Thuỳ Dương",
        "Số điện thoại: 0912 345 678",
        "Nội dung yêu cầu giải quyết: Cấp đổi giấy chứng nhận quyền sử dụng đất",
        "2 Giấy uỷ quyền – 2 1",
        "Số lượng hồ sơ: 1 bộ",
        "Thời hạn giải quyết theo quy định: 7 ngày làm việc",
        "Thời gian nhận hồ sơ: 08 giờ 30 phút, thứ Năm ngày 15 tháng 01 năm 2026",
        "Hẹn trả kết quả 17 giờ 00 phút, thứ Hai ngày 26 tháng 01 năm 2026",
        "Nhận kết quả tại: Quầy số 4, Trung tâm Phục vụ hành chính công",
        "Trần Quốc Đạt",
        "motcua.tayninh.gov.vn · nhắn tin mã hồ sơ đến 0911 222 333 · tổng đài 1022",
        "Mã xác nhận: 7K3M 9QXT",
    ],
)
def test_all_that_a_receipt_must_say_can_be_selected_as_text(said: str) -> None:
    assert said in pdf_text(receipt_pdf(a_receipt()))


def test_it_says_what_it_replaces_and_that_nothing_is_promised() -> None:
    text = pdf_text(receipt_pdf(a_receipt(due_at=None, replaces=datetime(2026, 1, 15, 1, 20, tzinfo=UTC))))
    assert "Giấy này thay cho giấy đã lập lúc 08:20 ngày 15/01/2026" in text
    assert "Hẹn trả kết quả Không hẹn ngày trả" in text


@pytest.mark.parametrize("code", [NEW_CODE, OLD_CODE, LONG_CODE])
def test_its_symbols_are_read_from_the_printed_page(code: str) -> None:
    receipt = a_receipt(code=code)
    assert read_by_zxing(pdf_pages(receipt_pdf(receipt))[0]) == {code, receipt.qr_text}


def test_what_is_filled_in_is_never_taken_for_markup() -> None:
    assert "Bà <b>Lan</b> & con" in pdf_text(receipt_pdf(a_receipt(applicant_name="Bà <b>Lan</b> & con")))


def many_papers() -> Receipt:
    return a_receipt(applicant_name=LONG_NAME, papers=tuple(Paper(f"Giấy tờ số {n}", originals=1) for n in range(60)))


def test_a_usual_receipt_is_one_a5_page_and_a_very_long_one_goes_on_overleaf() -> None:
    [usual], long = pdf_pages(receipt_pdf(a_receipt()), 72), pdf_pages(receipt_pdf(many_papers()), 72)
    assert usual.size == (420, 596)  # 148 × 210 mm in points
    assert len(long) > 1
    assert f"{NEW_CODE} – trang 2" in pdf_text(receipt_pdf(many_papers()))


def test_the_same_receipt_gives_the_same_file_and_its_title_names_nobody() -> None:
    pdf = receipt_pdf(a_receipt())
    assert pdf == receipt_pdf(a_receipt())
    assert pdf_title(pdf) == f"GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ {NEW_CODE}"
