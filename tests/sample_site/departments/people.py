"""Applicants of the sample departments: made up, with numbers that are given to no one."""

from lookup_api.domain.disclosure import Applicant

MANH = Applicant("Đoàn Thế Mạnh", "072900000101", "0900000101", "Số 41, đường Mẫu Tư, Phường 2, thành phố Tây Ninh")
UT = Applicant("Tô Thị Út", "072900000102", "0900000102", "Số 7, hẻm 12, đường Mẫu Năm, Phường 3")
KHIEM = Applicant("Thạch Khiêm", "072900000103", "0900000103", "Ấp Mẫu, Xã Bình Minh, thành phố Tây Ninh")
DAO = Applicant("Lương Thị Bích Đào", "072900000104", "0900000104", "Số 188, đường Mẫu Ba, Phường IV")
QUY = Applicant("Âu Dương Quý", "072900000105", "0900000105", "Số 5, đường Mẫu Hai, Phường Hiệp Ninh")
SUONG = Applicant("Quách Ngọc Sương", "072900000106", "0900000106", "Số 23, đường Mẫu Một, Phường Ninh Sơn")


def secrets_of(*applicants: Applicant) -> tuple[str, ...]:
    """All that is known of these people, text by text."""
    return tuple(text for one in applicants for text in (one.name, one.identity_number, one.phone, one.address) if text)
