"""Makes pages out of templates."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from markupsafe import Markup, escape

from lookup_api.domain.wording import status_name, status_sentence, what_to_do
from lookup_api.paper.words import amount
from lookup_api.web.design.headers import READS_PHOTOS
from lookup_api.web.design.look import make_templates
from lookup_api.web.design.shelf import Shelf
from lookup_api.web.desk import desk_of
from lookup_api.web.errors import retry_headers
from lookup_api.web.pages.language import language_choices, language_of, remember_language
from lookup_api.web.pages.texts import texts_in
from lookup_api.web.pages.words import day_in_words, moment_in_words

HERE = Path(__file__).parent
FILES = Shelf("/files", HERE / "files", {"photo_worker.js": READS_PHOTOS})
KEPT_NOWHERE = "no-store"


def paint(
    request: Request, template: str, *, status: int = 200, keep: str = KEPT_NOWHERE, **shown: Any
) -> HTMLResponse:
    """The page of `template` in the reader's language. `keep` is its Cache-Control: no cache may keep a page, unless
    it is the same for everybody with the same cookies.
    """
    language = language_of(request)
    page = _templates().get_template(template)
    html = page.render(
        language=language,
        texts=texts_in(language),
        languages=language_choices(request),
        here=request.url.path,
        facts=desk_of(request).facts.site,
        site_url=desk_of(request).facts.base_url,
        **shown,
    )
    response = HTMLResponse(html, status, {"Cache-Control": keep, **retry_headers(status)})
    if remember_language(request, response):
        response.headers["Cache-Control"] = KEPT_NOWHERE  # out of a cache it would not set the cookie again
    elif keep != KEPT_NOWHERE:
        response.headers["Vary"] = "Cookie"  # the language is in one
    return response


def dossier_url(printed: str) -> str:
    """The address of a dossier's page on this site."""
    return f"/ho-so/{quote(printed, safe='')}"


WHOLE_CODE = re.compile(r"[A-Z0-9.]+-[A-Z0-9]{6,8}-[A-Z0-9]{4,7}")


@cache
def _templates() -> Environment:
    templates = make_templates(HERE / "templates", FILES)
    templates.globals.update(
        day=day_in_words,
        moment=moment_in_words,
        money=amount,
        tel=_tel,
        unbroken=_unbroken,
        dossier_url=dossier_url,
        status_name=status_name,
        status_sentence=status_sentence,
        what_to_do=what_to_do,
    )
    templates.filters["codes_whole"] = _codes_whole
    return templates


def _codes_whole(sentence: str) -> Markup:
    """`sentence` with its dossier codes kept on one line each."""
    escaped = str(escape(sentence))  # as a plain str: Markup would escape what is put in
    return Markup(WHOLE_CODE.sub(r'<span class="whole">\g<0></span>', escaped))


def _tel(number: str) -> str:
    return "tel:" + re.sub(r"[^0-9+]", "", number)


def _unbroken(number: str) -> str:
    """A phone number that stays on one line."""
    return number.replace(" ", "\N{NO-BREAK SPACE}")
