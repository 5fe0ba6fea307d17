"""A procedure of the catalogue (thủ tục hành chính): what it asks of a citizen, and what it promises."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lookup_api.domain.receipt import Paper


class TermUnit(StrEnum):
    """How a term is counted: in working days of eight hours, or in calendar days."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class Level(StrEnum):
    """Cấp: where a procedure is handed in."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class ProcedureRef:
    """Thủ tục hành chính as a dossier names it: national code, name and field (lĩnh vực)."""

    code: str
    name: str
    field: str


@dataclass(frozen=True, slots=True)
class LegalText:
    """Căn cứ pháp lý: a text that the procedure rests on. `number` is "168/2025/NĐ-CP"; what is "" is not known."""

    title: str
    number: str = ""
    issued_on: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """Mẫu đơn: a form to download and fill in. `size` is in bytes; `sha256` (hex) changes with the content."""

    name: str
    file_name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure of the catalogue: the papers it asks for, its statutory term (0: none is set) and its fee in đồng.

    `also_called` are words by which people look for it ("sổ đỏ"), `steps` paragraphs that say how it is done, `result`
    what one gets, `levels` where it is handed in; `online` says whether it may be filed on this site.
    """

    ref: ProcedureRef
    term: int
    term_unit: TermUnit
    papers: tuple[Paper, ...]
    fee: int
    also_called: tuple[str, ...] = ()
    result: str = ""
    steps: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    legal_texts: tuple[LegalText, ...] = ()
    forms: tuple[BlankForm, ...] = ()
    online: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureChange:
    """That a procedure came into the catalogue (version 1) or was changed, at an aware UTC time; `what` names the
    fields of Procedure that changed.
    """

    version: int
    at: datetime
    what: tuple[str, ...] = ()
