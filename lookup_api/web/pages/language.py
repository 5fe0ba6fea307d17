"""Which language a page is in: the one just chosen, or the one chosen last, or Vietnamese."""

from urllib.parse import urlencode

from fastapi import Request, Response

from lookup_api.domain.wording import Language

COOKIE = "lang"
PARAMETER = "lang"
YEAR_SECONDS = 31_536_000


def language_of(request: Request) -> Language:
    """The language of the page that answers `request`."""
    for chosen in (request.query_params.get(PARAMETER), request.cookies.get(COOKIE)):
        if chosen in set(Language):
            return Language(chosen)
    return Language.VI


def remember_language(request: Request, response: Response) -> None:
    """Keep the choice in a cookie when one was just made."""
    if request.query_params.get(PARAMETER) in set(Language):
        response.set_cookie(COOKIE, language_of(request), max_age=YEAR_SECONDS, httponly=True, samesite="lax")


def other_language(language: Language) -> Language:
    """The language that the page offers instead."""
    return Language.EN if language is Language.VI else Language.VI


def url_in(language: Language, request: Request) -> str:
    """The address of this very page in `language`."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != PARAMETER]
    return f"?{urlencode([*kept, (PARAMETER, language)])}"
