"""The sheet of a procedure (phiếu hướng dẫn thủ tục): what to bring, how long it takes, what it costs, to take home."""

from dataclasses import dataclass
from datetime import datetime

from lookup_api.domain.procedure import Procedure
from lookup_api.domain.wording import Language


@dataclass(frozen=True, slots=True)
class ProcedureSheet:
    """Phiếu hướng dẫn thủ tục. `hotline` is "" where there is none; `printed_at` is aware UTC."""

    procedure: Procedure
    hotline: str
    language: Language
    printed_at: datetime
