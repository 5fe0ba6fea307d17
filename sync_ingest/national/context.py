"""What reading a push needs to know beside its items."""

import logging
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode
from lookup_api.store.agencies import list_agencies
from sync_ingest.national.facts import folded
from sync_ingest.national.questions import names_for
from sync_ingest.national.read import Context

log = logging.getLogger(__name__)


def context_of(session: Session, sender: AgencyCode, items: Iterable[Any], came_at: datetime) -> Context:
    """For items that `sender` sent and that came at `came_at` (aware UTC), with nothing said yet of their dossiers."""
    agencies = list_agencies(session)
    agency = next((each for each in agencies if each.code == sender), None)
    return Context(
        sender,
        came_at,
        procedures=names_for(session, items),
        local_form=_local_form(agency) if agency else None,
        agencies=_by_name(agencies),
    )


def _by_name(agencies: Iterable[Agency]) -> dict[str, AgencyCode]:
    """The agencies by their names; a name that two of them have is nobody's."""
    named = [(folded(each.name), each.code) for each in agencies]
    times = Counter(name for name, _ in named)
    return {name: code for name, code in named if times[name] == 1}


def _local_form(agency: Agency) -> re.Pattern[str] | None:
    """The form of the agency's own codes; one that is no regular expression counts as none."""
    try:
        return re.compile(agency.local_code_pattern, re.IGNORECASE) if agency.local_code_pattern else None
    except re.error:
        log.error("%s: its form of local codes is no regular expression", agency.code)
        return None
