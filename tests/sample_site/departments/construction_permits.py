"""The construction permit software (4.3.e) of a city's urban management unit, on PostgreSQL.

Keys are numbers throughout, the status a row of a lookup table; missing papers have a table of their own; the view that
the maker keeps for look-ups gathers them. Times are local without a zone, in the journal with one.
"""

from dataclasses import replace

from lookup_api.domain.status import Status
from tests.sample_site.departments.people import DAO, KHIEM, QUY, UT, secrets_of
from tests.sample_site.departments.schema import Change, Found, Gone, Installation, Line, SampleDepartment, Seen
from tests.sample_site.offices import CITY, ONE_STOP

URBAN, UBND = "Phòng Quản lý đô thị", "UBND thành phố Tây Ninh"
SITE = "Thửa 88, tờ bản đồ 12, khu phố Mẫu"

TABLES = """
CREATE TABLE PHONGBAN (ID INTEGER PRIMARY KEY, TENPHONG VARCHAR(200));
CREATE TABLE NGUOIDUNG (
  ID INTEGER PRIMARY KEY, HOTEN VARCHAR(100), SDT VARCHAR(30), ID_PHONG INTEGER REFERENCES PHONGBAN, KHOA BOOLEAN);
CREATE TABLE DM_TINHTRANG (ID SMALLINT PRIMARY KEY, TEN VARCHAR(100));
CREATE TABLE DM_LOAIGP (ID SMALLINT PRIMARY KEY, MALOAI VARCHAR(20), TENLOAI VARCHAR(300), SONGAY SMALLINT);
CREATE TABLE GPXD_HOSO (
  ID BIGSERIAL PRIMARY KEY, SOBIENNHAN VARCHAR(40) UNIQUE, ID_LOAI SMALLINT REFERENCES DM_LOAIGP,
  ID_TINHTRANG SMALLINT REFERENCES DM_TINHTRANG, ID_NGUOIDUNG INTEGER REFERENCES NGUOIDUNG, NGAYNHAN TIMESTAMP,
  NGAYHENTRA TIMESTAMP, NGAYCAPNHAT TIMESTAMP, GHICHU TEXT, LEPHI NUMERIC(18, 2), CHUDAUTU VARCHAR(200),
  CMND VARCHAR(20), DIENTHOAI VARCHAR(20), DIACHI VARCHAR(300), DIACHI_CONGTRINH VARCHAR(300), SOGIAYPHEP VARCHAR(30),
  MA_CQPHOIHOP VARCHAR(10), HAN_PHOIHOP DATE, DAXOA BOOLEAN NOT NULL DEFAULT FALSE);
CREATE TABLE GPXD_GIAYTOTHIEU (ID_HS BIGINT REFERENCES GPXD_HOSO, STT SMALLINT, TENGIAYTO VARCHAR(300));
CREATE TABLE GPXD_NHATKY (
  ID BIGSERIAL PRIMARY KEY, ID_HS BIGINT REFERENCES GPXD_HOSO, THOIGIAN TIMESTAMPTZ, ID_NGUOIDUNG INTEGER,
  NOIDUNG TEXT, ID_TINHTRANG SMALLINT);
CREATE VIEW V_TRACUU_GPXD AS
SELECT h.ID, h.SOBIENNHAN, l.MALOAI, h.ID_TINHTRANG, h.NGAYNHAN, h.NGAYHENTRA, h.NGAYCAPNHAT, h.GHICHU, h.LEPHI,
       u.HOTEN AS CANBO, u.SDT, p.TENPHONG AS PHONG, h.MA_CQPHOIHOP, h.HAN_PHOIHOP, h.CHUDAUTU, h.CMND, h.DIENTHOAI,
       h.DIACHI, (SELECT STRING_AGG(t.TENGIAYTO, CHR(10) ORDER BY t.STT) FROM GPXD_GIAYTOTHIEU t WHERE t.ID_HS = h.ID)
       AS GIAYTO_THIEU
FROM GPXD_HOSO h
LEFT JOIN DM_LOAIGP l ON l.ID = h.ID_LOAI
LEFT JOIN NGUOIDUNG u ON u.ID = h.ID_NGUOIDUNG
LEFT JOIN PHONGBAN p ON p.ID = u.ID_PHONG
WHERE NOT h.DAXOA;
"""

ROWS = f"""
INSERT INTO PHONGBAN VALUES (1, '{ONE_STOP}'), (2, '{URBAN}');
INSERT INTO NGUOIDUNG VALUES
  (1, 'Nguyễn Quốc Khánh', '0276 3000 101', 1, FALSE), (2, 'Võ Minh Tuấn', '0276 3000 120', 2, FALSE),
  (3, 'Huỳnh Ngọc Thảo', NULL, 2, FALSE), (4, 'Bùi Đức Thịnh', '0276 3000 122', 2, TRUE);
INSERT INTO DM_TINHTRANG VALUES
  (0, 'Nộp trực tuyến, chờ tiếp nhận'), (1, 'Mới tiếp nhận'), (2, 'Đang thẩm định'), (3, 'Kiểm tra thực địa'),
  (4, 'Chờ bổ sung'), (5, 'Lấy ý kiến'), (6, 'Trình ký'), (7, 'Chờ nộp lệ phí'), (8, 'Đã ký giấy phép'), (9, 'Đã trả'),
  (10, 'Không đủ điều kiện'), (11, 'Chủ đầu tư rút'), (12, 'Không tiếp nhận');
INSERT INTO DM_LOAIGP VALUES
  (1, 'GPXD-M', 'Nhà ở riêng lẻ xây mới', 15), (2, 'GPXD-SC', 'Sửa chữa, cải tạo', 15), (3, 'GPXD-GH', 'Gia hạn', 5);
INSERT INTO GPXD_HOSO
  (SOBIENNHAN, ID_LOAI, ID_TINHTRANG, ID_NGUOIDUNG, NGAYNHAN, NGAYHENTRA, NGAYCAPNHAT, GHICHU, LEPHI, CHUDAUTU, CMND,
   DIENTHOAI, DIACHI, DIACHI_CONGTRINH, DAXOA)
VALUES
  ('H53.19-261109-0007', 1, 3, 2, '2026-11-09 08:40:00', '2026-11-30 17:00:00', '2026-11-20 15:12:44.318',
   'Kiểm tra thực địa', 75000.00, '{UT.name}', '{UT.identity_number}', '{UT.phone}', '{UT.address}', '{SITE}', FALSE),
  ('H53.19-261112-0013', 2, 4, 3, '2026-11-12 13:45:00', '2026-12-03 17:00:00', '2026-11-19 10:00:00',
   'Thông báo bổ sung hồ sơ', NULL, '{KHIEM.name}', NULL, '{KHIEM.phone}', NULL, NULL, FALSE),
  ('H53.19-261118-0002', 3, 1, 1, '2026-11-18 07:20:00', NULL, '2026-11-18 07:20:00', NULL, 15000.00, '{QUY.name}',
   '{QUY.identity_number}', NULL, '{QUY.address}', '{SITE}', FALSE),
  ('H53.19-261118-0003', 3, 1, 1, '2026-11-18 07:21:00', NULL, '2026-11-18 07:21:00', 'Nhập trùng', NULL, '{QUY.name}',
   NULL, NULL, NULL, NULL, TRUE);
INSERT INTO GPXD_GIAYTOTHIEU VALUES
  (2, 2, 'Ảnh chụp hiện trạng công trình'), (2, 1, 'Bản vẽ hiện trạng; bản vẽ cải tạo');
INSERT INTO GPXD_NHATKY (ID_HS, THOIGIAN, ID_NGUOIDUNG, NOIDUNG, ID_TINHTRANG) VALUES
  (1, '2026-11-09 08:40:00+07', 1, 'Tiếp nhận hồ sơ', 1),
  (1, '2026-11-12 09:00:00+07', 2, 'Thẩm định bản vẽ', 2),
  (1, '2026-11-20 15:12:44.318+07', 2, 'Kiểm tra thực địa', 3),
  (2, '2026-11-12 13:45:00+07', 1, 'Tiếp nhận hồ sơ', 1),
  (4, '2026-11-18 07:21:00+07', 1, 'Nhập trùng', 1);
"""

INSPECTED = Seen(
    "H53.19-261109-0007",
    Status.PROCESSING,
    "Võ Minh Tuấn",
    URBAN,
    UBND,
    "1.013225",
    received="09/11/2026 08:40",
    due="30/11/2026 17:00",
    fee=75_000,
    steps=(
        Line("09/11/2026 08:40", Status.RECEIVED, ONE_STOP, "Nguyễn Quốc Khánh", "Tiếp nhận hồ sơ"),
        Line("12/11/2026 09:00", Status.PROCESSING, URBAN, "Võ Minh Tuấn", "Thẩm định bản vẽ"),
        Line("20/11/2026 15:12", Status.PROCESSING, URBAN, "Võ Minh Tuấn", "Kiểm tra thực địa"),
    ),
)
AWAITING_DRAWINGS = Seen(
    "H53.19-261112-0013",
    Status.SUPPLEMENT_REQUESTED,
    "Huỳnh Ngọc Thảo",
    URBAN,
    UBND,
    "1.013229",
    missing=("Bản vẽ hiện trạng; bản vẽ cải tạo", "Ảnh chụp hiện trạng công trình"),
)
EXTENSION = Seen("H53.19-261118-0002", Status.RECEIVED, "Nguyễn Quốc Khánh", ONE_STOP, UBND, "1.013227", fee=15_000)
SIGNED_AT = "2026-11-24 08:30:00.125"
SIGNED = Line("24/11/2026 08:30", Status.FINISHED, URBAN, "Võ Minh Tuấn", "Đã ký giấy phép số 0412/GPXD")
CORRECTED = Line("24/11/2026 08:45", Status.PROCESSING, URBAN, "Võ Minh Tuấn", "Đính chính: chờ xác nhận thửa đất")


def _work(dossier: int, at: str, officer: int, word: int, note: str) -> tuple[str, str]:
    return (
        "INSERT INTO GPXD_NHATKY (ID_HS, THOIGIAN, ID_NGUOIDUNG, NOIDUNG, ID_TINHTRANG) "
        f"VALUES ({dossier}, '{at}+07', {officer}, '{note}', {word})",
        f"UPDATE GPXD_HOSO SET ID_TINHTRANG = {word}, ID_NGUOIDUNG = {officer}, NGAYCAPNHAT = '{at}', "
        f"GHICHU = '{note}' WHERE ID = {dossier}",
    )


DEPARTMENT = SampleDepartment(
    profile="construction_permits",
    installations=(Installation(CITY, TABLES + ROWS),),
    status_words="SELECT ID FROM DM_TINHTRANG",
    counted=3,
    seen=(INSPECTED, AWAITING_DRAWINGS, EXTENSION, Gone("H53.19-261118-0003")),
    changes=(
        Change(
            "a permit is signed",
            _work(1, SIGNED_AT, 2, 8, SIGNED.note),
            replace(INSPECTED, status=Status.FINISHED, steps=(*INSPECTED.steps, SIGNED)),
        ),
        Change(
            "it was the wrong dossier: back to processing, and to the land office for its word",
            (
                *_work(1, "2026-11-24 08:45:00", 2, 5, CORRECTED.note),
                "UPDATE GPXD_HOSO SET MA_CQPHOIHOP = 'VPDK', HAN_PHOIHOP = '2026-11-26' WHERE ID = 1",
            ),
            replace(INSPECTED, steps=(*INSPECTED.steps, SIGNED, CORRECTED)),
        ),
        Change(
            "the drawings come in, and the dossier goes on",
            (
                *_work(2, "2026-11-24 09:00:00", 3, 2, "Đã nhận bản vẽ bổ sung"),
                "DELETE FROM GPXD_GIAYTOTHIEU WHERE ID_HS = 2",
            ),
            replace(AWAITING_DRAWINGS, status=Status.PROCESSING, missing=(), due="08/12/2026 16:00"),
        ),
        Change(
            "an officer is replaced without any entry",
            ("UPDATE GPXD_HOSO SET ID_NGUOIDUNG = 3 WHERE ID = 3",),
            replace(EXTENSION, officer="Huỳnh Ngọc Thảo", unit=URBAN),
            Found.BY_CONTENT,
        ),
        Change(
            "a dossier is deleted from the tables",
            ("DELETE FROM GPXD_HOSO WHERE ID = 3",),
            Gone(EXTENSION.code),
            Found.BY_CONTENT,
        ),
    ),
    secrets=(*secrets_of(UT, KHIEM, DAO, QUY), SITE),
    database="postgresql",
)
