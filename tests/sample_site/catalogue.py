"""The twenty procedures of the sample province, of the eight fields that article 4.3 d to l names.

Codes and names are those of the agent's profiles (docs/profiles.md), national where we know one; 1.013831 is still to
be checked there. TTHC.… are a province's own, for what has no national code that we are sure of. Fees and terms are
made up within reason.
"""

from dataclasses import dataclass

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.procedure import Level, Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper
from tests.sample_site.blank_forms import forms_for
from tests.sample_site.fields import (
    BUILDING,
    BUSINESS,
    BUSINESS_TAX,
    CERTIFICATES,
    HOUSE_NUMBERS,
    LAND_CHANGES,
    LAND_TAX,
    PLEDGES,
)
from tests.sample_site.offices import CITY, LAND, TAX
from tests.sample_site.procedure_texts import ALSO_CALLED, LEGAL_TEXTS, ONLINE, RESULTS, STEPS

DAYS, CALENDAR_DAYS = TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS

ID_CARD = Paper("Căn cước công dân của người nộp", photocopies=1)
HOUSEHOLD = Paper("Giấy đề nghị đăng ký hộ kinh doanh", originals=1)
LAND_FORM = Paper("Đơn đăng ký biến động đất đai, tài sản gắn liền với đất", originals=1)
LAND_BOOK = Paper("Giấy chứng nhận quyền sử dụng đất đã cấp", originals=1)
LAND_COPY = Paper("Giấy tờ chứng minh quyền sử dụng đất", certified_copies=1)
DRAWINGS = Paper("Bản vẽ thiết kế xây dựng", originals=2)
PERMIT_FORM = Paper("Đơn đề nghị cấp giấy phép xây dựng", originals=1)
PLEDGE_FORM = Paper("Phiếu yêu cầu đăng ký biện pháp bảo đảm", originals=1)
PLEDGE_CONTRACT = Paper("Hợp đồng bảo đảm đã công chứng", originals=1)
TAX_FORM = Paper("Tờ khai lệ phí trước bạ nhà, đất", originals=2)
INCOME_FORM = Paper("Tờ khai thuế thu nhập cá nhân", originals=2)
SITE_PLAN = Paper("Sơ đồ vị trí nhà, đất", originals=1)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who handles a field: the receiving agency, its unit, and (liên thông) the agency and unit it is handed to."""

    agency: AgencyCode
    unit: str
    other: AgencyCode | None = None
    other_unit: str = ""
    other_term: int = 0


DESKS: dict[str, Desk] = {
    BUSINESS: Desk(CITY, "Phòng Tài chính – Kế hoạch"),
    BUSINESS_TAX: Desk(CITY, "Phòng Tài chính – Kế hoạch", TAX, "Đội Quản lý hộ kinh doanh", 2),
    BUILDING: Desk(CITY, "Phòng Quản lý đô thị"),
    HOUSE_NUMBERS: Desk(CITY, "Phòng Quản lý đô thị"),
    CERTIFICATES: Desk(CITY, "Phòng Tài nguyên và Môi trường", LAND, "Tổ Đăng ký và Cấp giấy chứng nhận", 10),
    LAND_CHANGES: Desk(LAND, "Tổ Đo đạc và Lưu trữ địa chính"),
    PLEDGES: Desk(LAND, "Tổ Đăng ký biện pháp bảo đảm"),
    LAND_TAX: Desk(LAND, "Tổ Đăng ký và Cấp giấy chứng nhận", TAX, "Đội Trước bạ và Thu khác", 3),
}


def _procedure(code: str, name: str, field: str, term: tuple[int, TermUnit, int], *papers: Paper) -> Procedure:
    length, unit, fee = term
    asked = (*papers, ID_CARD)
    return Procedure(
        ProcedureRef(code, name, field),
        length,
        unit,
        asked,
        fee,
        also_called=ALSO_CALLED.get(code, ()),
        result=RESULTS[code],
        steps=STEPS[field],
        levels=(Level.COMMUNE,) if DESKS[field].agency == CITY else (Level.PROVINCE,),
        legal_texts=LEGAL_TEXTS[field],
        forms=forms_for(asked),
        online=code in ONLINE,
    )


PROCEDURES: tuple[Procedure, ...] = (
    _procedure("1.001612", "Đăng ký thành lập hộ kinh doanh", BUSINESS, (3, DAYS, 100_000), HOUSEHOLD),
    _procedure("2.000720", "Đăng ký thay đổi nội dung đăng ký hộ kinh doanh", BUSINESS, (3, DAYS, 100_000), HOUSEHOLD),
    _procedure(
        "1.001266",
        "Chấm dứt hoạt động hộ kinh doanh",
        BUSINESS,
        (3, DAYS, 0),
        Paper("Thông báo chấm dứt hoạt động hộ kinh doanh", originals=1),
        Paper("Giấy chứng nhận đăng ký hộ kinh doanh", originals=1),
    ),
    _procedure(
        "2.000575",
        "Cấp lại Giấy chứng nhận đăng ký hộ kinh doanh",
        BUSINESS,
        (3, DAYS, 50_000),
        Paper("Giấy đề nghị cấp lại giấy chứng nhận", originals=1),
    ),
    _procedure(
        "TTHC.KD.01",
        "Đăng ký hộ kinh doanh liên thông cấp mã số thuế",
        BUSINESS_TAX,
        (5, DAYS, 100_000),
        HOUSEHOLD,
        Paper("Tờ khai đăng ký thuế hộ kinh doanh", originals=1),
    ),
    _procedure(
        "1.001570",
        "Tạm ngừng kinh doanh, tiếp tục kinh doanh trước thời hạn đã thông báo của hộ kinh doanh",
        BUSINESS_TAX,
        (5, DAYS, 0),
        Paper("Thông báo tạm ngừng kinh doanh", originals=1),
        Paper("Giấy xác nhận nghĩa vụ thuế", originals=1),
    ),
    _procedure(
        "1.013225",
        "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ",
        BUILDING,
        (15, DAYS, 75_000),
        PERMIT_FORM,
        DRAWINGS,
        LAND_COPY,
    ),
    _procedure(
        "1.013229",
        "Cấp giấy phép xây dựng sửa chữa, cải tạo đối với công trình cấp III, cấp IV và nhà ở riêng lẻ",
        BUILDING,
        (15, DAYS, 75_000),
        PERMIT_FORM,
        Paper("Ảnh chụp hiện trạng công trình", originals=2),
        DRAWINGS,
    ),
    _procedure(
        "1.013227",
        "Gia hạn giấy phép xây dựng đối với công trình cấp III, cấp IV và nhà ở riêng lẻ",
        BUILDING,
        (5, DAYS, 15_000),
        Paper("Đơn đề nghị gia hạn giấy phép xây dựng", originals=1),
        Paper("Giấy phép xây dựng đã cấp", originals=1),
    ),
    _procedure(
        "TTHC.SN.01",
        "Cấp mới Giấy chứng nhận số nhà và biển số nhà",
        HOUSE_NUMBERS,
        (10, DAYS, 45_000),
        Paper("Đơn đề nghị cấp số nhà", originals=1),
        SITE_PLAN,
        LAND_COPY,
    ),
    _procedure(
        "TTHC.SN.03",
        "Xác nhận thay đổi số nhà",
        HOUSE_NUMBERS,
        (7, DAYS, 0),
        Paper("Đơn đề nghị chứng nhận số nhà", originals=1),
        LAND_COPY,
    ),
    _procedure(
        "1.012786",
        "Cấp lại Giấy chứng nhận do bị mất",
        CERTIFICATES,
        (20, DAYS, 100_000),
        Paper("Đơn đề nghị cấp lại giấy chứng nhận đã mất", originals=1),
        LAND_COPY,
        SITE_PLAN,
    ),
    _procedure(
        "1.012783",
        "Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
        CERTIFICATES,
        (30, CALENDAR_DAYS, 50_000),
        Paper("Đơn đề nghị cấp đổi giấy chứng nhận", originals=1),
        LAND_BOOK,
    ),
    _procedure(
        "1.013992",
        "Đăng ký biến động chuyển mục đích sử dụng đất không phải xin phép cơ quan nhà nước có thẩm quyền",
        LAND_CHANGES,
        (10, DAYS, 100_000),
        LAND_FORM,
        LAND_BOOK,
    ),
    _procedure("1.012784", "Tách thửa hoặc hợp thửa đất", LAND_CHANGES, (15, DAYS, 120_000), LAND_FORM, LAND_BOOK,
               SITE_PLAN),
    _procedure(
        "1.012789",
        "Cung cấp thông tin, dữ liệu đất đai",
        LAND_CHANGES,
        (1, DAYS, 30_000),
        Paper("Phiếu yêu cầu cung cấp thông tin đất đai", originals=1),
    ),
    _procedure(
        "1.011441",
        "Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất",
        PLEDGES,
        (1, DAYS, 80_000),
        PLEDGE_FORM,
        PLEDGE_CONTRACT,
        LAND_BOOK,
    ),
    _procedure(
        "1.011443",
        "Xóa đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất",
        PLEDGES,
        (1, DAYS, 20_000),
        PLEDGE_FORM,
        Paper("Văn bản đồng ý xóa đăng ký của bên nhận bảo đảm", originals=1),
    ),
    _procedure(
        "1.013831",
        "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp chuyển đổi "
        "quyền sử dụng đất nông nghiệp mà không theo phương án dồn điền, đổi thửa; chuyển nhượng, thừa kế, tặng cho, "
        "góp vốn, cho thuê, cho thuê lại",
        LAND_TAX,
        (13, DAYS, 100_000),
        LAND_FORM,
        LAND_BOOK,
        TAX_FORM,
        INCOME_FORM,
    ),
    _procedure(
        "1.012781",
        "Đăng ký, cấp Giấy chứng nhận đối với thửa đất có diện tích tăng thêm do thay đổi ranh giới so với "
        "Giấy chứng nhận đã cấp",
        LAND_TAX,
        (13, DAYS, 100_000),
        LAND_FORM,
        LAND_BOOK,
        TAX_FORM,
        SITE_PLAN,
    ),
)


def desk_of(procedure: Procedure) -> Desk:
    """Who handles this procedure."""
    return DESKS[procedure.ref.field]
