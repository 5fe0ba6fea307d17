"""What is told of a dossier, read from the database at the moment of telling; personal data are opened here only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode, Code, parse_code
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.dossier import Dossier
from lookup_api.store.agencies import find_agency
from lookup_api.store.applicants import find_applicant
from lookup_api.store.dossiers import StoredDossier, find_dossier_numbered
from lookup_api.store.sealing import Sealer
from sync_ingest.national.kept import find_kept, list_kept_steps
from sync_ingest.national.write import Telling
from sync_ingest.portal.lanes.queue import Lane, list_told_steps


@dataclass(frozen=True, slots=True)
class Names:
    """What agencies are called at the portal (`madonvi`), where it is not our code; and what stands in fields of which
    nobody knows anything.
    """

    agencies: Mapping[AgencyCode, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)

    def of(self, agency: AgencyCode) -> str:
        """What the portal calls `agency`."""
        return self.agencies.get(agency, agency.value)


@dataclass(frozen=True, slots=True, repr=False)
class Task:
    """One dossier to tell, as it stands at `version`, and the hashes of its steps that were told before. `telling` is
    None when there is nothing to tell.
    """

    lane: Lane
    version: int
    telling: Telling | None
    told: frozenset[str]


def load(session: Session, lane: Lane, sealer: Sealer, names: Names) -> Task:
    """What is to be told now in this lane; SealBroken when the keys do not fit."""
    stored = find_dossier_numbered(session, lane.dossier_id)
    if stored is None or lane.code not in stored.codes:  # it has become one with another dossier
        return Task(lane, NO_MORE, None, frozenset())
    dossier = stored.dossier
    told = frozenset(list_told_steps(session, lane.dossier_id))
    if not (dossier.is_known or dossier.is_deleted):  # steps of others wait for its owner's word
        return Task(lane, dossier.version, None, told)
    return Task(lane, dossier.version, _telling(lane, stored, Seals(session, sealer), names), told)


NO_MORE = 2**31 - 1
"""The version of a dossier that is no more: nothing of it will come."""


@dataclass(frozen=True, slots=True, repr=False)
class Seals:
    """Opens what a dossier's telling needs of personal data."""

    session: Session
    sealer: Sealer

    def applicant(self, stored: StoredDossier) -> Applicant | None:
        """The person behind the dossier."""
        return find_applicant(self.session, stored.id, self.sealer)

    def kept(self, dossier: Dossier) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The record that the owner pushed in the national format, under any of the dossier's codes, and its steps."""
        for code in _codes(dossier):
            if record := find_kept(self.session, dossier.owner, code, self.sealer):
                return record, list_kept_steps(self.session, dossier.owner, code, self.sealer)
        return {}, []


def _telling(lane: Lane, stored: StoredDossier, seals: Seals, names: Names) -> Telling:
    dossier = stored.dossier
    kept, kept_steps = seals.kept(dossier)
    return Telling(
        code=parse_code(lane.code) if lane.is_there else dossier.code,
        dossier=dossier,
        agency=find_agency(seals.session, dossier.owner) or Agency(dossier.owner, dossier.owner.value),
        due_at=stored.due_at,
        applicant=seals.applicant(stored),
        kept=kept,
        kept_steps=kept_steps,
        usual=names.usual,
    )


def _codes(dossier: Dossier) -> list[Code]:
    """All codes of the dossier, its own first."""
    others = (code for update in dossier.updates for code in (update.code, *update.aliases))
    return list(dict.fromkeys((dossier.code, *others)))
