"""What kiosk tests are made of: answers, questions and states that state only what matters."""

from datetime import UTC, datetime
from typing import Any

from kiosk.question import Question
from lookup_api.contract import Answer, ProcedureAnswer, ResponsibleAnswer, StepAnswer
from lookup_api.domain.codes import DossierCode
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.procedure import Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper, ReceiptSecret
from lookup_api.domain.status import Status

CODE = "H53.19-261116-0042"
NOON = datetime(2026, 11, 24, 3, 42, tzinfo=UTC)
OFFICER = "Nguyễn Thị Bích Ngọc"


def a_question(code: str = CODE, secret: str | None = None) -> Question:
    """A question for one dossier."""
    return Question(DossierCode.parse(code), ReceiptSecret.parse(secret) if secret else None)


def a_procedure(**stated: Any) -> Procedure:
    """A procedure of the catalogue with three papers."""
    usual: dict[str, Any] = {
        "ref": ProcedureRef("1.004193", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Xây dựng"),
        "term": 15,
        "term_unit": TermUnit.WORKING_DAYS,
        "papers": (
            Paper("Đơn đề nghị cấp giấy phép xây dựng", originals=1),
            Paper("Giấy chứng nhận quyền sử dụng đất", certified_copies=1),
            Paper("Bản vẽ thiết kế xây dựng", originals=2),
        ),
        "fee": 75_000,
    }
    return Procedure(**(usual | stated))


def a_step(day: int, status: Status, unit: str = "Bộ phận một cửa") -> StepAnswer:
    """One line of a timeline, in November 2026."""
    return StepAnswer(
        at=datetime(2026, 11, day, 2, 15, tzinfo=UTC),
        status=status,
        officer=OFFICER,
        unit=unit,
        agency="UBND phường Long Hoa",
        note="",
    )


def an_answer(**stated: Any) -> Answer:
    """A dossier in progress, due in three days."""
    usual: dict[str, Any] = {
        "code": CODE,
        "procedure": ProcedureAnswer(
            code="1.004193", name="Cấp giấy phép xây dựng nhà ở riêng lẻ", field="Xây dựng"
        ),
        "status": Status.PROCESSING,
        "responsible": ResponsibleAnswer(
            officer=OFFICER,
            unit="Phòng Kinh tế, Hạ tầng và Đô thị",
            agency="UBND phường Long Hoa",
            phone="0276 3841 234",
        ),
        "received_at": datetime(2026, 11, 16, 2, 15, tzinfo=UTC),
        "due_at": datetime(2026, 11, 27, 10, 0, tzinfo=UTC),
        "completed_at": None,
        "timeliness": Timeliness.WITHIN_TERM,
        "steps": (
            a_step(16, Status.RECEIVED),
            a_step(17, Status.PROCESSING, "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ),
        "missing": (),
        "fee": 75_000,
        "applicant": None,
        "version": 4,
        "as_of": NOON,
    }
    return Answer(**(usual | stated))
