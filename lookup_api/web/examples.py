"""What /v1/openapi.json says beside what FastAPI finds in the code: a line for each address, an example of what it
answers, and every way in which it may fail.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from lookup_api.admission import ADMISSION
from lookup_api.catalogue_contract import CataloguePage
from lookup_api.domain.errors import (
    ChallengeRequired,
    CodeNotReadable,
    DossierNotFound,
    LookupFailure,
    LookupUnavailable,
    NumberNotReadable,
    SeveralCodes,
    TooManyRequests,
)
from lookup_api.domain.procedure import Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language, status_name
from lookup_api.web.errors import failure_problem

JSON = "application/json"
PROBLEM = "application/problem+json"
NOT_OURS = "422"  # FastAPI's own, which no address of ours answers with

DOSSIER: dict[str, Any] = {
    "code": "H53.19-261102-0001",
    "procedure": {
        "code": "1.001612",
        "name": "Đăng ký thành lập hộ kinh doanh",
        "field": "Đăng ký kinh doanh",
    },
    "status": 4,
    "responsible": {
        "officer": "Lê Thị Mẫu",
        "unit": "Phòng Kinh tế",
        "agency": "UBND thành phố Tây Ninh",
        "phone": "0276 3000 000",
    },
    "received_at": "2026-11-02T01:30:00Z",
    "due_at": "2026-11-05T10:00:00Z",
    "completed_at": None,
    "timeliness": "within_term",
    "steps": [
        {
            "at": "2026-11-02T01:30:00Z",
            "status": 2,
            "officer": "Trần Văn Mẫu",
            "unit": "Bộ phận một cửa",
            "agency": "UBND thành phố Tây Ninh",
            "note": "",
        }
    ],
    "missing": [],
    "fee": 100_000,
    "applicant": None,
    "version": 3,
    "as_of": "2026-11-03T02:15:00Z",
    "status_text": {language.value: status_name(Status.PROCESSING, language) for language in Language},
}

PROCEDURE = Procedure(
    ProcedureRef("1.001612", "Đăng ký thành lập hộ kinh doanh", "Đăng ký kinh doanh"),
    3,
    TermUnit.WORKING_DAYS,
    (Paper("Giấy đề nghị đăng ký hộ kinh doanh", originals=1),),
    100_000,
    also_called=("mở quán",),
)
CATALOGUE = CataloguePage(procedures=(PROCEDURE,)).model_dump(mode="json")
WISHES = (CodeNotReadable, SeveralCodes, DossierNotFound, TooManyRequests, LookupUnavailable)
NOTICES = (NumberNotReadable, *WISHES)
LOOKING_UP = (CodeNotReadable, SeveralCodes, DossierNotFound, TooManyRequests, ChallengeRequired, LookupUnavailable)


@dataclass(frozen=True, slots=True)
class Described:
    """One address: what it is for, how it may fail, and an example where its model has none."""

    summary: str
    failures: Sequence[type[LookupFailure]] = ()
    example: dict[str, Any] | None = None
    method: str = "get"
    status: str = "200"


DESCRIBED = {
    "/v1/dossiers/{code}": Described("Where a dossier stands", LOOKING_UP, DOSSIER),
    "/v1/site": Described("The offices: hotline, SMS number, addresses, kiosks"),
    "/v1/procedures": Described("Procedures, found by their words", (LookupUnavailable,)),
    "/v1/procedures/{code}": Described("One procedure: papers, term, fee, forms", (LookupUnavailable,)),
    "/v1/catalogue": Described("Whole procedures, page by page", (LookupUnavailable,), CATALOGUE),
    ADMISSION: Described("Whether the centre is there and lets a device in", (TooManyRequests,)),
    "/v1/notices": Described("Ask a number whether it wants to be told by SMS", NOTICES, method="post", status="202"),
    "/v1/ratings": Described("Count a rating", (TooManyRequests, LookupUnavailable), method="post", status="202"),
    "/v1/differences": Described(
        "Report that another channel says something else", WISHES, method="post", status="202"
    ),
}


def describe(app: FastAPI) -> None:
    """Let the description of `app` say what DESCRIBED says."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        whole = made()  # FastAPI keeps what it has made once: saying it again changes nothing
        for path, described in DESCRIBED.items():
            if path in whole["paths"]:
                _add(described, whole["paths"][path][described.method])
        return whole

    app.openapi = openapi  # type: ignore[method-assign]  # the way that FastAPI's own documentation shows


def _add(described: Described, operation: dict[str, Any]) -> None:
    operation["summary"] = described.summary
    responses = operation["responses"]
    responses.pop(NOT_OURS, None)
    if described.example:
        responses[described.status]["content"][JSON]["example"] = described.example
    for failure in described.failures:
        problem = json.loads(bytes(failure_problem(failure()).body))
        told = responses.setdefault(str(problem["status"]), {"description": "", "content": {PROBLEM: {"examples": {}}}})
        told["content"][PROBLEM]["examples"][failure.code] = {"value": problem}
        told["description"] = " / ".join(told["content"][PROBLEM]["examples"])
