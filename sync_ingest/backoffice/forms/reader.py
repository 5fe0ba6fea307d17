"""Reads the fields of a form one by one, and collects what is wrong as a sentence at its field."""

import re
from datetime import date

from sync_ingest.backoffice.forms.posted import Posted

DAY = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})|(\d{2})(\d{2})(\d{4})")
MONEY_MARKS = re.compile(r"[\s.,]|đồng|đ|vnđ|vnd", re.IGNORECASE)
PHONE = re.compile(r"(\+?84|0)\d{8,10}|1[89]00\d{4,6}")
IDENTITY = re.compile(r"[A-Z0-9\-]{6,20}")
LARGEST_FEE = 10**12


class Reader:
    """Reads one form. `problems` are sentences by the name of their field; the values count when there are none."""

    def __init__(self, posted: Posted) -> None:
        self.posted = posted
        self.problems: dict[str, str] = {}

    def text(self, name: str, longest: int, *, needed: str = "") -> str:
        """A line of text; `needed` is the sentence for one that is left blank and must not be."""
        text = " ".join(self.posted.text(name).split())
        if needed and not text:
            self.problems[name] = needed
        return self._not_longer(name, text, longest)

    def note(self, name: str, longest: int, *, needed: str = "") -> str:
        """A text of several lines."""
        text = self.posted.text(name)
        if needed and not text:
            self.problems[name] = needed
        return self._not_longer(name, text, longest)

    def count(self, name: str, least: int, most: int) -> int:
        """A whole number; blank is `least`."""
        text = self.posted.text(name) or str(least)
        if not (text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
            self.problems[name] = f"Xin nhập một số từ {least} đến {most}."
            return least
        return int(text)

    def money(self, name: str) -> int:
        """An amount in đồng, with or without dots; blank is 0."""
        figures = MONEY_MARKS.sub("", self.posted.text(name)) or "0"
        if not (figures.isdecimal() and len(figures) < 14 and int(figures) <= LARGEST_FEE):
            self.problems[name] = "Xin nhập số tiền bằng chữ số, ví dụ 100.000."
            return 0
        return int(figures)

    def day(self, name: str) -> date | None:
        """A day as people write it, `27/11/2026`; None when blank."""
        text = self.posted.text(name)
        found = DAY.fullmatch(text)
        day = _day(*(part for part in found.groups() if part)) if found else None
        if text and day is None:
            self.problems[name] = "Xin nhập ngày theo dạng ngày/tháng/năm, ví dụ 27/11/2026."
        return day

    def phone(self, name: str) -> str:
        """A telephone number as it was typed; blank is allowed."""
        text = self.posted.text(name)
        if text and not PHONE.fullmatch(re.sub(r"[\s.\-()]", "", text)):
            self.problems[name] = "Số điện thoại chưa đúng. Ví dụ 0912 345 678; nếu không có, xin để trống."
        return text

    def identity_number(self, name: str) -> str:
        """An identity card's, passport's or tax number without spaces; blank is allowed."""
        text = re.sub(r"[\s.]", "", self.posted.text(name)).upper()
        if text and not IDENTITY.fullmatch(text):
            self.problems[name] = "Số giấy tờ chưa đúng: từ 6 đến 20 chữ số hoặc chữ cái, ví dụ 12 số của căn cước."
        return text

    def _not_longer(self, name: str, text: str, longest: int) -> str:
        if len(text) > longest:
            self.problems[name] = f"Xin rút gọn: dài nhất {longest} ký tự, hiện có {len(text)}."
        return text


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
    except ValueError:
        return None
