"""Applicants that nobody is: common names, and numbers that are given to no one."""

from random import Random

from lookup_api.domain.disclosure import Applicant

FAMILY_NAMES = (
    ("Nguyễn", 31), ("Trần", 11), ("Lê", 10), ("Phạm", 7), ("Huỳnh", 6), ("Phan", 5), ("Võ", 5), ("Đặng", 4),
    ("Bùi", 3), ("Đỗ", 3), ("Hồ", 3), ("Ngô", 2), ("Dương", 2), ("Lý", 2), ("Trương", 2), ("Kiều", 1), ("Ông", 1),
)  # fmt: skip
MEN = (("Văn", "Hữu", "Minh", "Quốc", "Thanh", "Đức", "Công", "Gia"),
       ("An", "Bình", "Cường", "Dũng", "Hải", "Hòa", "Khoa", "Long", "Nghĩa", "Phúc", "Quân", "Sang", "Tài", "Thắng",
        "Trí", "Vinh"))  # fmt: skip
WOMEN = (("Thị", "Thị Ngọc", "Thị Thu", "Kim", "Mỹ", "Thanh", "Hoàng", "Thị Bích"),
         ("Ánh", "Bích", "Chi", "Diệu", "Hạnh", "Hương", "Lan", "Loan", "Mai", "Nga", "Oanh", "Phương", "Quyên",
          "Thảo", "Trang", "Yến"))  # fmt: skip
STREETS = ("Mẫu Một", "Mẫu Hai", "Mẫu Ba", "Mẫu Bốn", "Mẫu Năm")
WARDS = ("Phường 1", "Phường 2", "Phường 3", "Phường IV", "Phường Hiệp Ninh", "Phường Ninh Sơn", "Xã Bình Minh")


def an_applicant(chance: Random) -> Applicant:
    """A person from this seed. The identity number names a century that has not come, the telephone a range that no
    network has, so neither can be anybody's.
    """
    middles, givens = chance.choice((MEN, WOMEN))
    families, weights = zip(*FAMILY_NAMES, strict=True)
    name = f"{chance.choices(families, weights)[0]} {chance.choice(middles)} {chance.choice(givens)}"
    house, street, ward = chance.randint(1, 400), chance.choice(STREETS), chance.choice(WARDS)
    return Applicant(
        name=name,
        identity_number=f"0729{chance.randint(0, 99_999_999):08}",
        phone=f"0900{chance.randint(0, 999_999):06}",
        address=f"Số {house}, đường {street}, {ward}, thành phố Tây Ninh",
    )
