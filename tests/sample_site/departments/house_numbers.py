"""The house number software (4.3.g): two tables that someone in the unit once made in an office program, now on SQLite.

The list of states holds words, not keys; days stand alone, written in two ways; people are told apart by their names;
there is no time of change. Most dossiers have the number of their application alone.
"""

from dataclasses import replace

from lookup_api.domain.status import Status
from tests.sample_site.departments.people import KHIEM, MANH, SUONG, UT, secrets_of
from tests.sample_site.departments.schema import Change, Found, Gone, Installation, Line, SampleDepartment, Seen
from tests.sample_site.offices import CITY, ONE_STOP

URBAN, UBND = "Phòng Quản lý đô thị", "UBND thành phố Tây Ninh"

SCRIPT = f"""
CREATE TABLE tblCanBo (Ten VARCHAR(50) PRIMARY KEY, Phong VARCHAR(100), DT VARCHAR(20));
CREATE TABLE tblTinhTrang (TinhTrang VARCHAR(50) PRIMARY KEY);
CREATE TABLE tblSoNha (
  STT INTEGER PRIMARY KEY, SoDon VARCHAR(20), MaQG VARCHAR(40), Loai VARCHAR(20), TinhTrang VARCHAR(50),
  NgayNhan VARCHAR(10), NgayHen VARCHAR(10), NgayXL VARCHAR(10), ThieuGT VARCHAR(255), TienBien VARCHAR(15),
  YKien VARCHAR(255), NguoiXL VARCHAR(50), ChuNha VARCHAR(100), CMND VARCHAR(12), DThoai VARCHAR(20),
  DiaChiCu VARCHAR(255), SoNhaMoi VARCHAR(30), Duong VARCHAR(100), Xoa CHAR(1));
INSERT INTO tblCanBo VALUES
  ('Bùi Đức Thịnh', '{URBAN}', '0276 3000 122'), ('Lê Thị Hồng Nhung', '{ONE_STOP}', NULL);
INSERT INTO tblTinhTrang VALUES
  ('Đăng ký qua mạng'), ('Mới nhận đơn'), ('Trả đơn'), ('Đang khảo sát'), ('Trình ký'), ('Chờ bổ sung'),
  ('Chờ nộp tiền biển'), ('Dân xin rút'), ('Không giải quyết'), ('Đã cấp số'), ('Đã giao biển');
INSERT INTO tblSoNha VALUES
  (457, 'SN-2026/0457', NULL, 'Cấp mới', 'ĐANG KHẢO SÁT ', '16/11/2026', '30/11/2026', '20-11-2026', NULL, '45.000',
   'Đo khoảng cách mặt tiền', 'Bùi Đức Thịnh', '{MANH.name}', '{MANH.identity_number}', '{MANH.phone}',
   '{MANH.address}', NULL, 'Mẫu Tư', NULL),
  (458, 'SN-2026/0458', 'H53.19-261117-0006', 'cấp lại', 'Chờ nộp tiền biển', '17/11/2026', '01/12/2026', '23/11/2026',
   NULL, '45.000', NULL, 'Bùi Đức Thịnh', '{UT.name}', NULL, NULL, '{UT.address}', NULL, 'Mẫu Năm', NULL),
  (459, 'SN-2026/0459', NULL, 'Xác nhận', 'Chờ bổ sung', '18/11/2026', NULL, '19/11/2026',
   'Bản sao giấy chứng nhận quyền sử dụng đất, Sơ đồ vị trí nhà', NULL, NULL, 'Bùi Đức Thịnh', '{KHIEM.name}', NULL,
   '{KHIEM.phone}', NULL, NULL, NULL, ''),
  (460, 'SN-2026/0460', NULL, 'Cấp mới', 'Mới nhận đơn', '19/11/2026', '03/12/2026', '19/11/2026', NULL, NULL, 'trùng',
   'Lê Thị Hồng Nhung', '{SUONG.name}', NULL, NULL, NULL, NULL, NULL, 'x');
"""

SURVEYED = Seen(
    "SN-2026/0457",
    Status.PROCESSING,
    "Bùi Đức Thịnh",
    URBAN,
    UBND,
    "TTHC.SN.01",
    received="16/11/2026 07:00",
    due="30/11/2026 17:00",
    fee=45_000,
    steps=(Line("20/11/2026 07:00", Status.PROCESSING, URBAN, "Bùi Đức Thịnh", "Đo khoảng cách mặt tiền"),),
)
PLATE_TO_PAY = Seen(
    "H53.19-261117-0006",
    Status.PAYMENT_REQUIRED,
    "Bùi Đức Thịnh",
    URBAN,
    UBND,
    "TTHC.SN.02",
    fee=45_000,
    also=("SN-2026/0458",),
)
NO_DUE_DATE = Seen(
    "SN-2026/0459",
    Status.SUPPLEMENT_REQUESTED,
    "Bùi Đức Thịnh",
    URBAN,
    UBND,
    "TTHC.SN.03",
    missing=("Bản sao giấy chứng nhận quyền sử dụng đất", "Sơ đồ vị trí nhà"),
)
NUMBERED = Line("24/11/2026 07:00", Status.FINISHED, URBAN, "Bùi Đức Thịnh", "Số 41A")
CORRECTED = Line("24/11/2026 07:00", Status.PROCESSING, URBAN, "Bùi Đức Thịnh", "Nhầm đường, xem lại")


def _work(number: int, word: str, note: str) -> tuple[str]:
    return (f"UPDATE tblSoNha SET TinhTrang = '{word}', YKien = '{note}', NgayXL = '24/11/2026' WHERE STT = {number}",)


DEPARTMENT = SampleDepartment(
    profile="house_numbers",
    installations=(Installation(CITY, SCRIPT),),
    status_words="SELECT TinhTrang FROM tblTinhTrang",
    counted=3,
    seen=(SURVEYED, PLATE_TO_PAY, NO_DUE_DATE, Gone("SN-2026/0460")),
    changes=(
        Change(
            "a number is given",
            _work(457, "Đã cấp số", NUMBERED.note),
            replace(SURVEYED, status=Status.FINISHED, steps=(*SURVEYED.steps, NUMBERED)),
            Found.BY_CONTENT,
        ),
        Change(
            "it is taken back on the same day, which is all that the software knows of the time",
            _work(457, "Đang khảo sát", CORRECTED.note),
            replace(SURVEYED, steps=(*SURVEYED.steps, NUMBERED, CORRECTED)),
            Found.BY_CONTENT,
        ),
        Change(
            "a plate is paid for and handed over",
            (
                "UPDATE tblSoNha SET TinhTrang = 'Đã giao biển', NguoiXL = 'Lê Thị Hồng Nhung', NgayXL = '24/11/2026' "
                "WHERE STT = 458",
            ),
            replace(PLATE_TO_PAY, status=Status.RETURNED, officer="Lê Thị Hồng Nhung", unit=ONE_STOP),
            Found.BY_CONTENT,
        ),
        Change(
            "an application is given a national code",
            ("UPDATE tblSoNha SET MaQG = 'H53.19-261118-0044' WHERE STT = 459",),
            replace(NO_DUE_DATE, code="H53.19-261118-0044", also=("SN-2026/0459",)),
            Found.BY_CONTENT,
        ),
        Change(
            "an application is marked as deleted",
            ("UPDATE tblSoNha SET Xoa = 'x' WHERE STT = 458",),
            Gone(PLATE_TO_PAY.code),
            Found.BY_CONTENT,
        ),
    ),
    secrets=secrets_of(MANH, UT, KHIEM, SUONG),
    local_codes=r"SN-[0-9]{4}/[0-9]{4}",
)
