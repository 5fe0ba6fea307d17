"""What the back-office works with, and the counter at which one clerk works."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.agency import Agency
from lookup_api.domain.update import Responsible
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.worklist import Worklist
from provisioning.clock import utc_now
from provisioning.people import Person
from sync_ingest.saving import Desk


@dataclass(frozen=True, slots=True)
class PrintedFacts:
    """What every receipt says alike. `look_up_url` is the public page's address, and the start of the QR's text."""

    place: str
    look_up_url: str
    sms_number: str
    hotline: str


@dataclass(frozen=True)
class Office:
    """The back-office of one server; main.py fills it. On SQLite `reads` never wait for a writer.

    Where an agency's own software gives out codes too, `first_serial` keeps its numbers and ours apart. `attachments`
    is what citizens sent with what they filed online; None where nothing is.
    """

    reads: sessionmaker[Session]
    writes: sessionmaker[Session]
    desk: Desk
    printed: PrintedFacts
    first_serial: int = 1
    attachments: AttachmentFolder | None = None
    clock: Callable[[], datetime] = utc_now


@dataclass(frozen=True, slots=True)
class Counter:
    """Quầy: a clerk at work for an agency at this moment (aware UTC). `token` is the browser's sign-in."""

    office: Office
    person: Person
    agency: Agency
    now: datetime
    token: str = field(repr=False)

    @property
    def worklist(self) -> Worklist:
        """What waits at the agency."""
        return Worklist(self.agency, self.now)

    @property
    def clerk(self) -> Responsible:
        """The clerk as the one responsible for a dossier."""
        return Responsible(self.person.name, self.person.unit, self.agency.name, self.agency.phone)
