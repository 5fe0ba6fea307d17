"""The three agencies of the sample province, their units and the officers in them. All people are made up."""

from dataclasses import dataclass

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.update import Responsible

ONE_STOP = "Bộ phận Tiếp nhận và Trả kết quả"

CITY = AgencyCode("H53.19")
TAX = AgencyCode("H53.20")
LAND = AgencyCode("H53.21")


@dataclass(frozen=True, slots=True)
class Office:
    """An agency from inside: its units, each with its officers and their telephone."""

    agency: Agency
    officers: tuple[Responsible, ...]

    def officers_of(self, unit: str) -> tuple[Responsible, ...]:
        """Who works in the unit of this name; at least one person."""
        return tuple(officer for officer in self.officers if officer.unit == unit)


def _office(agency: Agency, units: dict[str, dict[str, str]]) -> Office:
    officers = [
        Responsible(name, unit, agency.name, phone) for unit, people in units.items() for name, phone in people.items()
    ]
    return Office(agency, tuple(officers))


OFFICES: dict[AgencyCode, Office] = {
    CITY: _office(
        Agency(
            CITY,
            "UBND thành phố Tây Ninh",
            "Số 1, đường Mẫu Một, Phường Mẫu, thành phố Tây Ninh",
            "0276 3000 019",
            (AgencyCode("000.00.19.H53"),),
            r"[0-9]{6}/HKD-[0-9]{4}",
        ),
        {
            ONE_STOP: {"Lê Thị Hồng Nhung": "0276 3000 100", "Nguyễn Quốc Khánh": "0276 3000 101"},
            "Phòng Tài chính – Kế hoạch": {
                "Trần Thị Bình": "0276 3000 110",
                "Phạm Văn Lâm": "0276 3000 111",
                "Đặng Thị Thu Hà": "0276 3000 112",
            },
            "Phòng Quản lý đô thị": {
                "Võ Minh Tuấn": "0276 3000 120",
                "Huỳnh Ngọc Thảo": "0276 3000 121",
                "Bùi Đức Thịnh": "0276 3000 122",
            },
            "Phòng Tài nguyên và Môi trường": {
                "Ngô Thanh Sơn": "0276 3000 130",
                "Dương Thị Mỹ Lệ": "0276 3000 131",
            },
        },
    ),
    TAX: _office(
        Agency(TAX, "Chi cục Thuế thành phố Tây Ninh", "Số 2, đường Mẫu Hai, thành phố Tây Ninh", "0276 3000 020"),
        {
            "Đội Trước bạ và Thu khác": {"Hồ Thị Cẩm Tú": "0276 3000 200", "Lý Văn Phước": "0276 3000 201"},
            "Đội Quản lý hộ kinh doanh": {"Đỗ Hoàng Nam": "0276 3000 210", "Mai Thị Xuân": "0276 3000 211"},
        },
    ),
    LAND: _office(
        Agency(
            LAND,
            "Chi nhánh Văn phòng Đăng ký đất đai thành phố Tây Ninh",
            "Số 3, đường Mẫu Ba, thành phố Tây Ninh",
            "0276 3000 021",
        ),
        {
            ONE_STOP: {"Phan Thị Kim Oanh": "0276 3000 300", "Cao Văn Hiếu": "0276 3000 301"},
            "Tổ Đăng ký và Cấp giấy chứng nhận": {"Trương Gia Bảo": "0276 3000 310", "Lâm Thị Ngọc": "0276 3000 311"},
            "Tổ Đo đạc và Lưu trữ địa chính": {"Tạ Quang Vinh": "0276 3000 320", "Nguyễn Thị Diễm": "0276 3000 321"},
            "Tổ Đăng ký biện pháp bảo đảm": {"Châu Văn Tài": "0276 3000 330", "Kiều Thị Lan": "0276 3000 331"},
        },
    ),
}
