"""The slip that a citizen takes home: what the code alone tells, from the answer on the screen."""

from kiosk.languages.shelf import CATALOGUES
from kiosk.saying.telling import where
from lookup_api.contract import Answer
from lookup_api.domain.codes import parse_code
from lookup_api.domain.update import Responsible
from lookup_api.domain.wording import Language
from lookup_api.paper.slip import Slip


def slip_of(answer: Answer, language: Language, hotline: str) -> Slip:
    """The slip of an answer; the applicant is not on it, also when the screen names one."""
    who = answer.responsible
    return Slip(
        code=parse_code(answer.code),
        procedure=answer.procedure.name if answer.procedure else "",
        status=answer.status,
        responsible=Responsible(who.officer, who.unit, who.agency, who.phone) if who else None,
        due_at=answer.due_at,
        as_of=answer.as_of,
        hotline=hotline,
        missing=answer.missing,
        fee=answer.fee,
        language=language,
        sentence=where(answer, CATALOGUES[language]),
    )
