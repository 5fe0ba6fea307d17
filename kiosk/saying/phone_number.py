"""A telephone number while it is typed, and why one was refused: for the screen and for the voice."""

from kiosk.languages.wishes import WISHES
from kiosk.saying.trouble import trouble_text
from lookup_api.domain.wording import Language

ABROAD = "84"  # Viet Nam's own prefix, for who types it


def grouped(typed: str) -> str:
    """A number while it is typed, as people read it: `0912 345 678`, `84 912 345 678`."""
    first = 2 if typed.startswith(ABROAD) else 4
    rest = range(first, len(typed), 3)
    return " ".join(filter(None, [typed[:first], *(typed[at : at + 3] for at in rest)]))


def phone_problem(problem: str, language: Language) -> str:
    """Why there will be no text messages."""
    return WISHES[language].problems.get(problem) or trouble_text(problem, language).sentence
