"""Which language a page is in: the one just chosen, or the one chosen last, or Vietnamese."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request, Response

from lookup_api.domain.wording import Language

COOKIE = "lang"
PARAMETER = "lang"
YEAR_SECONDS = 31_536_000
OWN_NAMES = {Language.VI: "Tiếng Việt", Language.KM: "ភាសាខ្មែរ", Language.EN: "English"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One language of a page's switch: its name in itself, and the address of this very page in it."""

    language: Language
    name: str
    url: str


def language_of(request: Request) -> Language:
    """The language of the page that answers `request`."""
    for chosen in (request.query_params.get(PARAMETER), request.cookies.get(COOKIE)):
        if chosen in set(Language):
            return Language(chosen)
    return Language.VI


def remember_language(request: Request, response: Response) -> bool:
    """Keep the choice in a cookie when one was just made; whether it was."""
    is_chosen = request.query_params.get(PARAMETER) in set(Language)
    if is_chosen:
        response.set_cookie(COOKIE, language_of(request), max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return is_chosen


def language_choices(request: Request) -> list[Choice]:
    """All languages that the page is there in, the present one among them."""
    return [Choice(language, name, _url_in(language, request)) for language, name in OWN_NAMES.items()]


def _url_in(language: Language, request: Request) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != PARAMETER]
    return f"?{urlencode([*kept, (PARAMETER, language)])}"
