"""What a profile tells of its field (lĩnh vực): its procedures, the usual steps with their units, its hand-overs.

Data that a province can read, check and change; nothing of it is code. The procedures are used as well: a department
that keeps its own key of a procedure, or no name, is told apart by them.
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status


class Part(BaseModel):
    """A part of a profile: a misspelt name in it is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldProcedure(Part):
    """One procedure (thủ tục hành chính) of the field, as the national database of procedures names it.

    `words` are the keys that the department's software uses for it. `to_check` marks what differs between provinces, or
    has changed lately: whoever installs the profile compares it with the province's own list.
    """

    code: str = Field(pattern=r"^[0-9]\.[0-9]{6}(\.[0-9A-Z.]+)?$|^TTHC\.[A-Z0-9.]+$")
    name: str = Field(min_length=1)
    words: tuple[str, ...] = ()
    to_check: bool = False


class UsualStep(Part):
    """One usual step of the work: the unit that does it, the status that it stands for, and its term in working hours
    (eight are a day), None where it has none of its own.
    """

    name: str = Field(min_length=1)
    unit: str = Field(min_length=1)
    status: Status
    hours: int | None = Field(default=None, gt=0)


class UsualHandOver(Part):
    """Liên thông: which agency (`to`, a word of a feed's `agencies`) a dossier is handed to, for what, and its term
    there in working hours.
    """

    to: Annotated[str, BeforeValidator(str)] = Field(min_length=1)
    purpose: str = Field(min_length=1)
    hours: int | None = Field(default=None, gt=0)


class FieldFacts(Part):
    """What a profile tells of its field. `article` is where Decision 60/2014/QĐ-UBND names the system."""

    article: str = Field(default="", pattern=r"^(|[0-9]+(\.[0-9]+)?(\.[a-zđ])?)$")
    field: str = ""
    procedures: tuple[FieldProcedure, ...] = ()
    steps: tuple[UsualStep, ...] = ()
    hand_overs: tuple[UsualHandOver, ...] = ()

    def procedures_by_word(self) -> dict[str, ProcedureRef]:
        """The procedures by each of their keys, and by their national code. Keys as the profile writes them."""
        return {
            word: ProcedureRef(one.code, one.name, self.field)
            for one in self.procedures
            for word in (one.code, *one.words)
        }
