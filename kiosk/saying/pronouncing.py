"""Written words made into words that a voice reads right: abbreviations in full, days in words, codes sign by sign."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kiosk.hardware.voice import VIETNAMESE_FROM, VIETNAMESE_TO
from lookup_api.domain.wording import Language

# As offices write them. Those with a full stop stand before a name: "P. Long Hoa".
ABBREVIATIONS: dict[str, str] = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "TTHC": "thủ tục hành chính",
    "TTPVHCC": "Trung tâm Phục vụ hành chính công",
    "VPĐKĐĐ": "Văn phòng Đăng ký đất đai",
    "TN&MT": "Tài nguyên và Môi trường",
    "TNMT": "Tài nguyên và Môi trường",
    "NN&MT": "Nông nghiệp và Môi trường",
    "NNMT": "Nông nghiệp và Môi trường",
    "LĐTBXH": "Lao động, Thương binh và Xã hội",
    "LĐ-TB&XH": "Lao động, Thương binh và Xã hội",
    "KT-HT": "Kinh tế, Hạ tầng",
    "KTHT&ĐT": "Kinh tế, Hạ tầng và Đô thị",
    "VH-XH": "Văn hóa, Xã hội",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "KH&ĐT": "Kế hoạch và Đầu tư",
    "GTVT": "Giao thông vận tải",
    "GCN": "giấy chứng nhận",
    "QSDĐ": "quyền sử dụng đất",
    "CCCD": "căn cước công dân",
    "CMND": "chứng minh nhân dân",
    "SMS": "tin nhắn",
    "TP.": "thành phố",
    "TX.": "thị xã",
    "TT.": "thị trấn",
    "P.": "phường",
    "Q.": "quận",
    "H.": "huyện",
    "X.": "xã",
    "&": "và",
}
ABBREVIATION = re.compile(
    r"(?<![\w.&])(?:"
    + "|".join(
        # behind a name a letter and a full stop are a name cut short: "Nguyễn P. An"
        rf"(?<![^\W\d_] )(?<!\. ){re.escape(short)}(?= ?[^\W\d_])"
        if short in ("P.", "Q.", "H.", "X.")
        else re.escape(short)
        for short in sorted(ABBREVIATIONS, key=len, reverse=True)
    )
    + r")(?![\w&])"
)
DEPARTMENT = re.compile(r"(?<!\w)P\. ?(?=(?:TN&?MT|NN&?MT|KT-HT|KTHT|VH-XH|GD&ĐT|LĐ)(?!\w))")  # a room, and no ward
WEEKDAY_BEFORE = re.compile(r"(thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ nhật) ngày")
OFFICE_BEFORE = re.compile(r"(?<=Ủy ban nhân dân )(P|Q|H|X)\.")
AMOUNT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{3})*) đồng")
NO_FIGURE = r"\D"
MARKED = re.compile(f"({VIETNAMESE_FROM}[^{VIETNAMESE_TO}]*{VIETNAMESE_TO})")
DAY = re.compile(r"(?<![\w/.-])(?:ngày )?(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\w/-])")
TIME = re.compile(r"(?<![\w:])(\d{1,2}):(\d{2})(?![\w:])")
CODE = re.compile(r"(?<![\w.])[A-Z0-9]+(?:\.[A-Z0-9]+)*-\d{6,8}-\d{4,7}(?!\w)")
PHONE = re.compile(r"(?<![\w.])(?:\+84|0\d{2,3}|1[89]00)[ .]?\d{2,4}(?:[ .]\d{2,4})*(?!\w)")
NUMBER_OF_A_FAULT = re.compile(r"(?<!\w)M\d{2}(?!\w)")
ADDRESS = re.compile(r"(?<!\w)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?!\w)")
PARTS = re.compile(r"[A-Za-zĐđ]|\d+|[^\w\s]")
SPACES = re.compile(r"\s+")
SEVERAL = re.compile(r" *[–/,;] *| - ")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
Turn = Callable[["re.Match[str]"], str]


@dataclass(frozen=True, slots=True)
class Sounds:
    """How one language says figures, and signs that stand inside of codes."""

    figures: tuple[str, ...]
    signs: Mapping[str, str]
    either: str
    money: str
    day: Callable[[int, int, str], str]
    time: str
    o_clock: str


def _vietnamese_day(day: int, month: int, year: str) -> str:
    return f"ngày {day} tháng {month}" + (f" năm {year}" if year else "")


def _english_day(day: int, month: int, year: str) -> str:
    return f"{day} {MONTHS[month - 1]} {year}".rstrip()


SOUNDS: dict[Language, Sounds] = {
    Language.VI: Sounds(
        figures=("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
        signs={"-": "gạch ngang", "–": "gạch ngang", ".": "chấm", "/": "gạch chéo", "+": "cộng"},
        either="hoặc",
        money="đồng",
        day=_vietnamese_day,
        time="{hour} giờ {minute} phút",
        o_clock="{hour} giờ",
    ),
    Language.EN: Sounds(
        figures=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        signs={"-": "dash", "–": "dash", ".": "dot", "/": "slash", "+": "plus"},
        either="or",
        money="dong",
        day=_english_day,
        time="{hour} {minute}",
        o_clock="{hour} o'clock",
    ),
}


def sign_by_sign(code: str, language: Language) -> str:
    """A code so that one can follow on paper: `H, năm ba, chấm, một chín, gạch ngang, …`, figures in pairs."""
    sounds = SOUNDS[language]
    said: list[str] = []
    for part in PARTS.findall(code):
        said += (
            [_figures(group, sounds) for group in _pairs(part)] if part.isdigit() else [sounds.signs.get(part, part)]
        )
    return ", ".join(said)


def phone_aloud(number: str, language: Language) -> str:
    """A telephone number figure by figure, in the groups in which it is written; several numbers with "or" between."""
    sounds = SOUNDS[language]
    numbers = [re.findall(r"\+|\d+", one) for one in SEVERAL.split(number)]
    told = [", ".join(_figures(g, sounds) for part in parts for g in _groups(part)) for parts in numbers if parts]
    return f", {sounds.either} ".join(told)


def in_full(text: str) -> str:
    """A Vietnamese name or title without abbreviations: `UBND P. Long Hoa` → `Ủy ban nhân dân phường Long Hoa`."""
    full = ABBREVIATION.sub(lambda found: ABBREVIATIONS[found[0]], DEPARTMENT.sub("Phòng ", text))
    full = OFFICE_BEFORE.sub(lambda found: ABBREVIATIONS[found[0]], full)
    return SPACES.sub(" ", full)


def readable(text: str, language: Language) -> str:
    """A text of a screen, as a voice of `language` (Vietnamese or English) reads it right."""
    if language is Language.VI:
        return _spelled(text, language)
    parts = MARKED.split(text)  # every second one stands between the marks
    return "".join(_spelled(part, Language.VI if at % 2 else language) for at, part in enumerate(parts))


def _spelled(text: str, language: Language) -> str:
    sounds = SOUNDS[language]
    turns: tuple[tuple[re.Pattern[str], Turn], ...] = (
        (CODE, lambda found: sign_by_sign(found[0], language)),
        (NUMBER_OF_A_FAULT, lambda found: sign_by_sign(found[0], language)),
        (AMOUNT, lambda found: f"{re.sub(NO_FIGURE, '', found[1])} {sounds.money}"),
        (PHONE, lambda found: phone_aloud(found[0], language)),
        (DAY, lambda found: _day(found, sounds)),
        (TIME, lambda found: _time(found, sounds)),
        (ADDRESS, lambda found: found[0].replace(".", f" {sounds.signs['.']} ")),
    )
    for written, turn in turns:
        text = written.sub(turn, text)
    return WEEKDAY_BEFORE.sub(r"\1, ngày", in_full(text)) if language is Language.VI else text


def _figures(group: str, sounds: Sounds) -> str:
    return " ".join(sounds.figures[int(figure)] if figure.isdigit() else sounds.signs[figure] for figure in group)


def _pairs(figures: str) -> list[str]:
    """In twos, with three at the start where the number of figures is odd."""
    first = 2 + len(figures) % 2 if len(figures) > 1 else 1
    return [figures[:first], *(figures[at : at + 2] for at in range(first, len(figures), 2))]


def _groups(figures: str) -> list[str]:
    """At most four together, in groups of like length, the longer ones first."""
    number = -(-len(figures) // 4)
    least, more = divmod(len(figures), number)
    ends = [0]
    for at in range(number):
        ends.append(ends[-1] + least + (at < more))
    return [figures[start:end] for start, end in pairwise(ends)]


def _day(found: "re.Match[str]", sounds: Sounds) -> str:
    day, month = int(found[1]), int(found[2])
    return sounds.day(day, month, found[3] or "") if 1 <= month <= len(MONTHS) and 1 <= day <= 31 else found[0]


def _time(found: "re.Match[str]", sounds: Sounds) -> str:
    hour, minute = int(found[1]), int(found[2])
    return (sounds.time if minute else sounds.o_clock).format(hour=hour, minute=minute)
