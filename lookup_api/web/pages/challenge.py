"""The question that is asked of who walks along the codes, and the pass for who answers it. Works without JavaScript,
without pictures, and by ear.
"""

import re
import unicodedata
from functools import cache
from urllib.parse import unquote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from lookup_api.domain.errors import ChallengeRequired
from lookup_api.domain.wording import Language, without_accents
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk, desk_of
from lookup_api.web.errors import CHALLENGE_PAGE, status_of
from lookup_api.web.guards.challenges import Question, Verdict
from lookup_api.web.guards.passes import COOKIE, GOOD_FOR
from lookup_api.web.limits import network_of
from lookup_api.web.pages.forms import Form, is_ours, paint_form
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.texts import texts_in

router = APIRouter(include_in_schema=False)
ON_THIS_SITE = re.compile(r"/(?:[A-Za-z0-9%._~-][A-Za-z0-9%._~/-]*)?")
DOSSIERS = "/ho-so/"
LONGEST_WORD = 40
WORTH_SAYING = 2  # seconds; a shorter wait is over before the question is read


@router.get(CHALLENGE_PAGE)
def get_challenge(request: Request, desk: AtDesk, den: str = "/") -> Response:
    """A question; `den` is where its right answer leads to."""
    desk.limits.admit_unread(address_of(request))
    return _ask(request, den)


@router.post(CHALLENGE_PAGE)
def post_answer(request: Request, desk: AtDesk, form: Form, den: str = "/") -> Response:
    """The way on with a pass, or another question."""
    if not is_ours(request, form.get("csrf", "")):
        return _ask(request, den, status=403, error="form_not_ours")
    desk.limits.admit_answer(address_of(request))
    network, challenges = network_of(address_of(request)), desk.limits.challenges
    verdict = challenges.judge(network, form.get("cau-hoi", ""), read_number(form.get("tra-loi", "")))
    if verdict is not Verdict.RIGHT:
        return _ask(request, den, status=400, error=f"challenge_{verdict}")
    response = RedirectResponse(_on_this_site(den), 303, {"Cache-Control": "no-store"})
    # Lax: who comes back by a link from a message keeps the pass.
    secure, seconds = request.url.scheme == "https", int(GOOD_FOR.total_seconds())
    response.set_cookie(
        COOKIE, challenges.passes.give(network), max_age=seconds, secure=secure, httponly=True, samesite="lax"
    )
    return response


def ask_instead(request: Request) -> Response:
    """The question in place of the page that `request` asked for; its right answer leads there."""
    path: bytes = request.scope["raw_path"]
    return _ask(request, path.decode("ascii", "replace") if request.method == "GET" else "/")


def read_number(text: str) -> int | None:
    """The number that was typed, in figures of any script or as a word of any of our languages; None for no number."""
    tidy = unicodedata.normalize("NFKC", text).strip(" .!?").casefold()[:LONGEST_WORD]
    if tidy.isdecimal():
        return int(tidy)
    return _numbers_by_word().get(tidy)


def question_in_words(question: Question, language: Language) -> str:
    """The question as it is read out, with its numbers as words."""
    texts = texts_in(language)
    names = _number_words(language)
    numbers = [names[number] for number in question.numbers]
    asked = texts[f"challenge_{question.kind}"].format(*numbers)
    return asked[:1].upper() + asked[1:]


def _ask(request: Request, way_on: str, *, status: int = status_of(ChallengeRequired()), error: str = "") -> Response:
    way_on, language = _on_this_site(way_on), language_of(request)
    asked = desk_of(request).limits.challenges.ask(network_of(address_of(request)))
    return paint_form(
        request,
        "challenge.html",
        status=status,
        question=question_in_words(asked.question, language),
        sealed=asked.sealed,
        wait=asked.wait if asked.wait > WORTH_SAYING else 0,
        error=texts_in(language)[error] if error else "",
        action=f"{CHALLENGE_PAGE}?{urlencode({'den': way_on})}",
        code=unquote(way_on.removeprefix(DOSSIERS)) if way_on.startswith(DOSSIERS) else "",
    )


def _on_this_site(address: str) -> str:
    """`address` if it is a path of this site, and else the first page."""
    return address if ON_THIS_SITE.fullmatch(address) else "/"


@cache
def _numbers_by_word() -> dict[str, int]:
    words = [(word, number) for language in Language for number, word in enumerate(_number_words(language))]
    plain = {without_accents(word): number for number, word in enumerate(_number_words(Language.VI))}
    return {**plain, **dict(words)}


@cache
def _number_words(language: Language) -> list[str]:
    words = texts_in(language)["challenge_numbers"]
    return [unicodedata.normalize("NFC", word.strip()) for word in words.split(",")]
