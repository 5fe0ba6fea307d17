"""The slip (phiếu in tại kiosk): what a citizen takes home from a look-up."""

from dataclasses import dataclass
from datetime import datetime

from lookup_api.domain.codes import Code
from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible
from lookup_api.domain.wording import Language


@dataclass(frozen=True, slots=True)
class Slip:
    """Phiếu in tại kiosk. It holds only what the code alone tells, so that a slip left behind gives nobody away.

    Times are aware UTC; `due_at` None means that no date was promised; `as_of` is when the centre said so; `fee` is in
    đồng; `missing` are the papers that are awaited. `sentence` says where the dossier is, and by default what its
    status says alone.
    """

    code: Code
    procedure: str
    status: Status
    responsible: Responsible | None
    due_at: datetime | None
    as_of: datetime
    hotline: str
    missing: tuple[str, ...] = ()
    fee: int | None = None
    language: Language = Language.VI
    sentence: str = ""
