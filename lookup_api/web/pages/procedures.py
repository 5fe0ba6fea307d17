"""The catalogue of procedures: by field, by search, one by one, with the forms to download (article 4.4)."""

from hashlib import sha256
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from lookup_api.domain.procedure import BlankForm, Procedure
from lookup_api.domain.wording import Language
from lookup_api.web.callers import address_of
from lookup_api.web.catalogue import Catalogue
from lookup_api.web.desk import AtDesk
from lookup_api.web.pages import procedure_words
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.paint import paint
from lookup_api.web.procedures_api import LONGEST_WANTED, form_url
from lookup_api.web.search import mark, words_of
from lookup_api.web.unchanged import unless_known

router = APIRouter(include_in_schema=False)
KEPT = "private, max-age=60"  # as long as the catalogue itself is kept
FOR_EVER = "public, max-age=31536000, immutable"  # a form's address changes with its content
ASK_AGAIN = "public, no-cache"
MOST_SHOWN = 50


@router.get("/thu-tuc")
def get_procedures(request: Request, desk: AtDesk, tim: str = "") -> Response:
    """The fields; with `tim`, what these words may mean."""
    catalogue, wanted = desk.catalogue.current(), " ".join(tim.split())[:LONGEST_WANTED]
    if not words_of(wanted):
        return _page(request, "procedures.html", fields=catalogue.fields, wanted=wanted)
    desk.limits.admit_page(address_of(request))
    found = catalogue.search(wanted)
    return _page(
        request,
        "procedures_found.html",
        wanted=wanted,
        fields=catalogue.fields,
        count=len(found.procedures),
        procedures=found.procedures[:MOST_SHOWN],
        words=found.words,
    )


@router.get("/thu-tuc/linh-vuc/{slug}")
def get_field(slug: str, request: Request, desk: AtDesk) -> Response:
    """The procedures of one field."""
    catalogue = desk.catalogue.current()
    field = catalogue.field(slug)
    if field is None:
        return _missing(request, catalogue)
    return _page(request, "procedures_field.html", field=field, wanted="")


@router.get("/thu-tuc/{code}")
def get_procedure(code: str, request: Request, desk: AtDesk) -> Response:
    """What one procedure asks for and promises."""
    catalogue = desk.catalogue.current()
    procedure = catalogue.by_code.get(code)
    if procedure is None:
        return _missing(request, catalogue)
    change = catalogue.changes.get(code)
    field = catalogue.field_of(procedure)
    return _page(request, "procedure.html", procedure=procedure, field=field, change=change)


@router.get("/thu-tuc/{code}/mau/{name}")
def get_form(code: str, name: str, request: Request, desk: AtDesk) -> Response:
    """A form to download. `v` in its address is how its content's hash begins: who has that need never ask again."""
    catalogue = desk.catalogue.current()
    form = _form(catalogue.by_code.get(code), name)
    content = desk.catalogue.content_of(code, name) if form else None
    if form is None or content is None:
        return _missing(request, catalogue)
    digest, version = sha256(content).hexdigest(), request.query_params.get("v")
    attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    answer = Response(content, media_type=form.media_type, headers=attached)
    return unless_known(request, answer, FOR_EVER if version and digest.startswith(version) else ASK_AGAIN)


def _form(procedure: Procedure | None, name: str) -> BlankForm | None:
    forms = procedure.forms if procedure else ()
    return next((form for form in forms if form.file_name == name), None)


def _missing(request: Request, catalogue: Catalogue) -> Response:
    return paint(request, "procedures_missing.html", status=404, fields=catalogue.fields, wanted="", **_words(request))


def _page(request: Request, template: str, **shown: Any) -> Response:
    return paint(request, template, keep=KEPT, **_words(request), **shown)


def _words(request: Request) -> dict[str, Any]:
    """What the templates of this room say with."""
    language = language_of(request)
    return {
        "say": procedure_words,
        "mark": mark,
        "form_url": form_url,
        "procedure_url": lambda procedure: f"/thu-tuc/{quote(procedure.ref.code, safe='')}",
        "vi": "" if language is Language.VI else Markup(' lang="vi"'),
    }
