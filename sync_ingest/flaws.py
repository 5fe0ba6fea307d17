"""What is wrong with an update that could not be read, field by field. Names fields, never repeats their content."""

import re
from collections.abc import Iterator

from pydantic_core import ErrorDetails

from sync_ingest.reasons import Words

MOST_FIELDS = 5
FIELD_NAME = re.compile(r"[A-Za-z_]{1,40}")

UNFIT = Words("không hợp lệ", "is not valid")
OF_TYPE = {
    "missing": Words("còn thiếu", "is missing"),
    "extra_forbidden": Words("là tên trường không có trong mẫu", "is not a field of this form"),
    "string_too_short": Words("đang để trống", "is empty"),
    "string_too_long": Words("quá dài", "is too long"),
    "too_long": Words("có quá nhiều mục", "has too many entries"),
    "enum": Words("không thuộc các giá trị cho phép", "is none of the allowed values"),
    "timezone_aware": Words("thiếu múi giờ", "has no time zone"),
    "int_type": Words("phải là số nguyên", "must be a whole number"),
    "greater_than_equal": Words("quá nhỏ", "is too small"),
    "less_than_equal": Words("quá lớn", "is too large"),
    "string_type": Words("phải là chuỗi ký tự", "must be a text"),
    "string_unicode": Words("có ký tự hỏng", "holds broken characters"),
    "model_type": Words("phải là một đối tượng", "must be an object"),
    "tuple_type": Words("phải là một danh sách", "must be a list"),
}
A_MOMENT = Words(
    "phải là thời điểm có múi giờ, ví dụ 2026-11-24T08:30:00+07:00",
    "must be a moment with its time zone, such as 2026-11-24T08:30:00+07:00",
)
A_CODE = Words("không phải là mã hợp lệ", "is not a code")
BELIEVABLE = Words("nằm ngoài khoảng từ năm 1990 đến 2099", "lies outside the years 1990 to 2099")


def describe(errors: list[ErrorDetails]) -> Words:
    """The first few of pydantic's findings, as one sentence in each language."""
    return about_fields([(_field(error["loc"]), _what(error["type"])) for error in errors])


def about_fields(findings: list[tuple[str, Words]]) -> Words:
    """`findings` (a field, and what is wrong with it) as one sentence in each language."""
    shown = findings[:MOST_FIELDS]
    more = len(findings) - len(shown)
    vi = "; ".join([f"{field} {what.vi}" for field, what in shown] + ([f"và {more} lỗi khác"] if more else []))
    en = "; ".join([f"{field} {what.en}" for field, what in shown] + ([f"and {more} more"] if more else []))
    return Words(f"Nội dung chưa đúng: {vi}.", f"Not valid: {en}.")


def _what(kind: str) -> Words:
    return A_MOMENT if kind.startswith("datetime") else OF_TYPE.get(kind, UNFIT)


def _field(place: tuple[int | str, ...]) -> str:
    return ".".join(_parts(place)).replace(".[", "[")


def _parts(place: tuple[int | str, ...]) -> Iterator[str]:
    """A name that a sender made up could be anything, a person's name too: only what looks like a field is shown."""
    for part in place:
        if isinstance(part, int):
            yield f"[{part}]"
        else:
            yield part if FIELD_NAME.fullmatch(part) else "?"
