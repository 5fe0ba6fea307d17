"""House and land certificates: software of the late nineties, moved from one database to the next. Texts in TCVN3."""

from lookup_api.domain.status import Status
from tests.sample_site.departments.schema import Change, Found, Gone, Installation, Line, SampleDepartment, Seen
from tests.sample_site.legacy_writing import in_tcvn3
from tests.sample_site.offices import CITY, ONE_STOP

UNIT, AGENCY = "Phòng Tài nguyên và Môi trường", "UBND thành phố Tây Ninh"
SON, LE = "Ngô Thanh Sơn", "Dương Thị Mỹ Lệ"

SCRIPT = """
CREATE TABLE donvi (ma_dv VARCHAR(10) PRIMARY KEY, ten_dv VARCHAR(120));
CREATE TABLE dm_bp (ma_bp VARCHAR(4) PRIMARY KEY, ten_bp VARCHAR(120));
CREATE TABLE dm_cb (ma_cb VARCHAR(8) PRIMARY KEY, ten_cb VARCHAR(60), dt VARCHAR(20), ma_bp VARCHAR(4));
CREATE TABLE dm_loaihs (ma_loai VARCHAR(6) PRIMARY KEY, ten_loai VARCHAR(120), phi INTEGER);
CREATE TABLE dm_tt (tt VARCHAR(2) PRIMARY KEY, ten_tt VARCHAR(80));
CREATE TABLE hs_capgcn (stt INTEGER PRIMARY KEY, sobn VARCHAR(20), maso_qg VARCHAR(40), ma_loai VARCHAR(6),
  tt VARCHAR(2), ma_cb VARCHAR(8), ngaynhan VARCHAR(16), ngayhen VARCHAR(10), ngay_tt VARCHAR(19), so_cn INTEGER,
  thieu VARCHAR(250), noigiu VARCHAR(6), hangiu VARCHAR(10), chusd VARCHAR(80), socm VARCHAR(15), dthoai VARCHAR(15),
  dchi VARCHAR(120), tobd VARCHAR(8), thua VARCHAR(8), ghichu VARCHAR(250));
CREATE TABLE hs_luanchuyen (stt_lc INTEGER PRIMARY KEY, stt INTEGER, ngay_lc VARCHAR(19), tt VARCHAR(2),
  ma_cb VARCHAR(8));
INSERT INTO donvi VALUES ('TPTN', 'UBND thành phố Tây Ninh');
INSERT INTO dm_bp VALUES ('MC', 'Bộ phận Tiếp nhận và Trả kết quả'), ('TNMT', 'Phòng Tài nguyên và Môi trường');
INSERT INTO dm_cb VALUES ('NHUNG', 'Lê Thị Hồng Nhung', '0276 3000 100', 'MC'),
  ('SON', 'Ngô Thanh Sơn', '0276 3000 130', 'TNMT'), ('LE', 'Dương Thị Mỹ Lệ', '0276 3000 131', 'TNMT');
INSERT INTO dm_loaihs VALUES ('LD', 'Cấp lần đầu', 100000), ('CD', 'Cấp đổi', 50000), ('CL', 'Cấp lại do mất', 50000),
  ('DC', 'Đính chính', NULL);
INSERT INTO dm_tt VALUES ('MN', 'Mới nộp qua mạng'), ('TN', 'Tiếp nhận hồ sơ'), ('KN', 'Không nhận hồ sơ'),
  ('TD', 'Thẩm định, xác minh thực địa'), ('CV', 'Chuyển văn phòng đăng ký đất đai'),
  ('TK', 'Trình ký giấy chứng nhận'), ('BS', 'Chờ bổ sung giấy tờ'), ('TC', 'Chờ nộp nghĩa vụ tài chính'),
  ('RT', 'Người nộp rút hồ sơ'), ('DG', 'Dừng giải quyết'), ('DK', 'Đã ký giấy chứng nhận'),
  ('TR', 'Đã trao giấy chứng nhận');
INSERT INTO hs_capgcn VALUES
  (4101, '0412/GCN-2026', 'H53.19-261103-0101', 'LD', 'CV', 'SON', '03/11/2026 08:10', '01/12/2026',
   '20/11/2026 14:05:00', 90211, NULL, 'VPDK', '27/11/2026', 'lương thị mộng điệp', '072190000101', '0900000101',
   'số 9 hẻm Mẫu Bảy', '14', '208', 'Ranh giáp ông Tiêu Văn Rạng'),
  (4102, '0415/GCN-2026', 'H53.19-261105-0102', 'CD', 'BS', 'LE', '05/11/2026 09:00', '19/11/2026',
   '12/11/2026 10:00:00', 90150, 'Bản chính giấy chứng nhận đã cấp; Bản vẽ hiện trạng nhà', NULL, NULL,
   'mạc đình khoa', '072180000102', NULL, NULL, '3', '77', NULL),
  (4103, '0418/GCN-2026', 'H53.19-261110-0103', 'CL', 'DK', 'SON', '10/11/2026 13:45', '24/11/2026',
   '23/11/2026 16:20:00', 90240, NULL, NULL, NULL, 'sầm thế vĩnh', '072175000103', '0900000103', NULL, '8', '12', NULL),
  (4104, '0420/GCN-2026', NULL, 'DC', 'TN', 'NHUNG', '23/11/2026 15:00', NULL, '23/11/2026 15:00:00', 90238, NULL,
   NULL, NULL, 'quách mỹ ngân', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO hs_luanchuyen VALUES (5001, 4101, '03/11/2026 08:10:00', 'TN', 'NHUNG'),
  (5002, 4101, '05/11/2026 09:30:00', 'TD', 'SON'), (5003, 4102, '05/11/2026 09:00:00', 'TN', 'NHUNG'),
  (5004, 4103, '10/11/2026 13:45:00', 'TN', 'NHUNG'), (5005, 4101, '20/11/2026 14:05:00', 'CV', 'SON');
"""

FIRST_STEPS = (
    Line("03/11/2026 08:10", Status.RECEIVED, ONE_STOP, "Lê Thị Hồng Nhung", "Tiếp nhận hồ sơ"),
    Line("05/11/2026 09:30", Status.PROCESSING, UNIT, SON, "Thẩm định, xác minh thực địa"),
    Line("20/11/2026 14:05", Status.PROCESSING, UNIT, SON, "Chuyển văn phòng đăng ký đất đai"),
)
FIRST = Seen(
    "H53.19-261103-0101", Status.PROCESSING, SON, UNIT, AGENCY, "1.013978",
    received="03/11/2026 08:10", due="01/12/2026 17:00", fee=100_000, steps=FIRST_STEPS, also=("0412/GCN-2026",),
)  # fmt: skip
EXCHANGE = Seen(
    "H53.19-261105-0102", Status.SUPPLEMENT_REQUESTED, LE, UNIT, AGENCY, "1.012783", fee=50_000,
    missing=("Bản chính giấy chứng nhận đã cấp", "Bản vẽ hiện trạng nhà"),
)  # fmt: skip
LOST = Seen("H53.19-261110-0103", Status.FINISHED, SON, UNIT, AGENCY, "1.012786", due="24/11/2026 17:00")
BY_ITS_OWN_CODE = Seen("0420/GCN-2026", Status.RECEIVED, "Lê Thị Hồng Nhung", ONE_STOP, AGENCY, "1.012790")


def _do(*statements: str) -> tuple[str, ...]:
    return tuple(map(in_tcvn3, statements))


CHANGES = (
    Change(
        "the land office gives the dossier back, and it goes to be signed",
        _do(
            "UPDATE hs_capgcn SET tt = 'TK', noigiu = NULL, hangiu = NULL, ngay_tt = '24/11/2026 08:30:00',"
            " so_cn = 90300, ghichu = 'Đã hỏi lại ông Tiêu Văn Rạng' WHERE stt = 4101",
            "INSERT INTO hs_luanchuyen VALUES (5006, 4101, '24/11/2026 08:30:00', 'TK', 'SON')",
        ),
        Seen(
            FIRST.code, Status.PROCESSING, SON, UNIT, AGENCY, "1.013978", due="01/12/2026 17:00",
            steps=(
                *FIRST_STEPS,
                Line("24/11/2026 08:30", Status.PROCESSING, UNIT, SON, "Trình ký giấy chứng nhận"),
            ),
        ),
    ),
    Change(
        "the papers have come",
        _do(
            "UPDATE hs_capgcn SET tt = 'TD', thieu = NULL, ngay_tt = '24/11/2026 08:40:00', so_cn = 90301"
            " WHERE stt = 4102"
        ),
        Seen(EXCHANGE.code, Status.PROCESSING, LE, UNIT, AGENCY, "1.012783"),
    ),
    Change(
        "a mistaken click is put right without touching time and number",
        _do("UPDATE hs_capgcn SET tt = 'TD', ma_cb = 'LE' WHERE stt = 4103"),
        Seen(LOST.code, Status.PROCESSING, LE, UNIT, AGENCY, "1.012786"),
        Found.BY_CONTENT,
    ),
    Change(
        "a dossier gets its national code",
        _do("UPDATE hs_capgcn SET maso_qg = 'H53.19-261123-0104', so_cn = 90302 WHERE stt = 4104"),
        Seen(
            "H53.19-261123-0104", Status.RECEIVED, "Lê Thị Hồng Nhung", ONE_STOP, AGENCY, "1.012790",
            also=("0420/GCN-2026",),
        ),
    ),
    Change(
        "a dossier that was entered twice is deleted",
        _do("DELETE FROM hs_luanchuyen WHERE stt = 4103", "DELETE FROM hs_capgcn WHERE stt = 4103"),
        Gone(LOST.code),
        Found.BY_CONTENT,
    ),
)  # fmt: skip

DEPARTMENT = SampleDepartment(
    profile="land_certificates",
    installations=(Installation(CITY, in_tcvn3(SCRIPT)),),
    status_words="SELECT tt FROM dm_tt",
    counted=4,
    seen=(FIRST, EXCHANGE, LOST, BY_ITS_OWN_CODE),
    changes=CHANGES,
    secrets=(
        "LƯƠNG THỊ MỘNG ĐIỆP", "Lương Thị Mộng Điệp", "MẠC ĐÌNH KHOA", "SẦM THẾ VĨNH", "QUÁCH MỸ NGÂN", "072190000101",
        "0900000101", "hẻm Mẫu Bảy", "Tiêu Văn Rạng",
    ),
    local_codes=r"[0-9]{4}/GCN-[0-9]{4}",
)  # fmt: skip
