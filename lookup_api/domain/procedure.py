"""A procedure of the catalogue (thủ tục hành chính): what it asks of a citizen."""

from dataclasses import dataclass
from enum import StrEnum

from lookup_api.domain.receipt import Paper


class TermUnit(StrEnum):
    """How a term is counted: in working days of eight hours, or in calendar days."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


@dataclass(frozen=True, slots=True)
class ProcedureRef:
    """Thủ tục hành chính as a dossier names it: national code, name and field (lĩnh vực)."""

    code: str
    name: str
    field: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure of the catalogue: the papers it asks for, its statutory term and its fee in đồng."""

    ref: ProcedureRef
    term: int
    term_unit: TermUnit
    papers: tuple[Paper, ...]
    fee: int
