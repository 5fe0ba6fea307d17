"""Mortgages, secured transactions and blocked records: the software of the land registration office.

Its tables are full of people that no citizen with a code may learn of: who pledged what to whom, who asked for a block,
against whom, and on which parcel.
"""

from lookup_api.domain.status import Status
from tests.sample_site.departments.schema import Change, Found, Gone, Installation, Line, SampleDepartment, Seen
from tests.sample_site.offices import LAND

UNIT, AGENCY = "Tổ Đăng ký biện pháp bảo đảm", "Chi nhánh Văn phòng Đăng ký đất đai thành phố Tây Ninh"
TAI, LAN = "Châu Văn Tài", "Kiều Thị Lan"
RECORD_PROCEDURE = "TTHC.VPDK.01"

SCRIPT = """
CREATE TABLE gd_dmloai (ma_loai VARCHAR(4) PRIMARY KEY, ten_loai VARCHAR(100));
CREATE TABLE gd_dmtt (ma_tt VARCHAR(2) PRIMARY KEY, ten_tt VARCHAR(100));
CREATE TABLE gd_dmthieu (ma_thieu VARCHAR(4) PRIMARY KEY, ten_gt VARCHAR(200));
CREATE TABLE gd_canbo (ma_cb VARCHAR(6) PRIMARY KEY, ten_cb VARCHAR(80), dt VARCHAR(20));
CREATE TABLE gd_hoso (id_gd INTEGER PRIMARY KEY, so_hs VARCHAR(40), ma_loai VARCHAR(4), ma_tt VARCHAR(2),
  ma_cb VARCHAR(6), gio_nhan VARCHAR(16), gio_hen VARCHAR(16), gio_cn VARCHAR(19), le_phi INTEGER, ma_thieu VARCHAR(4),
  so_gcn VARCHAR(20), thua_dat VARCHAR(60), y_kien VARCHAR(400));
CREATE TABLE gd_ben (id_gd INTEGER, vai_tro VARCHAR(3), ten_ben VARCHAR(150), so_gt VARCHAR(20), dia_chi VARCHAR(200));
CREATE TABLE nc_vanban (id_nc INTEGER PRIMARY KEY, so_hs VARCHAR(40), loai VARCHAR(4), ma_tt VARCHAR(2),
  ma_cb VARCHAR(6), gio_nhan VARCHAR(16), gio_cn VARCHAR(19), so_vb VARCHAR(40), noi_gui VARCHAR(150),
  nguoi_bi VARCHAR(150), so_gcn VARCHAR(20), noi_dung VARCHAR(400));
INSERT INTO gd_dmloai VALUES ('TC', 'Thế chấp'), ('TD', 'Thay đổi thế chấp'), ('XTC', 'Xóa thế chấp'),
  ('CT', 'Chuyển tiếp thế chấp');
INSERT INTO gd_dmtt VALUES ('N', 'Đã nhận'), ('K', 'Đang kiểm tra'), ('S', 'Bổ sung'), ('P', 'Chờ phí'),
  ('G', 'Đang ghi sổ'), ('C', 'Đã chứng nhận'), ('T', 'Đã trả'), ('X', 'Từ chối'), ('R', 'Rút'), ('D', 'Bị ngăn chặn');
INSERT INTO gd_dmthieu VALUES ('T01', 'Bản chính giấy chứng nhận'), ('T02', 'Hợp đồng bảo đảm có công chứng');
INSERT INTO gd_canbo VALUES ('TAI', 'Châu Văn Tài', '0276 3000 330'), ('LAN', 'Kiều Thị Lan', '0276 3000 331');
INSERT INTO gd_hoso VALUES
  (1, 'H53.21-261124-0301', 'TC', 'G', 'TAI', '2026-11-24 07:35', '2026-11-24 17:00', '2026-11-24 08:00:00', 80000,
   NULL, 'DD 417305', 'tờ 17 thửa 293', 'Bà Tề Thị Hoàng Yến vay Ngân hàng Mẫu Chín'),
  (2, 'H53.21-261120-0302', 'XTC', 'T', 'LAN', '2026-11-20 09:00', '2026-11-20 17:00', '2026-11-20 16:10:00', 20000,
   NULL, 'DD 500612', NULL, NULL),
  (3, 'H53.21-261123-0303', 'TC', 'S', 'LAN', '2026-11-23 10:00', '2026-11-23 17:00', '2026-11-23 11:00:00', 80000,
   'T01', 'DD 611733', 'tờ 2 thửa 88', 'Thiếu bản chính, ông Cái Trọng Hiền đang giữ'),
  (4, NULL, 'TC', 'N', 'LAN', '2026-11-24 07:50', NULL, '2026-11-24 07:50:00', NULL, NULL, NULL, NULL, NULL),
  (5, 'H53.21-261119-0304', 'TD', 'D', 'TAI', '2026-11-19 08:00', '2026-11-19 17:00', '2026-11-19 10:30:00', 60000,
   NULL, 'DD 700915', NULL, 'Thửa đất bị ngăn chặn theo đơn của bà Tề Thị Hoàng Yến');
INSERT INTO gd_ben VALUES (1, 'BD', 'Tề Thị Hoàng Yến', '072188000301', 'số 3 hẻm Mẫu Tám'),
  (1, 'NBD', 'Ngân hàng Mẫu Chín', '0309000301', NULL), (2, 'BD', 'Ngụy Như Ý', '072177000302', NULL),
  (3, 'BD', 'Cái Trọng Hiền', '072166000303', NULL), (3, 'NBD', 'Ngân hàng Mẫu Chín', '0309000301', NULL),
  (5, 'BD', 'Cái Trọng Hiền', '072166000303', NULL);
INSERT INTO nc_vanban VALUES
  (1, 'H53.21-261118-0305', 'NGAN', 'C', 'TAI', '2026-11-18 09:20', '2026-11-18 15:00:00', '118/CV-MTHA',
   'Cơ quan thi hành án Mẫu Mười Một', 'Cái Trọng Hiền', 'DD 700915', 'Đề nghị không chuyển dịch tài sản'),
  (2, NULL, 'NGAN', 'C', 'TAI', '2026-11-19 09:20', '2026-11-19 15:00:00', '120/CV-MTHA', NULL,
   'Ngụy Như Ý', NULL, NULL),
  (3, 'H53.21-261124-0306', 'GO', 'K', 'LAN', '2026-11-24 07:40', '2026-11-24 08:10:00', '131/CV-MTHA',
   'Cơ quan thi hành án Mẫu Mười Một', 'Cái Trọng Hiền', 'DD 700915', 'Đề nghị gỡ');
"""

PLEDGE = Seen(
    "H53.21-261124-0301", Status.PROCESSING, TAI, UNIT, AGENCY, "1.011441",
    received="24/11/2026 07:35", due="24/11/2026 17:00", fee=80_000,
    steps=(Line("24/11/2026 08:00", Status.PROCESSING, UNIT, TAI, "Đang ghi vào sổ đăng ký"),),
)  # fmt: skip
RELEASE = Seen("H53.21-261120-0302", Status.RETURNED, LAN, UNIT, AGENCY, "1.011443", fee=20_000)
INCOMPLETE = Seen(
    "H53.21-261123-0303", Status.SUPPLEMENT_REQUESTED, LAN, UNIT, AGENCY, "1.011441",
    missing=("Bản chính giấy chứng nhận",),
    steps=(Line("23/11/2026 11:00", Status.SUPPLEMENT_REQUESTED, UNIT, LAN, "Chờ bổ sung giấy tờ"),),
)  # fmt: skip
STOPPED = Seen(
    "H53.21-261119-0304", Status.STOPPED, TAI, UNIT, AGENCY, "1.011442",
    steps=(Line("19/11/2026 10:30", Status.STOPPED, UNIT, TAI, "Dừng giải quyết theo quy định"),),
)  # fmt: skip
BLOCK = Seen(
    "H53.21-261118-0305", Status.FINISHED, TAI, UNIT, AGENCY, RECORD_PROCEDURE, received="18/11/2026 09:20",
    steps=(Line("18/11/2026 15:00", Status.FINISHED, UNIT, TAI, "Đã cập nhật"),),
)  # fmt: skip
LIFTING = Seen(
    "H53.21-261124-0306", Status.PROCESSING, LAN, UNIT, AGENCY, RECORD_PROCEDURE,
    steps=(Line("24/11/2026 08:10", Status.PROCESSING, UNIT, LAN, "Đang xử lý văn bản"),),
)  # fmt: skip

CHANGES = (
    Change(
        "the security is registered, and the officer remarks for whom",
        (
            "UPDATE gd_hoso SET ma_tt = 'C', gio_cn = '2026-11-24 09:30:00',"
            " y_kien = 'Đã trả cho Ngân hàng Mẫu Chín, bà Tề Thị Hoàng Yến ký nhận' WHERE id_gd = 1",
        ),
        Seen(
            PLEDGE.code, Status.FINISHED, TAI, UNIT, AGENCY, "1.011441",
            steps=(
                *PLEDGE.steps,
                Line("24/11/2026 09:30", Status.FINISHED, UNIT, TAI, "Đã chứng nhận kết quả đăng ký"),
            ),
        ),
    ),
    Change(
        "the block is lifted, and the other dossier goes on",
        (
            "UPDATE nc_vanban SET ma_tt = 'C', gio_cn = '2026-11-24 09:40:00' WHERE id_nc = 3",
            "UPDATE gd_hoso SET ma_tt = 'K', gio_cn = '2026-11-24 09:41:00', y_kien = 'Đã gỡ cho ông Cái Trọng Hiền'"
            " WHERE id_gd = 5",
        ),
        Seen(STOPPED.code, Status.PROCESSING, TAI, UNIT, AGENCY, "1.011442"),
    ),
    Change(
        "the registration was a mistaken click, put right without touching the time",
        ("UPDATE gd_hoso SET ma_tt = 'G' WHERE id_gd = 1",),
        Seen(PLEDGE.code, Status.PROCESSING, TAI, UNIT, AGENCY, "1.011441"),
        Found.BY_CONTENT,
    ),
    Change(
        "a paper that was entered twice is deleted",
        ("DELETE FROM nc_vanban WHERE id_nc = 1",),
        Gone(BLOCK.code),
        Found.BY_CONTENT,
    ),
)  # fmt: skip

DEPARTMENT = SampleDepartment(
    profile="secured_transactions",
    installations=(Installation(LAND, SCRIPT),),
    status_words="SELECT ma_tt FROM gd_dmtt",
    counted=6,
    seen=(PLEDGE, RELEASE, INCOMPLETE, STOPPED, BLOCK, LIFTING),
    changes=CHANGES,
    secrets=(
        "Tề Thị Hoàng Yến", "Ngân hàng Mẫu Chín", "Ngụy Như Ý", "Cái Trọng Hiền", "thi hành án", "MTHA", "0721",
        "0309000301", "hẻm Mẫu Tám", "DD 417305", "DD 700915", "DD 611733", "tờ 17", "thửa 293", "ngăn chặn",
    ),
)  # fmt: skip
