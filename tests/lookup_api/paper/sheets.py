"""Receipts and slips for tests, and the symbols that a picture of them shows."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import zxingcpp
from PIL import Image
from pyzbar import pyzbar

from lookup_api.domain.codes import parse_code
from lookup_api.domain.procedure import LegalText, Level, Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper, Receipt, ReceiptSecret
from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible
from lookup_api.domain.wording import Language
from lookup_api.paper.procedure_sheet import ProcedureSheet
from lookup_api.paper.slip import Slip
from lookup_api.paper.trial_page import TestPage

NEW_CODE = "H53.19-260115-0001"
OLD_CODE = "000.00.19.H53-150115-0001"
LONG_CODE = "H53.19.05.13-20261008-0000975"
LONGEST_CODE = "000.00.19.H53-20150115-0001234"
LOCAL_CODE = "123/HKD-2014"
LONG_NAME = (
    "Công ty Trách nhiệm hữu hạn Một thành viên Xuất nhập khẩu Thương mại và Dịch vụ Nông sản Phương Đông Việt Nam"
)

RECEIPT = Receipt(
    code=parse_code(NEW_CODE),
    secret=ReceiptSecret.parse("7K3M9QXT"),
    agency="Sở Tài nguyên và Môi trường tỉnh Tây Ninh",
    place="Tây Ninh",
    unit="Bộ phận Tiếp nhận và Trả kết quả",
    applicant_name="Nguyễn Thị Thuỳ Dương",
    applicant_address="Số 12, hẻm 5, đường Cách Mạng Tháng Tám, phường Tân Ninh, tỉnh Tây Ninh",
    applicant_phone="0912 345 678",
    request="Cấp đổi giấy chứng nhận quyền sử dụng đất",
    papers=(
        Paper("Đơn đề nghị cấp đổi giấy chứng nhận (Mẫu số 10/ĐK)", originals=1),
        Paper("Giấy uỷ quyền", certified_copies=2, photocopies=1),
    ),
    sets=1,
    term="7 ngày làm việc",
    received_at=datetime(2026, 1, 15, 1, 30, tzinfo=UTC),
    due_at=datetime(2026, 1, 26, 10, 0, tzinfo=UTC),
    collect_at="Quầy số 4, Trung tâm Phục vụ hành chính công",
    clerk="Trần Quốc Đạt",
    look_up_url="https://motcua.tayninh.gov.vn",
    sms_number="0911 222 333",
    hotline="1022",
    issued_at=datetime(2026, 1, 15, 1, 32, tzinfo=UTC),
)
SLIP = Slip(
    code=parse_code(NEW_CODE),
    procedure="Cấp đổi giấy chứng nhận quyền sử dụng đất",
    status=Status.PROCESSING,
    responsible=Responsible("Phạm Thị Hồng Nhung", "Phòng Đăng ký đất đai", "Văn phòng đăng ký đất đai"),
    due_at=datetime(2026, 1, 26, 10, 0, tzinfo=UTC),
    as_of=datetime(2026, 1, 20, 2, 15, tzinfo=UTC),
    hotline="1022",
)


PROCEDURE = Procedure(
    ref=ProcedureRef("1.004193", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ", "Hoạt động xây dựng"),
    term=15,
    term_unit=TermUnit.WORKING_DAYS,
    papers=(
        Paper("Đơn đề nghị cấp giấy phép xây dựng (Mẫu số 01)", originals=1),
        Paper("Giấy tờ chứng minh quyền sử dụng đất", certified_copies=1, photocopies=2),
    ),
    fee=75_000,
    result="Giấy phép xây dựng",
    levels=(Level.COMMUNE,),
    legal_texts=(LegalText("Luật Xây dựng", "50/2014/QH13"),),
    online=True,
)
PRINTED_AT = datetime(2026, 11, 24, 3, 42, tzinfo=UTC)


def a_receipt(**stated: Any) -> Receipt:
    """A receipt of two papers; the code may be given as text."""
    return replace(RECEIPT, **_parsed(stated))


def a_slip(**stated: Any) -> Slip:
    """A slip of a dossier at work; the code may be given as text."""
    return replace(SLIP, **_parsed(stated))


def a_procedure_sheet(language: Language = Language.VI, **stated: Any) -> ProcedureSheet:
    """The sheet of a building permit."""
    return ProcedureSheet(replace(PROCEDURE, **stated), "1022", language, PRINTED_AT)


def a_trial_page(mark: str = "Z00-261124-482193") -> TestPage:
    """A page for trying a printer out."""
    return TestPage("Ki-ốt 02, UBND phường Long Hoa", PRINTED_AT, mark)


def read_by_zxing(picture: Image.Image) -> set[str]:
    """The texts of all symbols that zxing-cpp finds."""
    return {symbol.text for symbol in zxingcpp.read_barcodes(picture)}


def read_by_zbar(picture: Image.Image) -> set[str]:
    """The texts of all Code 128 and QR symbols that zbar finds."""
    kinds = [pyzbar.ZBarSymbol.CODE128, pyzbar.ZBarSymbol.QRCODE]
    return {symbol.data.decode() for symbol in pyzbar.decode(picture, symbols=kinds)}


def _parsed(stated: dict[str, Any]) -> dict[str, Any]:
    return {**stated, "code": parse_code(stated["code"])} if isinstance(stated.get("code"), str) else stated
