"""The business-tax hand-over software (4.3.đ): one at the finance unit that receives, one at the tax office, on SQLite.

Both have the same tables; each holds the dossiers that were exchanged and the entries of its own people. Keys are
GUIDs, status words are figures with a zero in front, sums are texts, days are `yyyyMMdd`.
"""

from dataclasses import replace

from lookup_api.domain.status import Status
from tests.sample_site.departments.people import DAO, MANH, SUONG, secrets_of
from tests.sample_site.departments.schema import Change, Found, Gone, Installation, Line, SampleDepartment, Seen
from tests.sample_site.offices import CITY, ONE_STOP, TAX

FINANCE, TAX_TEAM = "Phòng Tài chính – Kế hoạch", "Đội Quản lý hộ kinh doanh"
UBND, TAX_OFFICE = "UBND thành phố Tây Ninh", "Chi cục Thuế thành phố Tây Ninh"

TABLES = f"""
CREATE TABLE HT_CAUHINH (MA_CQ VARCHAR(10));
CREATE TABLE DM_COQUAN (MA_CQ VARCHAR(10) PRIMARY KEY, TEN_CQ VARCHAR(200));
CREATE TABLE DM_TRANGTHAI (MA CHAR(2) PRIMARY KEY, TEN VARCHAR(100));
CREATE TABLE LT_HOSO (
  ID CHAR(36) PRIMARY KEY, MA_HS VARCHAR(40), MA_TTHC VARCHAR(30), CQ_TN VARCHAR(10), TRANG_THAI CHAR(2),
  NGAY_TN VARCHAR(19), NGAY_HEN CHAR(8), NGAY_SUA VARCHAR(19), GIAY_TO VARCHAR(1000), SO_TIEN VARCHAR(20),
  CQ_XL VARCHAR(10), HAN_XL CHAR(8), HO_TEN VARCHAR(100), CCCD VARCHAR(12), DIEN_THOAI VARCHAR(20),
  DIA_CHI VARCHAR(300), MST VARCHAR(14), HUY CHAR(1));
CREATE TABLE LT_NHATKY (
  STT INTEGER PRIMARY KEY, MA_HS VARCHAR(40), CQ VARCHAR(10), THOI_DIEM VARCHAR(19), TRANG_THAI CHAR(2),
  CAN_BO VARCHAR(100), BO_PHAN VARCHAR(200), VIEC VARCHAR(500), CQ_XL VARCHAR(10), HAN_XL CHAR(8));
INSERT INTO DM_COQUAN VALUES ('UBTP', '{UBND}'), ('CCT', '{TAX_OFFICE}');
INSERT INTO DM_TRANGTHAI VALUES
  ('01', 'Chờ tiếp nhận'), ('02', 'Đã tiếp nhận'), ('03', 'Trả lại, không tiếp nhận'), ('04', 'Đang giải quyết'),
  ('05', 'Đã chuyển cơ quan thuế'), ('06', 'Chờ nộp thuế'), ('07', 'Chờ bổ sung'), ('08', 'Đã rút'),
  ('09', 'Đã có kết quả'), ('10', 'Đã trả'), ('99', 'Dừng');
"""

EXCHANGED = f"""
INSERT INTO LT_HOSO VALUES
  ('0b5c1f6e-0000-4000-8000-000000000001', 'H53.19-261119-0015', '1.001612', 'UBTP', '05', '2026-11-19T08:20:00',
   '20261126', '2026-11-20T09:00:00', NULL, '100.000', 'CCT', '20261124', '{MANH.name}', '{MANH.identity_number}',
   '{MANH.phone}', '{MANH.address}', NULL, NULL),
  ('0b5c1f6e-0000-4000-8000-000000000002', 'H53.19-261120-0003', '1.001570', 'UBTP', '06', '2026-11-20T07:30:00',
   '20261127', '2026-11-23T15:00:00', NULL, '1.000.000', 'CCT', '20261125', '{SUONG.name}', NULL,
   NULL, '{SUONG.address}', '3900000000', NULL);
"""

AT_FINANCE = f"""
INSERT INTO HT_CAUHINH VALUES ('UBTP');
{EXCHANGED}
INSERT INTO LT_HOSO VALUES
  ('0b5c1f6e-0000-4000-8000-000000000003', 'H53.19-261123-0020', '2.000720', 'UBTP', '02', '2026-11-23T10:00:00',
   '20261130', '2026-11-23T10:00:00', NULL, NULL, NULL, NULL, '{DAO.name}', '{DAO.identity_number}', NULL, NULL, NULL,
   NULL),
  ('0b5c1f6e-0000-4000-8000-000000000004', 'H53.19-261123-0021', '2.000720', 'UBTP', '02', '2026-11-23T10:05:00',
   NULL, '2026-11-23T10:05:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'X');
INSERT INTO LT_NHATKY VALUES
  (1, 'H53.19-261119-0015', 'UBTP', '2026-11-19T08:20:00', '02', 'Lê Thị Hồng Nhung', '{ONE_STOP}', 'Tiếp nhận', NULL,
   NULL),
  (2, 'H53.19-261119-0015', 'UBTP', '2026-11-20T09:00:00', '05', 'Trần Thị Bình', '{FINANCE}',
   'Chuyển thông tin đăng ký thuế', 'CCT', '20261124'),
  (3, 'H53.19-261120-0003', 'UBTP', '2026-11-20T07:30:00', '02', 'Lê Thị Hồng Nhung', '{ONE_STOP}', 'Tiếp nhận', NULL,
   NULL),
  (4, 'H53.19-261120-0003', 'UBTP', '2026-11-20T13:40:00', '05', 'Phạm Văn Lâm', '{FINANCE}',
   'Chuyển thông tin tạm ngừng kinh doanh', 'CCT', '20261125'),
  (5, 'H53.19-261120-0003', 'UBTP', '2026-11-23T15:00:00', '06', 'Phạm Văn Lâm', '{FINANCE}',
   'Báo người nộp còn nợ thuế', 'CCT', '20261125'),
  (6, 'H53.19-261123-0020', 'UBTP', '2026-11-23T10:00:00', '02', 'Nguyễn Quốc Khánh', '{ONE_STOP}', 'Tiếp nhận', NULL,
   NULL);
"""

AT_TAX_OFFICE = f"""
INSERT INTO HT_CAUHINH VALUES ('CCT');
{EXCHANGED}
INSERT INTO LT_NHATKY VALUES
  (1, 'H53.19-261119-0015', 'CCT', '2026-11-20T10:30:00', '02', 'Đỗ Hoàng Nam', '{TAX_TEAM}', 'Nhận phiếu chuyển', NULL,
   NULL),
  (2, 'H53.19-261120-0003', 'CCT', '2026-11-23T14:30:00', '06', 'Mai Thị Xuân', '{TAX_TEAM}', 'Rà soát nghĩa vụ thuế',
   NULL, NULL),
  (3, 'H53.19-261119-0015', 'CCT', '2026-11-23T15:45:00', '04', 'Đỗ Hoàng Nam', '{TAX_TEAM}',
   'Kiểm tra thông tin người nộp thuế', NULL, NULL);
"""

AT_THE_COUNTER = Line("19/11/2026 08:20", Status.RECEIVED, ONE_STOP, "Lê Thị Hồng Nhung", "Tiếp nhận")
HANDED_OVER = Line("20/11/2026 09:00", Status.PROCESSING, FINANCE, "Trần Thị Bình", "Chuyển thông tin đăng ký thuế")
TAKEN_BY_TAX = Line("20/11/2026 10:30", Status.RECEIVED, TAX_TEAM, "Đỗ Hoàng Nam", "Nhận phiếu chuyển")
CHECKED_BY_TAX = Line(
    "23/11/2026 15:45", Status.PROCESSING, TAX_TEAM, "Đỗ Hoàng Nam", "Kiểm tra thông tin người nộp thuế"
)
NUMBERED_BY_TAX = Line("24/11/2026 08:30", Status.FINISHED, TAX_TEAM, "Mai Thị Xuân", "Cấp mã số thuế")
TAKEN_BACK = Line("24/11/2026 09:00", Status.FINISHED, FINANCE, "Trần Thị Bình", "In giấy chứng nhận có mã số thuế")
CORRECTED = Line("24/11/2026 09:10", Status.PROCESSING, FINANCE, "Trần Thị Bình", "Đính chính: chưa ký")

AT_TAX = Seen(
    "H53.19-261119-0015",
    Status.PROCESSING,
    "Đỗ Hoàng Nam",
    TAX_TEAM,
    TAX_OFFICE,
    "1.001612",
    received="19/11/2026 08:20",
    due="26/11/2026 17:00",
    fee=100_000,
    steps=(AT_THE_COUNTER, HANDED_OVER, TAKEN_BY_TAX, CHECKED_BY_TAX),
)
OWING = Seen(
    "H53.19-261120-0003",
    Status.PAYMENT_REQUIRED,
    "Phạm Văn Lâm",
    FINANCE,
    UBND,
    "1.001570",
    fee=1_000_000,
)
WAITING = Seen(
    "H53.19-261123-0020",
    Status.RECEIVED,
    "Nguyễn Quốc Khánh",
    ONE_STOP,
    UBND,
    "2.000720",
    due="30/11/2026 17:00",
    steps=(Line("23/11/2026 10:00", Status.RECEIVED, ONE_STOP, "Nguyễn Quốc Khánh", "Tiếp nhận"),),
)
TAX_WAS_FIRST = Line("24/11/2026 08:40", Status.RECEIVED, TAX_TEAM, "Mai Thị Xuân", "Nhận phiếu chuyển")
HANDED_OVER_LATER = Line("24/11/2026 08:35", Status.PROCESSING, FINANCE, "Phạm Văn Lâm", "Chuyển cơ quan thuế")


def _entry(code: str, agency: str, line: tuple[str, str, str, str, str], to: str = "NULL, NULL") -> str:
    at, word, officer, unit, note = line
    return (
        "INSERT INTO LT_NHATKY (MA_HS, CQ, THOI_DIEM, TRANG_THAI, CAN_BO, BO_PHAN, VIEC, CQ_XL, HAN_XL) "
        f"VALUES ('{code}', '{agency}', '{at}', '{word}', '{officer}', '{unit}', '{note}', {to})"
    )


def _stands(code: str, at: str, word: str, to: str = "CQ_XL = NULL, HAN_XL = NULL") -> str:
    return f"UPDATE LT_HOSO SET TRANG_THAI = '{word}', NGAY_SUA = '{at}', {to} WHERE MA_HS = '{code}'"


DEPARTMENT = SampleDepartment(
    profile="business_tax",
    installations=(Installation(CITY, TABLES + AT_FINANCE), Installation(TAX, TABLES + AT_TAX_OFFICE)),
    status_words="SELECT MA FROM DM_TRANGTHAI",
    counted=3,
    seen=(AT_TAX, OWING, WAITING, Gone("H53.19-261123-0021")),
    changes=(
        Change(
            "the tax office gives the tax number",
            (
                _entry(
                    AT_TAX.code,
                    "CCT",
                    ("2026-11-24T08:30:00", "09", "Mai Thị Xuân", TAX_TEAM, "Cấp mã số thuế"),
                ),
            ),
            replace(AT_TAX, officer="Mai Thị Xuân", steps=(*AT_TAX.steps, NUMBERED_BY_TAX)),
            at=TAX,
        ),
        Change(
            "the finance unit takes the dossier back and finishes it",
            (
                _entry(
                    AT_TAX.code,
                    "UBTP",
                    ("2026-11-24T09:00:00", "09", "Trần Thị Bình", FINANCE, "In giấy chứng nhận có mã số thuế"),
                ),
                _stands(AT_TAX.code, "2026-11-24T09:00:00", "09"),
            ),
            replace(
                AT_TAX,
                status=Status.FINISHED,
                officer="Trần Thị Bình",
                unit=FINANCE,
                agency=UBND,
                steps=(*AT_TAX.steps, NUMBERED_BY_TAX, TAKEN_BACK),
            ),
        ),
        Change(
            "a mistaken finish is corrected",
            (
                _entry(
                    AT_TAX.code,
                    "UBTP",
                    ("2026-11-24T09:10:00", "04", "Trần Thị Bình", FINANCE, "Đính chính: chưa ký"),
                ),
                _stands(AT_TAX.code, "2026-11-24T09:10:00", "04"),
            ),
            replace(
                AT_TAX,
                officer="Trần Thị Bình",
                unit=FINANCE,
                agency=UBND,
                steps=(*AT_TAX.steps, NUMBERED_BY_TAX, TAKEN_BACK, CORRECTED),
            ),
        ),
        Change(
            "a step of the tax office comes before its hand-over is told, and waits unseen",
            (
                f"INSERT INTO LT_HOSO (ID, MA_HS, CQ_TN, TRANG_THAI) VALUES ('x', '{WAITING.code}', 'UBTP', '05')",
                _entry(
                    WAITING.code,
                    "CCT",
                    ("2026-11-24T08:40:00", "02", "Mai Thị Xuân", TAX_TEAM, "Nhận phiếu chuyển"),
                ),
            ),
            WAITING,
            at=TAX,
        ),
        Change(
            "the hand-over is told, and the step that waited is seen",
            (
                _entry(
                    WAITING.code,
                    "UBTP",
                    ("2026-11-24T08:35:00", "05", "Phạm Văn Lâm", FINANCE, "Chuyển cơ quan thuế"),
                    "'CCT', '20261126'",
                ),
                _stands(WAITING.code, "2026-11-24T08:35:00", "05", "CQ_XL = 'CCT', HAN_XL = '20261126'"),
            ),
            replace(
                WAITING,
                status=Status.PROCESSING,
                officer="Mai Thị Xuân",
                unit=TAX_TEAM,
                agency=TAX_OFFICE,
                steps=(*WAITING.steps, HANDED_OVER_LATER, TAX_WAS_FIRST),
            ),
        ),
        Change(
            "a dossier is taken out of the exchange",
            (f"UPDATE LT_HOSO SET HUY = 'X' WHERE MA_HS = '{OWING.code}'",),
            Gone(OWING.code),
            Found.BY_CONTENT,
        ),
    ),
    secrets=(*secrets_of(MANH, DAO, SUONG), "3900000000"),
)
