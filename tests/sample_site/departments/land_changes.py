"""Land changes and cadastral records: the land registration office's software. Texts in VNI, in PostgreSQL."""

from lookup_api.domain.status import Status
from tests.sample_site.departments.schema import Change, Found, Gone, Installation, Line, SampleDepartment, Seen
from tests.sample_site.legacy_writing import in_vni
from tests.sample_site.offices import LAND, ONE_STOP

DRAWING, REGISTER = "Tổ Đo đạc và Lưu trữ địa chính", "Tổ Đăng ký và Cấp giấy chứng nhận"
AGENCY = "Chi nhánh Văn phòng Đăng ký đất đai thành phố Tây Ninh"
VINH, BAO, OANH = "Tạ Quang Vinh", "Trương Gia Bảo", "Phan Thị Kim Oanh"

SCRIPT = """
CREATE TABLE tbl_donvi (donvi_id INTEGER PRIMARY KEY, tendonvi VARCHAR(150));
CREATE TABLE tbl_to (to_id INTEGER PRIMARY KEY, tento VARCHAR(100));
CREATE TABLE tbl_nhanvien (nv_id INTEGER PRIMARY KEY, hoten VARCHAR(80), dienthoai VARCHAR(20), to_id INTEGER);
CREATE TABLE tbl_loaibiendong (loai_id VARCHAR(4) PRIMARY KEY, ten VARCHAR(200), songay INTEGER, lephi NUMERIC(12, 0));
CREATE TABLE tbl_trangthai (tt_id INTEGER PRIMARY KEY, ten VARCHAR(100));
CREATE TABLE tbl_hosobd (hs_id INTEGER PRIMARY KEY, sohs VARCHAR(40), sobiennhan VARCHAR(20), loai_id VARCHAR(4),
  tt_id INTEGER, nv_id INTEGER, ngaynhan TIMESTAMP, ngayhen DATE, ngaycapnhat TIMESTAMP, giaytothieu VARCHAR(500),
  daxoa SMALLINT DEFAULT 0, nguoinop VARCHAR(100), socmnd VARCHAR(15), sodt VARCHAR(15), diachi VARCHAR(200),
  benchuyen VARCHAR(100), bennhan VARCHAR(100), soto VARCHAR(8), sothua VARCHAR(8), ghichu VARCHAR(500));
CREATE TABLE tbl_quatrinh (qt_id INTEGER PRIMARY KEY, hs_id INTEGER, tt_id INTEGER, nv_id INTEGER, tungay TIMESTAMP);
INSERT INTO tbl_donvi VALUES (1, 'Chi nhánh Văn phòng Đăng ký đất đai thành phố Tây Ninh');
INSERT INTO tbl_to VALUES (1, 'Bộ phận Tiếp nhận và Trả kết quả'), (2, 'Tổ Đăng ký và Cấp giấy chứng nhận'),
  (3, 'Tổ Đo đạc và Lưu trữ địa chính');
INSERT INTO tbl_nhanvien VALUES (11, 'Phan Thị Kim Oanh', '0276 3000 300', 1),
  (21, 'Trương Gia Bảo', '0276 3000 310', 2), (31, 'Tạ Quang Vinh', '0276 3000 320', 3);
INSERT INTO tbl_loaibiendong VALUES ('CN', 'Chuyển nhượng quyền sử dụng đất', 10, 100000),
  ('TG', 'Tặng cho quyền sử dụng đất', 10, 100000), ('TT', 'Tách thửa đất', 15, 120000),
  ('TL', 'Cung cấp dữ liệu địa chính', 1, 30000);
INSERT INTO tbl_trangthai VALUES (0, 'Đăng ký qua mạng'), (1, 'Tiếp nhận'), (2, 'Thẩm tra hồ sơ'),
  (3, 'Đo đạc, trích lục'), (4, 'Chờ bổ sung'), (5, 'Chờ nghĩa vụ tài chính'), (6, 'Trình ký'),
  (7, 'Đã chỉnh lý hồ sơ địa chính'), (8, 'Đã trả kết quả'), (9, 'Trả lại, không đủ điều kiện'), (10, 'Rút hồ sơ'),
  (11, 'Từ chối tiếp nhận'), (12, 'Dừng do có văn bản ngăn chặn');
INSERT INTO tbl_hosobd VALUES
  (771, 'H53.21-261109-0201', '2026-000771', 'CN', 3, 31, '2026-11-09 08:20:00', '2026-11-26', '2026-11-18 15:00:00',
   NULL, 0, 'Ôn Thị Bích Trâm', '072185000201', '0900000201', 'Ấp Mẫu Mười', 'Khổng Văn Đởm', 'Ôn Thị Bích Trâm', '22',
   '145', 'Đất đang thế chấp, chờ bà Nhan Thị Út xóa nợ'),
  (772, 'H53.21-261112-0202', '2026-000772', 'TT', 4, 21, '2026-11-12 10:00:00', '2026-12-03', '2026-11-17 09:00:00',
   'Bản vẽ tách thửa đất|Ý kiến của người đồng sử dụng đất', 0, 'Bành Chí Tường', NULL, NULL, NULL, NULL, NULL, '5',
   '31', NULL),
  (773, 'H53.21-261116-0203', '2026-000773', 'TG', 12, 21, '2026-11-16 14:00:00', '2026-11-30', '2026-11-19 16:00:00',
   NULL, 0, 'Viên Thị Sáu', NULL, '0900000203', NULL, 'Viên Văn Bốn', 'Viên Thị Sáu', '9', '60',
   'Ngăn chặn theo đề nghị của ông Lục Tấn Đạt'),
  (774, 'H53.21-261117-0204', '2026-000774', 'TL', 1, 11, '2026-11-17 08:00:00', NULL, '2026-11-17 08:00:00', NULL, 1,
   'Bành Chí Tường', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Nhập trùng');
INSERT INTO tbl_quatrinh VALUES (1, 771, 1, 11, '2026-11-09 08:20:00'), (2, 771, 2, 21, '2026-11-11 09:00:00'),
  (3, 771, 3, 31, '2026-11-18 15:00:00'), (4, 772, 1, 11, '2026-11-12 10:00:00'),
  (5, 773, 12, 21, '2026-11-19 16:00:00');
"""

STEPS = (
    Line("09/11/2026 08:20", Status.RECEIVED, ONE_STOP, OANH, "Tiếp nhận"),
    Line("11/11/2026 09:00", Status.PROCESSING, REGISTER, BAO, "Thẩm tra hồ sơ"),
    Line("18/11/2026 15:00", Status.PROCESSING, DRAWING, VINH, "Đo đạc, trích lục"),
)
SALE = Seen(
    "H53.21-261109-0201", Status.PROCESSING, VINH, DRAWING, AGENCY, "1.013831",
    received="09/11/2026 08:20", due="26/11/2026 17:00", fee=100_000, steps=STEPS, also=("2026-000771",),
)  # fmt: skip
SPLIT = Seen(
    "H53.21-261112-0202", Status.SUPPLEMENT_REQUESTED, BAO, REGISTER, AGENCY, "1.012784", fee=120_000,
    missing=("Bản vẽ tách thửa đất", "Ý kiến của người đồng sử dụng đất"),
)  # fmt: skip
BLOCKED = Seen(
    "H53.21-261116-0203", Status.STOPPED, BAO, REGISTER, AGENCY, "1.013831",
    steps=(Line("19/11/2026 16:00", Status.STOPPED, REGISTER, BAO),),
)  # fmt: skip


def _do(*statements: str) -> tuple[str, ...]:
    return tuple(map(in_vni, statements))


CHANGES = (
    Change(
        "the drawing is done, and the change goes to be signed",
        _do("UPDATE tbl_hosobd SET tt_id = 6, ngaycapnhat = '2026-11-24 08:05:00' WHERE hs_id = 771"),
        Seen(
            SALE.code, Status.PROCESSING, VINH, DRAWING, AGENCY, "1.013831", due="26/11/2026 17:00",
            steps=(*STEPS, Line("24/11/2026 08:05", Status.PROCESSING, DRAWING, VINH, "Trình ký")),
        ),
    ),
    Change(
        "newer software writes Unicode into the old column",
        (
            "UPDATE tbl_hosobd SET tt_id = 4, nv_id = 21, giaytothieu = 'Văn bản ủy quyền|Tờ khai',"
            " ngaycapnhat = '2026-11-24 08:30:00' WHERE hs_id = 771",
        ),
        Seen(
            SALE.code, Status.SUPPLEMENT_REQUESTED, BAO, REGISTER, AGENCY, "1.013831",
            missing=("Văn bản ủy quyền", "Tờ khai"),
        ),
    ),
    Change(
        "a dossier is marked as wiped out",
        _do("UPDATE tbl_hosobd SET daxoa = 1 WHERE hs_id = 772"),
        Gone(SPLIT.code),
        Found.BY_CONTENT,
    ),
    Change(
        "a dossier that was wiped out by mistake is back",
        _do("UPDATE tbl_hosobd SET daxoa = 0, ngaycapnhat = '2026-11-24 09:00:00' WHERE hs_id = 772"),
        SPLIT,
    ),
    Change(
        "the block is lifted, and nobody touches the time",
        _do("UPDATE tbl_hosobd SET tt_id = 2, ghichu = 'Ông Lục Tấn Đạt đã rút' WHERE hs_id = 773"),
        Seen(BLOCKED.code, Status.PROCESSING, BAO, REGISTER, AGENCY, "1.013831"),
        Found.BY_CONTENT,
    ),
)  # fmt: skip

DEPARTMENT = SampleDepartment(
    profile="land_changes",
    installations=(Installation(LAND, in_vni(SCRIPT)),),
    status_words="SELECT tt_id FROM tbl_trangthai",
    counted=3,
    seen=(SALE, SPLIT, BLOCKED, Gone("H53.21-261117-0204")),
    changes=CHANGES,
    secrets=(
        "Ôn Thị Bích Trâm", "Khổng Văn Đởm", "Nhan Thị Út", "Bành Chí Tường", "Viên Thị Sáu", "Viên Văn Bốn",
        "Lục Tấn Đạt", "072185000201", "0900000201", "0900000203", "Ấp Mẫu Mười", "ngăn chặn", "thế chấp",
    ),
    local_codes=r"[0-9]{4}-[0-9]{6}",
    database="postgresql",
)  # fmt: skip
