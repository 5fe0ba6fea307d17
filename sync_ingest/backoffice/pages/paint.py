"""Makes the clerks' pages out of templates, and answers what went wrong with a page that says so."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi.responses import HTMLResponse
from jinja2 import Environment

from lookup_api.domain.wording import Language, status_name
from lookup_api.paper.words import amount
from lookup_api.web.design.look import make_templates
from provisioning.people import csrf_token
from sync_ingest.backoffice import words
from sync_ingest.backoffice.office import Counter

HERE = Path(__file__).parents[1]
STYLE = HERE / "files" / "backoffice.css"
NO_STORE = {"Cache-Control": "no-store"}


def paint(template: str, counter: Counter | None, shown: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """The page of `template` for this counter, None for nobody signed in; no cache may keep it."""
    csrf = csrf_token(counter.token) if counter else ""
    page = _templates().get_template(template).render({"counter": counter, "csrf": csrf, **shown})
    return HTMLResponse(page, status, NO_STORE)


def dossier_url(printed: str) -> str:
    """The address of a dossier's page."""
    return f"/bo/dossiers/{quote(printed, safe='')}"


def take_url(printed: str) -> str:
    """The address of the form that takes what was filed online under this code."""
    return f"/bo/filings/{quote(printed, safe='')}/take"


@cache
def _templates() -> Environment:
    templates = make_templates(HERE / "templates")
    templates.globals.update(
        language=Language.VI,
        texts={"product": "Một Cửa"},
        style=f"/bo/backoffice.css?{sha256(STYLE.read_bytes()).hexdigest()[:12]}",
        day=words.day,
        short_day=words.short_day,
        moment=words.moment,
        act_of=words.act_of,
        tones=words.TONES,
        term=words.term_in_words,
        money=lambda dong: amount(dong, Language.VI),
        status_name=lambda status: status_name(status, Language.VI),
        dossier_url=dossier_url,
    )
    return templates
