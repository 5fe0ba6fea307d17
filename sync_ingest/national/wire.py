"""The national sync format as it stands on the wire: the names of its fields, its times, statuses and booleans.

Known from public code only; docs/national-format.md describes it. Nothing here knows a database or a web server.
"""

import unicodedata
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lookup_api.domain.status import Status
from sync_ingest.sound_batch import FIRST_YEAR, LAST_YEAR

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
TIME_FORM = "%Y%m%d%H%M%S"  # yyyyMMddHHmmss
TIME_LENGTH = 14
NO_TIME = ("", "0" * TIME_LENGTH, "00010101000000")  # the last is what .NET writes for a date that was never set

SYNC_RECORDS = "DongBoHoSoMC"
SYNC_STEPS = "CapNhatTienDoHoSoMC"
FIND_DOSSIER = "TraCuuHoSo"
GET_PROCEDURE = "LayThuTuc"
LIST_PROCEDURES = "LayDanhSachTTHC"

ENVELOPE_FIELDS = ("session", "madonvi", "service", "isUpdating", "data")
ANSWER_FIELDS = ("error_code", "message", "result", "session")
RECORD_FIELDS = (
    "MaHoSo",
    "MaTTHC",
    "TenTTHC",
    "MaLinhVuc",
    "TenLinhVuc",
    "SoBienNhan",
    "KenhThucHien",
    "SoGiayToChuHoSo",
    "ChuHoSo",
    "LoaiDoiTuong",
    "MaDoiTuong",
    "ThongTinKhac",
    "Email",
    "Fax",
    "SoDienThoai",
    "TrichYeuHoSo",
    "NgayTiepNhan",
    "NgayHenTra",
    "TrangThaiHoSo",
    "NgayTra",
    "ThongTinTra",
    "HinhThuc",
    "NgayKetThucXuLy",
    "DonViXuLy",
    "GhiChu",
    "TaiLieuNop",
    "DanhSachLePhi",
    "DanhSachTepDinhKemKhac",
    "DanhSachHoSoBoSung",
    "DanhSachGiayToKetQua",
    "NoiNopHoSo",
    "HoSoCoThanhPhanSoHoa",
    "TaiKhoanDuocXacThucVoiVNeID",
    "DuocThanhToanTrucTuyen",
    "NgayTuChoi",
    "DinhDanhCHS",
    "NgayNopHoSo",
    "DSKetNoiCSDL",
)
"""HoSo: one dossier, whole."""
PAPER_FIELDS = (
    "TepDinhKemId",
    "TenTepDinhKem",
    "IsDeleted",
    "MaThanhPhanHoSo",
    "DuongDanTaiTepTin",
    "DuocSoHoa",
    "DuocTaiSuDung",
    "DuocLayTuKhoDMQG",
    "MaKetQuaThayThe",
)
"""TaiLieuNop: a paper that was handed in."""
FEE_FIELDS = ("TenPhiLePhi", "MaPhiLePhi", "HinhThucThu", "Gia", "LoaiPhiLePhi")
"""LePhi: a fee."""
OTHER_FILE_FIELDS = ("TenGiayTo", "SoLuong", "LoaiGiayTo")
"""TepDinhKemKhac: other papers."""
SUPPLEMENT_FIELDS = (
    "HoSoBoSungId",
    "NguoiYeuCauBoSung",
    "NoiDungBoSung",
    "NgayBoSung",
    "NguoiTiepNhanBoSung",
    "ThongTinTiepNhan",
    "NgayTiepNhanBoSung",
    "TrangThaiBoSung",
    "DanhSachGiayToBoSung",
    "DanhSachLePhiBoSung",
    "NgayHenTraTruoc",
    "NgayHenTraMoi",
)
"""HoSoBoSung: a supplement that was asked for."""
RESULT_FIELDS = ("TenGiayTo", "MaThanhPhanHoSo", "GiayToId", "DuongDanTepTinKetQua", "MaGiayToKetQua")
"""GiayToKetQua: a paper that came out of it."""
IDENTITY_FIELDS = ("LoaiDinhDanh", "SoDinhDanh")
DATABASE_FIELDS = ("MaCSDL",)
STEP_FIELDS = (
    "MaHoSo",
    "NguoiXuLy",
    "ChucDanh",
    "ThoiDiemXuLy",
    "PhongBanXuLy",
    "NoiDungXuLy",
    "TrangThai",
    "NgayBatDau",
    "NgayKetThucTheoQuyDinh",
)
"""TienDo: one progress step."""

PLACEHOLDER_IDENTITIES = frozenset({"000000001", "000000002"})
"""Identity numbers that one-stop software fills in where it knows none."""


def read_text(value: Any) -> str:
    """A scalar as text, composed (NFC) and without outer spaces; "" for null. ValueError for a list or an object."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        raise ValueError("not a text")
    return unicodedata.normalize("NFC", str(value)).strip()


def read_time(value: Any) -> datetime | None:
    """The moment (aware UTC) that `value` names in local time; None when it is empty, ValueError when it is no time."""
    text = read_text(value)
    if text in NO_TIME:
        return None
    if len(text) != TIME_LENGTH or not (text.isascii() and text.isdecimal()):
        raise ValueError("not of the form yyyyMMddHHmmss")
    at = datetime.strptime(text, TIME_FORM).replace(tzinfo=VIET_NAM)
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError("not a believable year")
    return at.astimezone(UTC)


def write_time(at: datetime | None) -> str:
    """`at` (aware) in local time, whole seconds; "" for None."""
    return "" if at is None else at.astimezone(VIET_NAM).strftime(TIME_FORM)


def read_status(value: Any) -> Status | None:
    """The status of the national table; None when it is empty or 0 (what OpenCPS says of a dossier that is at another
    agency or in the post), ValueError when there is no such status.
    """
    text = read_text(value)
    if not (text.isascii() and text.isdecimal() and len(text) <= 2):
        if text:
            raise ValueError("no status of the national table")
        return None
    return Status(int(text)) if int(text) else None


def write_status(status: Status) -> str:
    """The status as text, "1" to "10"."""
    return str(int(status))


def read_flag(value: Any) -> bool | None:
    """A boolean: the texts "True" and "False" in any case, "1" and "0", or JSON's own; None for anything else."""
    said = str(value).strip().lower()
    return {"true": True, "1": True, "false": False, "0": False}.get(said)


def write_flag(flag: bool) -> str:
    """The capitalised text that the format has for booleans: "True" or "False"."""
    return str(flag)
