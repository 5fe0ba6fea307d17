"""Items of the national format for tests: each builder takes by name what matters, and makes up the rest."""

from typing import Any

from tests.builders import CODE, PROCEDURE

Item = dict[str, Any]


def a_ho_so(**stated: Any) -> Item:
    """A dossier as OpenCPS writes it: texts alone, "" when empty; everything about its applicant is made up."""
    return {
        "MaHoSo": CODE,
        "MaTTHC": PROCEDURE.code,
        "TenTTHC": PROCEDURE.name,
        "MaLinhVuc": "G03-GD10",
        "TenLinhVuc": PROCEDURE.field,
        "SoBienNhan": "",
        "KenhThucHien": "1",
        "ChuHoSo": "Nguyễn Văn Thử",
        "LoaiDoiTuong": "1",
        "MaDoiTuong": "",
        "SoGiayToChuHoSo": "072099000123",
        "ThongTinKhac": "Địa chỉ liên hệ: số 7 đường Thử Nghiệm",
        "Email": "nguyen.van.thu@vi-du.vn",
        "Fax": "",
        "SoDienThoai": "0900111222",
        "TrichYeuHoSo": "Đăng ký hộ kinh doanh cho ông Nguyễn Văn Thử",
        "NgayTiepNhan": "20261102081500",
        "NgayHenTra": "20261127170000",
        "TrangThaiHoSo": "2",
        "NgayTra": "",
        "HinhThuc": "0",
        "NgayKetThucXuLy": "",
        "DonViXuLy": "UBND thành phố Tây Ninh",
        "GhiChu": "Đăng ký hộ kinh doanh cho ông Nguyễn Văn Thử",
        "TaiLieuNop": [],
        "DanhSachLePhi": [],
        "DanhSachTepDinhKemKhac": [],
        "DanhSachHoSoBoSung": [],
        "DanhSachGiayToKetQua": [],
        **stated,
    }


def a_bare_ho_so(**stated: Any) -> Item:
    """A dossier of the province's client that hardly says anything: null and "" are valid traffic."""
    nothing = dict.fromkeys(("NgayHenTra", "SoDienThoai", "KenhThucHien", "HinhThuc", "ChuHoSo", "DonViXuLy"))
    return a_ho_so(
        **nothing, NgayTiepNhan="", TenTTHC="", TenLinhVuc="", TrangThaiHoSo="", SoGiayToChuHoSo="", **stated
    )


def a_tien_do(**stated: Any) -> Item:
    """A progress step."""
    return {
        "MaHoSo": CODE,
        "NguoiXuLy": "Trần Thị Bình",
        "ChucDanh": "Chuyên viên",
        "ThoiDiemXuLy": "20261103090000",
        "PhongBanXuLy": "Phòng Tài chính – Kế hoạch",
        "NoiDungXuLy": "Thẩm định hồ sơ",
        "TrangThai": "4",
        "NgayBatDau": "20261103080000",
        "NgayKetThucTheoQuyDinh": "20261105170000",
        **stated,
    }


def a_blank_tien_do() -> Item:
    """A row that says nothing at all."""
    return dict.fromkeys(a_tien_do(), "")
