"""Land-tax hand-over: one software, installed at the land registration office and at the tax office."""

from lookup_api.domain.status import Status
from tests.sample_site.departments.schema import Change, Found, Gone, Installation, Line, SampleDepartment, Seen
from tests.sample_site.offices import LAND, ONE_STOP, TAX

REGISTER, AGENCY = "Tổ Đăng ký và Cấp giấy chứng nhận", "Chi nhánh Văn phòng Đăng ký đất đai thành phố Tây Ninh"
TAX_UNIT, TAX_AGENCY = "Đội Trước bạ và Thu khác", "Chi cục Thuế thành phố Tây Ninh"
BAO, OANH, TU = "Trương Gia Bảo", "Phan Thị Kim Oanh", "Hồ Thị Cẩm Tú"

COMMON = """
CREATE TABLE ht_thamso (ma_dv VARCHAR(10) PRIMARY KEY);
CREATE TABLE dm_dvi (ma_dv VARCHAR(10) PRIMARY KEY, ten_dv VARCHAR(150));
CREATE TABLE dm_loai (ma_loai VARCHAR(4) PRIMARY KEY, ten_loai VARCHAR(200));
CREATE TABLE dm_tths (ma_tt INTEGER PRIMARY KEY, ten_tt VARCHAR(100));
CREATE TABLE dm_nsd (ma_nsd VARCHAR(10) PRIMARY KEY, ho_ten VARCHAR(80), phong VARCHAR(100), dt VARCHAR(20));
CREATE TABLE lt_hoso (id_hs INTEGER PRIMARY KEY, ma_hs VARCHAR(40), ma_dv_nhan VARCHAR(10), ma_loai VARCHAR(4),
  ma_tt INTEGER, ma_nsd VARCHAR(10), tg_nhan VARCHAR(19), tg_hen VARCHAR(19), tg_sua VARCHAR(19), dv_giu VARCHAR(10),
  tg_hen_dv VARCHAR(19), ten_nnt VARCHAR(100), mst VARCHAR(14), cccd VARCHAR(15), sdt VARCHAR(15),
  ben_chuyen VARCHAR(100), gia_tinh_thue INTEGER, so_tien INTEGER);
CREATE TABLE lt_nhatky (id_nk INTEGER PRIMARY KEY, ma_hs VARCHAR(40), ma_dv_nhan VARCHAR(10), ma_dv_lam VARCHAR(10),
  ma_tt INTEGER, ma_nsd VARCHAR(10), tg_lam VARCHAR(19), ghi_chu VARCHAR(300));
INSERT INTO dm_dvi VALUES ('VPDK', 'Chi nhánh Văn phòng Đăng ký đất đai thành phố Tây Ninh'),
  ('CCT', 'Chi cục Thuế thành phố Tây Ninh');
INSERT INTO dm_loai VALUES ('CN', 'Chuyển nhượng quyền sử dụng đất'), ('TK', 'Thừa kế quyền sử dụng đất'),
  ('TC', 'Tặng cho quyền sử dụng đất');
INSERT INTO dm_tths VALUES (10, 'Đã nhận hồ sơ'), (20, 'Đang lập phiếu chuyển thông tin'),
  (21, 'Đã chuyển cơ quan thuế'), (30, 'Cơ quan thuế đã nhận phiếu chuyển'), (31, 'Đang xác định nghĩa vụ tài chính'),
  (35, 'Chờ bổ sung'), (40, 'Đã có thông báo, chờ nộp tiền'), (41, 'Đã nộp đủ nghĩa vụ tài chính'),
  (50, 'Hoàn thiện giấy chứng nhận'), (60, 'Đã có kết quả'), (70, 'Đã trả kết quả'), (90, 'Không nhận'),
  (91, 'Người nộp rút'), (92, 'Dừng xử lý');
INSERT INTO dm_nsd VALUES ('oanhptk', 'Phan Thị Kim Oanh', 'Bộ phận Tiếp nhận và Trả kết quả', '0276 3000 300'),
  ('baotg', 'Trương Gia Bảo', 'Tổ Đăng ký và Cấp giấy chứng nhận', '0276 3000 310'),
  ('tuhtc', 'Hồ Thị Cẩm Tú', 'Đội Trước bạ và Thu khác', '0276 3000 200');
"""
AT_THE_LAND_OFFICE = """
INSERT INTO ht_thamso VALUES ('VPDK');
INSERT INTO lt_hoso VALUES
  (1, 'H53.21-261110-0401', 'VPDK', 'CN', 21, 'baotg', '2026-11-10 08:30:00', '2026-12-02 17:00:00',
   '2026-11-13 16:00:00', 'CCT', '2026-11-27 17:00:00', 'Thạch Thị Sà Rây', NULL, '072191000401', '0900000401',
   'Danh Minh Lộc', 900000000, NULL),
  (2, 'H53.21-261118-0402', 'VPDK', 'TK', 20, 'baotg', '2026-11-18 14:10:00', '2026-12-09 17:00:00',
   '2026-11-19 10:00:00', NULL, NULL, 'Kim Sơn Thái', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO lt_nhatky VALUES (1, 'H53.21-261110-0401', 'VPDK', 'VPDK', 10, 'oanhptk', '2026-11-10 08:30:00', NULL),
  (2, 'H53.21-261110-0401', 'VPDK', 'VPDK', 20, 'baotg', '2026-11-11 09:00:00', NULL),
  (3, 'H53.21-261110-0401', 'VPDK', 'VPDK', 21, 'baotg', '2026-11-13 16:00:00', 'Bên chuyển: Danh Minh Lộc'),
  (4, 'H53.21-261118-0402', 'VPDK', 'VPDK', 10, 'oanhptk', '2026-11-18 14:10:00', NULL);
"""
AT_THE_TAX_OFFICE = """
INSERT INTO ht_thamso VALUES ('CCT');
INSERT INTO lt_hoso VALUES
  (9, 'H53.21-261110-0401', 'VPDK', 'CN', 31, 'tuhtc', '2026-11-16 08:00:00', NULL, '2026-11-20 15:30:00', NULL, NULL,
   'Thạch Thị Sà Rây', '8400000401', '072191000401', NULL, 'Danh Minh Lộc', 900000000, 22504500);
INSERT INTO lt_nhatky VALUES (101, 'H53.21-261110-0401', 'VPDK', 'CCT', 30, 'tuhtc', '2026-11-16 08:00:00', NULL),
  (102, 'H53.21-261110-0401', 'VPDK', 'CCT', 31, 'tuhtc', '2026-11-20 15:30:00', 'Thạch Thị Sà Rây kê khai thấp'),
  (103, 'H53.21-261118-0402', 'VPDK', 'CCT', 30, 'tuhtc', '2026-11-24 07:50:00', NULL);
"""

SALE_STEPS = (
    Line("10/11/2026 08:30", Status.RECEIVED, ONE_STOP, OANH, "Đã nhận hồ sơ"),
    Line("11/11/2026 09:00", Status.PROCESSING, REGISTER, BAO, "Đang lập phiếu chuyển thông tin"),
    Line("13/11/2026 16:00", Status.PROCESSING, REGISTER, BAO, "Đã chuyển cơ quan thuế"),
    Line("16/11/2026 08:00", Status.PROCESSING, TAX_UNIT, TU, "Cơ quan thuế đã nhận phiếu chuyển"),
    Line("20/11/2026 15:30", Status.PROCESSING, TAX_UNIT, TU, "Đang xác định nghĩa vụ tài chính"),
)
NOTICE = Line("24/11/2026 08:10", Status.PAYMENT_REQUIRED, TAX_UNIT, TU, "Đã có thông báo, chờ nộp tiền")
ASKED = Line("24/11/2026 08:20", Status.PAYMENT_REQUIRED, REGISTER, BAO, "Đã có thông báo, chờ nộp tiền")
PAID = Line("24/11/2026 09:00", Status.PROCESSING, TAX_UNIT, TU, "Đã nộp đủ nghĩa vụ tài chính")
BACK = Line("24/11/2026 09:05", Status.PROCESSING, REGISTER, BAO, "Hoàn thiện giấy chứng nhận")
SALE = Seen(
    "H53.21-261110-0401", Status.PROCESSING, TU, TAX_UNIT, TAX_AGENCY, "1.013831",
    received="10/11/2026 08:30", due="02/12/2026 17:00", steps=SALE_STEPS,
)  # fmt: skip
HEIR_STEPS = (
    Line("18/11/2026 14:10", Status.RECEIVED, ONE_STOP, OANH, "Đã nhận hồ sơ"),
    Line("19/11/2026 10:00", Status.PROCESSING, REGISTER, BAO, "Đang lập phiếu chuyển thông tin"),
)
HEIR = Seen(
    "H53.21-261118-0402", Status.PROCESSING, BAO, REGISTER, AGENCY, "1.013831", due="09/12/2026 17:00", steps=HEIR_STEPS
)


def _sale(status: Status, at_tax_office: bool, *more: Line) -> Seen:
    """The sale after these further steps."""
    who = (TU, TAX_UNIT, TAX_AGENCY) if at_tax_office else (BAO, REGISTER, AGENCY)
    return Seen(SALE.code, status, *who, "1.013831", steps=(*SALE_STEPS, *more))


def _step(number: int, status: int, at: str) -> str:
    return (
        f"INSERT INTO lt_nhatky VALUES ({number}, 'H53.21-261110-0401', 'VPDK', 'CCT', {status}, 'tuhtc',"
        f" '2026-11-24 {at}:00', 'Danh Minh Lộc')"
    )


def _record(status: int, at: str, more: str = "") -> str:
    return f"UPDATE lt_hoso SET ma_tt = {status}, tg_sua = '2026-11-24 {at}:00'{more} WHERE id_hs = 1"


CHANGES = (
    Change(
        "the tax office gives its notice: a step of the timeline, the status is the land office's to say",
        (_step(104, 40, "08:10"),),
        _sale(Status.PROCESSING, True, NOTICE),
        at=TAX,
    ),
    Change(
        "the land office says that the citizen must pay",
        (_record(40, "08:20", ", so_tien = 22504500"),),
        _sale(Status.PAYMENT_REQUIRED, False, NOTICE, ASKED),
    ),
    Change(
        "a step of the tax office that came before its hand-over is seen once that is told",
        (
            "UPDATE lt_hoso SET ma_tt = 21, dv_giu = 'CCT', tg_hen_dv = '2026-12-01 17:00:00',"
            " tg_sua = '2026-11-24 08:25:00' WHERE id_hs = 2",
        ),
        Seen(
            HEIR.code, Status.PROCESSING, BAO, REGISTER, AGENCY, "1.013831",
            steps=(
                *HEIR_STEPS,
                Line("24/11/2026 07:50", Status.PROCESSING, TAX_UNIT, TU, "Cơ quan thuế đã nhận phiếu chuyển"),
                Line("24/11/2026 08:25", Status.PROCESSING, REGISTER, BAO, "Đã chuyển cơ quan thuế"),
            ),
        ),
    ),
    Change(
        "the tax office confirms the payment",
        (_step(105, 41, "09:00"),),
        _sale(Status.PAYMENT_REQUIRED, True, NOTICE, ASKED, PAID),
        at=TAX,
    ),
    Change(
        "the dossier is back at the land office and goes on",
        (_record(50, "09:05", ", dv_giu = NULL, tg_hen_dv = NULL"),),
        _sale(Status.PROCESSING, False, NOTICE, ASKED, PAID, BACK),
    ),
    Change(
        "it is finished",
        (_record(60, "09:20"),),
        Seen(SALE.code, Status.FINISHED, BAO, REGISTER, AGENCY, "1.013831"),
    ),
    Change(
        "that was a mistaken click, put right without touching the time: a poll reads the newest row again",
        ("UPDATE lt_hoso SET ma_tt = 50 WHERE id_hs = 1",),
        Seen(SALE.code, Status.PROCESSING, BAO, REGISTER, AGENCY, "1.013831"),
    ),
    Change(
        "the result is handed out",
        (_record(70, "09:40", ", ma_nsd = 'oanhptk'"),),
        Seen(SALE.code, Status.RETURNED, OANH, ONE_STOP, AGENCY, "1.013831"),
    ),
    Change(
        "a dossier that was entered by mistake is deleted",
        (
            "DELETE FROM lt_nhatky WHERE ma_hs = 'H53.21-261118-0402'",
            "DELETE FROM lt_hoso WHERE ma_hs = 'H53.21-261118-0402'",
        ),
        Gone(HEIR.code),
        Found.BY_CONTENT,
    ),
)  # fmt: skip

DEPARTMENT = SampleDepartment(
    profile="land_tax",
    installations=(Installation(LAND, COMMON + AT_THE_LAND_OFFICE), Installation(TAX, COMMON + AT_THE_TAX_OFFICE)),
    status_words="SELECT ma_tt FROM dm_tths",
    counted=2,
    seen=(SALE, HEIR),
    changes=CHANGES,
    secrets=(
        "Thạch Thị Sà Rây", "Danh Minh Lộc", "Kim Sơn Thái", "072191000401", "0900000401", "8400000401", "22504500",
        "22.504.500", "900000000",
    ),
)  # fmt: skip
