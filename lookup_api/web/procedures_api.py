"""The JSON API of the catalogue: which procedures there are, and what one asks for. Wire format: docs/catalogue.md."""

from datetime import date, datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from lookup_api.domain.procedure import BlankForm, Level, Procedure, TermUnit
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk
from lookup_api.web.unchanged import unless_known
from provisioning.problems import problem

router = APIRouter()
KEPT = "public, max-age=60"  # the same for everybody
JSON = "application/json"
MOST_LISTED = 2_000
LONGEST_WANTED = 200

LISTED_EXAMPLE: JsonDict = {
    "code": "1.001612",
    "name": "Đăng ký thành lập hộ kinh doanh",
    "field": "Đăng ký kinh doanh",
    "online": True,
}
FORM_EXAMPLE: JsonDict = {
    "name": "Giấy đề nghị đăng ký hộ kinh doanh",
    "file_name": "giay-de-nghi.docx",
    "media_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "size": 14_312,
    "url": "/thu-tuc/1.001612/mau/giay-de-nghi.docx?v=3f1c0a9d27be",
}
TEXT_EXAMPLE: JsonDict = {
    "title": "Nghị định về đăng ký doanh nghiệp",
    "number": "168/2025/NĐ-CP",
    "issued_on": "2025-06-30",
    "url": "",
}
WHOLE_EXAMPLE: JsonDict = {
    **LISTED_EXAMPLE,
    "term": 3,
    "term_unit": "working_days",
    "papers": [
        {"name": "Giấy đề nghị đăng ký hộ kinh doanh", "originals": 1, "certified_copies": 0, "photocopies": 0}
    ],
    "fee": 100_000,
    "result": "Giấy chứng nhận đăng ký hộ kinh doanh",
    "steps": ["Nộp hồ sơ tại bộ phận một cửa hoặc trên trang này.", "Nhận kết quả vào ngày hẹn."],
    "levels": ["commune"],
    "legal_texts": [TEXT_EXAMPLE],
    "forms": [FORM_EXAMPLE],
    "version": 2,
    "changed_at": "2026-11-24T03:00:00Z",
}


class ListedProcedure(BaseModel):
    """A procedure as a list tells of it."""

    code: str
    name: str
    field: str
    online: bool

    @classmethod
    def of(cls, procedure: Procedure) -> "ListedProcedure":
        """What a list tells of `procedure`."""
        return cls(**_reference(procedure))


class ProceduresAnswer(BaseModel):
    """A list of procedures; those that a search found are best first."""

    model_config = ConfigDict(json_schema_extra={"example": {"procedures": [LISTED_EXAMPLE]}})

    procedures: list[ListedProcedure]


class PaperAnswer(BaseModel):
    """A paper that is asked for, and how many of it."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    originals: int
    certified_copies: int
    photocopies: int


class LegalTextAnswer(BaseModel):
    """A legal text; "" and null where it is not known."""

    model_config = ConfigDict(from_attributes=True)

    title: str
    number: str
    issued_on: date | None
    url: str


class FormAnswer(BaseModel):
    """A form to download; `url` is its address on this site, `size` in bytes."""

    name: str
    file_name: str
    media_type: str
    size: int
    url: str


class ProcedureAnswer(ListedProcedure):
    """A whole procedure: `fee` in đồng, a term of 0 when none is set; `version` and `changed_at` are of its newest
    change, null when that is not known.
    """

    model_config = ConfigDict(json_schema_extra={"example": WHOLE_EXAMPLE})

    term: int
    term_unit: TermUnit
    papers: list[PaperAnswer]
    fee: int
    result: str
    steps: list[str]
    levels: list[Level]
    legal_texts: list[LegalTextAnswer]
    forms: list[FormAnswer]
    version: int | None
    changed_at: datetime | None


@router.get("/v1/procedures", response_model=ProceduresAnswer)
def get_procedures(
    request: Request,
    desk: AtDesk,
    tim: Annotated[str, Query(max_length=LONGEST_WANTED, examples=["dang ky ho kinh doanh"])] = "",
) -> Response:
    """All procedures by field and name; with `tim`, those that these words may mean, accents or not, best first."""
    desk.limits.admit_page(address_of(request))  # a long list, or a search
    catalogue = desk.catalogue.current()
    found = catalogue.search(tim).procedures if tim.strip() else catalogue.procedures
    answer = ProceduresAnswer(procedures=[ListedProcedure.of(each) for each in found[:MOST_LISTED]])
    return unless_known(request, Response(answer.model_dump_json(), media_type=JSON), KEPT)


@router.get("/v1/procedures/{code}", response_model=ProcedureAnswer)
def get_procedure(code: str, request: Request, desk: AtDesk) -> Response:
    """What one procedure asks for and promises, with the addresses of its forms."""
    catalogue = desk.catalogue.current()
    procedure = catalogue.by_code.get(code)
    if procedure is None:
        return problem(
            404, "procedure_not_found", "No procedure has this code.", "Không có thủ tục mang mã này trong danh mục."
        )
    change = catalogue.changes.get(code)
    answer = ProcedureAnswer(
        **_reference(procedure),
        term=procedure.term,
        term_unit=procedure.term_unit,
        papers=[PaperAnswer.model_validate(paper) for paper in procedure.papers],
        fee=procedure.fee,
        result=procedure.result,
        steps=list(procedure.steps),
        levels=list(procedure.levels),
        legal_texts=[LegalTextAnswer.model_validate(text) for text in procedure.legal_texts],
        forms=[_form(procedure, form) for form in procedure.forms],
        version=change.version if change else None,
        changed_at=change.at if change else None,
    )
    return unless_known(request, Response(answer.model_dump_json(), media_type=JSON), KEPT)


def form_url(procedure: Procedure, form: BlankForm) -> str:
    """The address of a form on this site; it changes with the content, so that what is there never does."""
    code, name = quote(procedure.ref.code, safe=""), quote(form.file_name, safe="")
    return f"/thu-tuc/{code}/mau/{name}?v={form.sha256[:12]}"


def _reference(procedure: Procedure) -> dict[str, str | bool]:
    ref = procedure.ref
    return {"code": ref.code, "name": ref.name, "field": ref.field, "online": procedure.online}


def _form(procedure: Procedure, form: BlankForm) -> FormAnswer:
    return FormAnswer(
        name=form.name,
        file_name=form.file_name,
        media_type=form.media_type,
        size=form.size,
        url=form_url(procedure, form),
    )
