"""Days, times and distances as a citizen reads them, in Viet Nam's time."""

from datetime import date, datetime

from lookup_api.domain.calendar import VIETNAM, local_day
from lookup_api.domain.wording import Language

WEEKDAYS = {
    Language.VI: ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    Language.KM: ("ថ្ងៃចន្ទ", "ថ្ងៃអង្គារ", "ថ្ងៃពុធ", "ថ្ងៃព្រហស្បតិ៍", "ថ្ងៃសុក្រ", "ថ្ងៃសៅរ៍", "ថ្ងៃអាទិត្យ"),
    Language.EN: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
DAYS = {Language.VI: "ngày", Language.KM: "ថ្ងៃ"}  # neither language has a plural


def day_in_words(at: datetime, language: Language) -> str:
    """The day of a moment: `thứ Năm, 26/11/2026`, `Thursday, 26/11/2026`."""
    local = at.astimezone(VIETNAM)
    return f"{WEEKDAYS[language][local.weekday()]}, {local:%d/%m/%Y}"


def moment_in_words(at: datetime, language: Language) -> str:
    """A moment: `10:03, thứ Năm, 26/11/2026`."""
    return f"{at.astimezone(VIETNAM):%H:%M}, {day_in_words(at, language)}"


def count_of_days(days: int, language: Language) -> str:
    """A number of days: `3 ngày`, `3 ថ្ងៃ`, `1 day`."""
    if language is Language.EN:
        return "1 day" if days == 1 else f"{days} days"
    return f"{days} {DAYS[language]}"


def days_until(at: datetime, today: date) -> int:
    """How many days lie between `today` and the day of `at`; negative when it is past."""
    return (local_day(at) - today).days
