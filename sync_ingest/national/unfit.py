"""What in an item of the national format cannot be understood, field by field. Names fields, never their content."""

from collections.abc import Callable, Mapping
from typing import Any

from sync_ingest.national.wire import read_status, read_text, read_time
from sync_ingest.reasons import Words

A_TIME = Words(
    "phải là thời điểm dạng yyyyMMddHHmmss, ví dụ 20261124083000",
    "must be a moment of the form yyyyMMddHHmmss, such as 20261124083000",
)
A_STATUS = Words("phải là trạng thái từ 1 đến 10", "must be a status from 1 to 10")
A_TEXT = Words("phải là chuỗi ký tự", "must be a text")

TIMES = (
    "NgayTiepNhan",
    "NgayHenTra",
    "NgayTra",
    "NgayKetThucXuLy",
    "NgayTuChoi",
    "NgayNopHoSo",
    "ThoiDiemXuLy",
    "NgayBatDau",
    "NgayKetThucTheoQuyDinh",
)
STATUSES = ("TrangThaiHoSo", "TrangThai")
TEXTS = (
    "MaTTHC",
    "TenTTHC",
    "TenLinhVuc",
    "SoBienNhan",
    "SoGiayToChuHoSo",
    "ChuHoSo",
    "MaDoiTuong",
    "Fax",
    "SoDienThoai",
    "DonViXuLy",
    "NguoiXuLy",
    "ChucDanh",
    "PhongBanXuLy",
    "NoiDungXuLy",
)


def unfit_fields(item: Mapping[str, Any]) -> list[tuple[str, Words]]:
    """The fields that say something unreadable, and what is wrong with each; empty ones are all right."""
    return [
        (name, words)
        for names, read, words in (
            (TIMES, read_time, A_TIME),
            (STATUSES, read_status, A_STATUS),
            (TEXTS, read_text, A_TEXT),
        )
        for name in names
        if not _reads(read, item.get(name))
    ]


def _reads(read: Callable[[Any], object], value: Any) -> bool:
    try:
        read(value)
    except (ValueError, OverflowError):
        return False
    return True
