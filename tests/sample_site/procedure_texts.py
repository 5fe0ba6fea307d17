"""What the sample catalogue says of its procedures: steps and results in our words, and the texts that they rest on."""

from datetime import date

from lookup_api.domain.procedure import LegalText
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

ENTERPRISES = LegalText("Nghị định về đăng ký doanh nghiệp", "168/2025/NĐ-CP", date(2025, 6, 30))
TAX_LAW = LegalText("Luật Quản lý thuế", "38/2019/QH14", date(2019, 6, 13))
BUILDING_LAW = LegalText("Luật Xây dựng", "50/2014/QH13", date(2014, 6, 18))
BUILDING_CHANGES = LegalText("Luật sửa đổi, bổ sung Luật Xây dựng", "62/2020/QH14", date(2020, 6, 17))
BUILDING_WORK = LegalText("Nghị định về quản lý hoạt động xây dựng", "175/2024/NĐ-CP", date(2024, 12, 30))
HOUSES = LegalText("Thông tư về đánh số và gắn biển số nhà, công trình xây dựng", "08/2024/TT-BXD")
LAND_LAW = LegalText("Luật Đất đai", "31/2024/QH15", date(2024, 1, 18))
LAND_REGISTER = LegalText("Nghị định về đăng ký, cấp giấy chứng nhận", "101/2024/NĐ-CP", date(2024, 7, 29))
LAND_TIERS = LegalText("Nghị định về phân định thẩm quyền trong lĩnh vực đất đai", "151/2025/NĐ-CP", date(2025, 6, 12))
CIVIL_CODE = LegalText("Bộ luật Dân sự", "91/2015/QH13", date(2015, 11, 24))
SECURITIES = LegalText("Nghị định về đăng ký biện pháp bảo đảm", "99/2022/NĐ-CP", date(2022, 11, 30))
REGISTRATION_FEE = LegalText("Nghị định về lệ phí trước bạ", "10/2022/NĐ-CP", date(2022, 1, 15))

LEGAL_TEXTS: dict[str, tuple[LegalText, ...]] = {
    BUSINESS: (ENTERPRISES,),
    BUSINESS_TAX: (ENTERPRISES, TAX_LAW),
    BUILDING: (BUILDING_LAW, BUILDING_CHANGES, BUILDING_WORK),
    HOUSE_NUMBERS: (HOUSES,),
    CERTIFICATES: (LAND_LAW, LAND_REGISTER, LAND_TIERS),
    LAND_CHANGES: (LAND_LAW, LAND_REGISTER, LAND_TIERS),
    PLEDGES: (CIVIL_CODE, SECURITIES),
    LAND_TAX: (LAND_LAW, LAND_REGISTER, TAX_LAW, REGISTRATION_FEE),
}

HAND_IN = "Điền mẫu đơn, chuẩn bị giấy tờ và nộp tại bộ phận một cửa. Bạn nhận giấy hẹn có mã hồ sơ và ngày trả."
COLLECT = "Đến ngày hẹn, mang giấy hẹn và căn cước đến nhận kết quả."

STEPS: dict[str, tuple[str, ...]] = {
    BUSINESS: (HAND_IN, "Phòng chuyên môn xem hồ sơ. Nếu thiếu, bạn được báo một lần cho tất cả.", COLLECT),
    BUSINESS_TAX: (HAND_IN, "Thông tin được chuyển sang cơ quan thuế; bạn không phải đi thêm nơi nào.", COLLECT),
    BUILDING: (HAND_IN, "Cán bộ xem bản vẽ và đến xem thực địa khi cần, có hẹn trước với bạn.", COLLECT),
    HOUSE_NUMBERS: (HAND_IN, "Cán bộ đến khảo sát vị trí nhà để đánh số.", COLLECT),
    CERTIFICATES: (
        HAND_IN,
        "Văn phòng đăng ký đất đai kiểm tra bản đồ và sổ sách. Thông tin được niêm yết khi pháp luật yêu cầu.",
        "Nếu phải nộp tiền, bạn nhận thông báo và nộp tại ngân hàng hoặc trên mạng.",
        COLLECT,
    ),
    LAND_CHANGES: (HAND_IN, "Văn phòng đăng ký đất đai đo đạc khi cần và sửa hồ sơ địa chính.", COLLECT),
    PLEDGES: (HAND_IN, "Việc đăng ký được ghi vào sổ ngay trong ngày.", COLLECT),
    LAND_TAX: (
        HAND_IN,
        "Văn phòng đăng ký đất đai chuyển thông tin sang cơ quan thuế để tính số tiền phải nộp.",
        "Bạn nộp tiền theo thông báo; biên lai được gửi lại tự động.",
        COLLECT,
    ),
}

RESULTS: dict[str, str] = {
    "1.001612": "Giấy chứng nhận đăng ký hộ kinh doanh",
    "2.000720": "Giấy chứng nhận đăng ký hộ kinh doanh đã thay đổi",
    "1.001266": "Thông báo về việc chấm dứt hoạt động hộ kinh doanh",
    "2.000575": "Giấy chứng nhận đăng ký hộ kinh doanh cấp lại",
    "TTHC.KD.01": "Giấy chứng nhận đăng ký hộ kinh doanh và mã số thuế",
    "1.001570": "Giấy xác nhận tạm ngừng kinh doanh hoặc kinh doanh trở lại",
    "1.013225": "Giấy phép xây dựng",
    "1.013229": "Giấy phép xây dựng sửa chữa, cải tạo",
    "1.013227": "Giấy phép xây dựng được gia hạn",
    "TTHC.SN.01": "Giấy chứng nhận số nhà và biển số nhà",
    "TTHC.SN.03": "Giấy xác nhận thay đổi số nhà",
    "1.012786": "Giấy chứng nhận quyền sử dụng đất cấp lại",
    "1.012783": "Giấy chứng nhận quyền sử dụng đất mới",
    "1.013992": "Giấy chứng nhận đã ghi thay đổi",
    "1.012784": "Giấy chứng nhận cho từng thửa đất sau khi tách hoặc hợp",
    "1.012789": "Phiếu cung cấp thông tin, dữ liệu đất đai",
    "1.011441": "Đơn đăng ký có chứng nhận của văn phòng đăng ký đất đai",
    "1.011443": "Đơn xóa đăng ký có chứng nhận của văn phòng đăng ký đất đai",
    "1.013831": "Giấy chứng nhận đứng tên chủ mới",
    "1.012781": "Giấy chứng nhận ghi diện tích mới",
}

ALSO_CALLED: dict[str, tuple[str, ...]] = {
    "1.001612": ("mở quán", "mở tiệm", "mở cửa hàng", "giấy phép kinh doanh"),
    "1.001266": ("đóng quán", "đóng cửa hàng", "nghỉ bán"),
    "2.000575": ("mất giấy phép kinh doanh",),
    "1.001570": ("nghỉ bán một thời gian",),
    "1.013225": ("xây nhà", "cất nhà", "xin phép xây dựng"),
    "1.013229": ("sửa nhà", "nâng tầng"),
    "TTHC.SN.01": ("xin số nhà",),
    "1.012786": ("mất sổ đỏ", "mất sổ hồng"),
    "1.012783": ("đổi sổ đỏ", "đổi sổ hồng"),
    "1.012784": ("tách sổ", "chia đất"),
    "1.012789": ("trích lục", "xem quy hoạch"),
    "1.011441": ("thế chấp sổ đỏ", "vay ngân hàng"),
    "1.011443": ("xóa thế chấp", "giải chấp"),
    "1.013831": ("sang tên sổ đỏ", "mua bán đất", "cho con đất"),
}

ONLINE = frozenset(
    {"1.001612", "2.000720", "1.001266", "2.000575", "1.001570", "1.013225", "1.013227", "TTHC.SN.01", "1.012789"}
)
"""Codes of what may be filed on the site."""
