"""Where the agencies' one-stop units are, as a dossier's page tells it; read from the database once a minute."""

import logging
from time import monotonic

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode, Code, DossierCode
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.store.agencies import list_agencies
from lookup_api.web.database import Database

READ_AGAIN_SECONDS = 60.0

log = logging.getLogger(__name__)


class Offices:
    """The agencies by all their identifiers; those known before when the database can't be asked."""

    def __init__(self) -> None:
        self._agencies: dict[AgencyCode, Agency] = {}
        self._listed: tuple[Agency, ...] = ()
        self._read_again_at = 0.0

    def find(self, code: Code, database: Database) -> Agency | None:
        """The agency that received the dossier, if its code says which and it takes part."""
        if not isinstance(code, DossierCode):
            return None
        self._read_in_time(database)
        return self._agencies.get(code.agency)

    def all(self, database: Database) -> tuple[Agency, ...]:
        """Every agency that takes part, once."""
        self._read_in_time(database)
        return self._listed

    def _read_in_time(self, database: Database) -> None:
        if monotonic() >= self._read_again_at:
            self._read(database)

    def _read(self, database: Database) -> None:
        self._read_again_at = monotonic() + READ_AGAIN_SECONDS
        try:
            with database.reading() as session:
                agencies = tuple(list_agencies(session))
        except LookupUnavailable:
            log.warning("the agencies could not be read")
            return
        self._listed = agencies
        self._agencies = {code: agency for agency in agencies for code in (agency.code, *agency.also_codes)}
