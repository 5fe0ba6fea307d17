"""The serial in a dossier's code: one counter an agency and day, in the database, so that several servers share it."""

from datetime import date
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lookup_api.domain.calendar import local_day
from lookup_api.domain.codes import AgencyCode, DossierCode
from lookup_api.store.dossiers import find_dossier
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.tables import SerialRow

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def next_serial(session: Session, agency: AgencyCode, day: date, first: int = 1) -> int:
    """The next serial of `agency` on `day` (a day in Viet Nam), counted from `first`; one statement raises it.

    The counter's row stays locked until the commit, so two receptions at once queue up; one that is rolled back
    gives its serial back.
    """
    insert = INSERTS[session.get_bind().dialect.name](SerialRow)
    raised = insert.values(agency=agency.value, day=day, last=first).on_conflict_do_update(
        index_elements=[SerialRow.agency, SerialRow.day], set_={"last": SerialRow.last + 1}
    )
    serial: int = session.execute(raised.returning(SerialRow.last)).scalar_one()
    return serial


def next_code(session: Session, counter: Counter) -> DossierCode:
    """The next free code of the counter's agency today."""
    return next_free_code(session, counter.agency.code, local_day(counter.now), counter.office.first_serial)


def next_free_code(session: Session, agency: AgencyCode, day: date, first: int = 1) -> DossierCode:
    """A code that no dossier has: a department's own software may have given out serials of the same day. `first` as
    for next_serial.
    """
    while True:
        serial = next_serial(session, agency, day, first)
        code = DossierCode.parse(f"{agency}-{day:%y%m%d}-{serial:04}")
        if find_dossier(session, code) is None:
            return code
