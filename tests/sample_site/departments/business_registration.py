"""The business registration software (4.3.d) of a city's finance and planning unit, on SQLite.

Its maker knew nothing of national procedure codes; dossiers of 2014 have a local number alone; fees are texts; who
works on a dossier stands in its course (HKD_QUATRINH) only; what is deleted is marked so and stays in the table.
"""

from dataclasses import replace

from lookup_api.domain.status import Status
from tests.sample_site.departments.people import DAO, KHIEM, MANH, QUY, UT, secrets_of
from tests.sample_site.departments.schema import (
    Change,
    Found,
    Gone,
    Installation,
    Line,
    SampleDepartment,
    Seen,
)
from tests.sample_site.offices import CITY, ONE_STOP

TABLES = """
CREATE TABLE HT_THAMSO (TEN_TS VARCHAR(30) PRIMARY KEY, GIA_TRI VARCHAR(200));
CREATE TABLE DM_PHONGBAN (MA_PB VARCHAR(10) PRIMARY KEY, TEN_PB VARCHAR(200));
CREATE TABLE DM_CANBO (MA_CB VARCHAR(10) PRIMARY KEY, HO_TEN VARCHAR(100), DIEN_THOAI VARCHAR(30), MA_PB VARCHAR(10));
CREATE TABLE DM_TRANGTHAI (MA_TT VARCHAR(10) PRIMARY KEY, TEN_TT VARCHAR(100));
CREATE TABLE DM_LOAIHS (MA_LOAI VARCHAR(10) PRIMARY KEY, TEN_LOAI VARCHAR(300), SO_NGAY INTEGER);
CREATE TABLE HKD_NGUOINOP (
  ID_NN INTEGER PRIMARY KEY, HO_TEN VARCHAR(100), SO_CMND VARCHAR(20), SO_DT VARCHAR(20), DIA_CHI VARCHAR(300));
CREATE TABLE HKD_HOSO (
  ID_HS INTEGER PRIMARY KEY, SO_BN VARCHAR(40), SO_GCN VARCHAR(30), MA_LOAI VARCHAR(10), MA_TT VARCHAR(10),
  ID_NN INTEGER, NGAY_NHAN VARCHAR(16), NGAY_HEN VARCHAR(10), NGAY_CN VARCHAR(19), GIAY_TO_THIEU VARCHAR(1000),
  LE_PHI VARCHAR(20), DA_XOA INTEGER DEFAULT 0);
CREATE TABLE HKD_QUATRINH (
  ID_QT INTEGER PRIMARY KEY, ID_HS INTEGER, SO_HS VARCHAR(40), THOI_GIAN VARCHAR(19), MA_CB VARCHAR(10),
  MA_TT VARCHAR(10), NOI_DUNG VARCHAR(500));
"""

ROWS = f"""
INSERT INTO HT_THAMSO VALUES ('TEN_DONVI', 'UBND thành phố Tây Ninh'), ('PHIEN_BAN', '3.1.7');
INSERT INTO DM_PHONGBAN VALUES ('MC', '{ONE_STOP}'), ('TCKH', 'Phòng Tài chính – Kế hoạch');
INSERT INTO DM_CANBO VALUES
  ('nhunglth', 'Lê Thị Hồng Nhung', '0276 3000 100', 'MC'), ('binhtt', 'Trần Thị Bình', '0276 3000 110', 'TCKH'),
  ('lampv', 'Phạm Văn Lâm', NULL, 'TCKH');
INSERT INTO DM_TRANGTHAI VALUES
  ('MOI', 'Mới nộp qua mạng'), ('TN', 'Đã tiếp nhận'), ('KTN', 'Không tiếp nhận'), ('TD', 'Đang thẩm định'),
  ('TK', 'Trình ký'), ('BS', 'Chờ sửa đổi, bổ sung'), ('LP', 'Chờ nộp lệ phí'), ('RUT', 'Người nộp rút'),
  ('DUNG', 'Dừng'), ('DC', 'Đã cấp giấy chứng nhận'), ('TR', 'Đã trả');
INSERT INTO DM_LOAIHS VALUES
  ('TL', 'Thành lập mới', 3), ('TD', 'Thay đổi', 3), ('TN', 'Tạm ngừng', 3), ('CD', 'Chấm dứt', 3),
  ('CL', 'Cấp lại', 3);
INSERT INTO HKD_NGUOINOP VALUES
  (1, '{MANH.name}', '{MANH.identity_number}', '{MANH.phone}', '{MANH.address}'),
  (2, '{UT.name}', '{UT.identity_number}', NULL, '{UT.address}'),
  (3, '{KHIEM.name}', NULL, '{KHIEM.phone}', NULL),
  (4, '{DAO.name}', '{DAO.identity_number}', '{DAO.phone}', '{DAO.address}'),
  (5, '{QUY.name}', '{QUY.identity_number}', '{QUY.phone}', '{QUY.address}');
INSERT INTO HKD_HOSO VALUES
  (1, 'H53.19-261123-0011', NULL, 'TL', 'TD', 1, '23/11/2026 08:05', '26/11/2026', '2026-11-23 14:10:05', NULL,
   '100.000', 0),
  (2, 'H53.19-261120-0004', NULL, 'TD', 'BS', 2, '20/11/2026 09:30', '25/11/2026', '2026-11-23 09:00:00',
   'Bản sao căn cước công dân; Hợp đồng thuê nhà', '100000', 0),
  (3, NULL, '000087/HKD-2014', 'CL', 'TK', 3, '19/11/2026 14:00', '24/11/2026', '2026-11-23 16:20:00', '', NULL, 0),
  (4, 'H53.19-261116-0002', '000412/HKD-2026', 'TL', 'TR', 4, '16/11/2026 07:45', '19/11/2026', '2026-11-19 10:00:00',
   NULL, '100.000', 0),
  (5, 'H53.19-261118-0009', NULL, 'CD', 'TN', 5, '18/11/2026 08:00', '23/11/2026', '2026-11-18 08:00:00', NULL, NULL,
   1);
INSERT INTO HKD_QUATRINH VALUES
  (1, 1, 'H53.19-261123-0011', '2026-11-23 08:05:00', 'nhunglth', 'TN', 'Tiếp nhận hồ sơ, chuyển phòng chuyên môn'),
  (2, 1, 'H53.19-261123-0011', '2026-11-23 14:10:05', 'binhtt', 'TD', 'Kiểm tra tên hộ kinh doanh, ngành nghề'),
  (3, 2, 'H53.19-261120-0004', '2026-11-20 09:30:00', 'nhunglth', 'TN', 'Tiếp nhận hồ sơ, chuyển phòng chuyên môn'),
  (4, 2, 'H53.19-261120-0004', '2026-11-23 09:00:00', 'binhtt', 'BS', 'Đề nghị bổ sung giấy tờ'),
  (5, 3, '000087/HKD-2014', '2026-11-19 14:00:00', 'nhunglth', 'TN', NULL),
  (6, 3, '000087/HKD-2014', '2026-11-23 16:20:00', 'lampv', 'TK', 'Trình lãnh đạo phòng ký'),
  (7, 4, 'H53.19-261116-0002', '2026-11-16 07:45:00', 'nhunglth', 'TN', NULL),
  (8, 4, 'H53.19-261116-0002', '2026-11-18 15:30:00', 'binhtt', 'DC', 'Đã ký giấy chứng nhận'),
  (9, 4, 'H53.19-261116-0002', '2026-11-19 10:00:00', 'nhunglth', 'TR', 'Trả kết quả'),
  (10, 5, 'H53.19-261118-0009', '2026-11-18 08:00:00', 'nhunglth', 'TN', 'Nhập nhầm');
"""

AGENCY = "UBND thành phố Tây Ninh"
FINANCE = "Phòng Tài chính – Kế hoạch"
RECEIVED = Line(
    "23/11/2026 08:05", Status.RECEIVED, ONE_STOP, "Lê Thị Hồng Nhung", "Tiếp nhận hồ sơ, chuyển phòng chuyên môn"
)
EXAMINED = Line(
    "23/11/2026 14:10", Status.PROCESSING, FINANCE, "Trần Thị Bình", "Kiểm tra tên hộ kinh doanh, ngành nghề"
)
ISSUED = Line("24/11/2026 08:10", Status.FINISHED, FINANCE, "Trần Thị Bình", "Đã ký giấy chứng nhận")
CORRECTED = Line("24/11/2026 08:25", Status.PROCESSING, FINANCE, "Trần Thị Bình", "Đính chính: bấm nhầm")

NEW_HOUSEHOLD = Seen(
    "H53.19-261123-0011",
    Status.PROCESSING,
    "Trần Thị Bình",
    FINANCE,
    AGENCY,
    "1.001612",
    received="23/11/2026 08:05",
    due="26/11/2026 17:00",
    fee=100_000,
    steps=(RECEIVED, EXAMINED),
)
AWAITING_PAPERS = Seen(
    "H53.19-261120-0004",
    Status.SUPPLEMENT_REQUESTED,
    "Trần Thị Bình",
    FINANCE,
    AGENCY,
    "2.000720",
    received="20/11/2026 09:30",
    missing=("Bản sao căn cước công dân", "Hợp đồng thuê nhà"),
    fee=100_000,
)
OF_2014 = Seen(
    "000087/HKD-2014",
    Status.PROCESSING,
    "Phạm Văn Lâm",
    FINANCE,
    AGENCY,
    "2.000575",
    steps=(
        Line("19/11/2026 14:00", Status.RECEIVED, ONE_STOP, "Lê Thị Hồng Nhung"),
        Line("23/11/2026 16:20", Status.PROCESSING, FINANCE, "Phạm Văn Lâm", "Trình lãnh đạo phòng ký"),
    ),
)
RETURNED = Seen(
    "H53.19-261116-0002",
    Status.RETURNED,
    "Lê Thị Hồng Nhung",
    ONE_STOP,
    AGENCY,
    "1.001612",
    due="19/11/2026 17:00",
    also=("000412/HKD-2026",),
)


def _work(dossier: int, at: str, officer: str, word: str, note: str) -> tuple[str, str]:
    """An officer's entry, and the dossier as it stands after it."""
    return (
        "INSERT INTO HKD_QUATRINH (ID_HS, SO_HS, THOI_GIAN, MA_CB, MA_TT, NOI_DUNG) "
        f"SELECT ID_HS, SO_BN, '{at}', '{officer}', '{word}', '{note}' FROM HKD_HOSO WHERE ID_HS = {dossier}",
        f"UPDATE HKD_HOSO SET MA_TT = '{word}', NGAY_CN = '{at}' WHERE ID_HS = {dossier}",
    )


DEPARTMENT = SampleDepartment(
    profile="business_registration",
    installations=(Installation(CITY, TABLES + ROWS),),
    status_words="SELECT MA_TT FROM DM_TRANGTHAI",
    counted=4,
    seen=(NEW_HOUSEHOLD, AWAITING_PAPERS, OF_2014, RETURNED, Gone("H53.19-261118-0009")),
    changes=(
        Change(
            "a certificate is issued by a mistaken click",
            _work(1, "2026-11-24 08:10:00", "binhtt", "DC", ISSUED.note),
            replace(NEW_HOUSEHOLD, status=Status.FINISHED, steps=(RECEIVED, EXAMINED, ISSUED)),
        ),
        Change(
            "the mistake is corrected: from finished back to processing",
            _work(1, "2026-11-24 08:25:00", "binhtt", "TD", CORRECTED.note),
            replace(NEW_HOUSEHOLD, steps=(RECEIVED, EXAMINED, ISSUED, CORRECTED)),
        ),
        Change(
            "papers come in, and the due date moves by the time that was waited",
            _work(2, "2026-11-24 09:00:00", "lampv", "TD", "Đã nhận giấy tờ bổ sung"),
            replace(
                AWAITING_PAPERS, status=Status.PROCESSING, officer="Phạm Văn Lâm", missing=(), due="26/11/2026 17:00"
            ),
        ),
        Change(
            "a dossier with a local number alone is given a national code",
            ("UPDATE HKD_HOSO SET SO_BN = 'H53.19-261119-0031', NGAY_CN = '2026-11-24 09:05:00' WHERE ID_HS = 3",),
            replace(OF_2014, code="H53.19-261119-0031", also=("000087/HKD-2014",)),
        ),
        Change(
            "a due date is mended in the table by hand",
            ("UPDATE HKD_HOSO SET NGAY_HEN = '30/11/2026' WHERE ID_HS = 1",),
            replace(NEW_HOUSEHOLD, due="30/11/2026 17:00", steps=()),
            Found.BY_CONTENT,
        ),
        Change(
            "a dossier is marked as deleted",
            ("UPDATE HKD_HOSO SET DA_XOA = 1, NGAY_CN = '2026-11-24 09:30:00' WHERE ID_HS = 2",),
            Gone(AWAITING_PAPERS.code),
            Found.BY_CONTENT,
        ),
        Change(
            "the mark is taken away, and the dossier is there again",
            ("UPDATE HKD_HOSO SET DA_XOA = 0, NGAY_CN = '2026-11-24 09:40:00' WHERE ID_HS = 2",),
            replace(AWAITING_PAPERS, status=Status.PROCESSING, officer="Phạm Văn Lâm", missing=()),
        ),
    ),
    secrets=secrets_of(MANH, UT, KHIEM, DAO, QUY),
    local_codes=r"[0-9]{6}/HKD-[0-9]{4}",
)
