"""How the centre has a dossier, told so that the agency can say what is to be done about a difference."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.domain.update import Kind, StatusUpdate
from lookup_api.store.agencies import list_agencies
from lookup_api.store.dossiers import find_owned_dossier
from sync_ingest.admission import Directory
from sync_ingest.heartbeats import list_agents
from sync_ingest.reconciliation.facts import facts_of, is_agents
from sync_ingest.reconciliation.forms import VersionForm


def find_version(session: Session, owner: AgencyCode, code: str) -> VersionForm | None:
    """The centre's version of the owner's dossier under any of its codes; None when there is none of this owner, or
    nothing yet but other agencies' steps.
    """
    try:
        stored = find_owned_dossier(session, parse_code(code), owner)
    except CodeNotReadable:
        return None
    return version_of(stored.dossier) if stored and stored.dossier.owner == owner else None


def version_of(dossier: Dossier) -> VersionForm | None:
    """The dossier as it is told to its owner's agent; None when its owner has said nothing of it."""
    words = [update for update in dossier.updates if update.kind is not Kind.PROGRESS]
    if not words:
        return None
    numbers = [update.sequence for update in words if update.sequence is not None]
    return VersionForm(
        codes=sorted(_codes_of(dossier.updates)),
        is_known=dossier.is_known,
        by_agent=is_agents(words[-1].id),
        last_at=max(update.occurred_at for update in words),
        sequence=max(numbers, default=None),
        newest=dict(facts_of(dossier.records[-1], {})) if dossier.is_known else {},
        standing=dict(facts_of(_standing(dossier.records), {})) if dossier.is_known else {},
    )


def known_as(session: Session) -> Mapping[str, str]:
    """The present code of every agency, by each older one."""
    agencies = list_agencies(session)
    return {older.value: agency.code.value for agency in agencies for older in agency.also_codes}


def count_agents(session: Session, agency: AgencyCode) -> int:
    """How many agents speak for the agency, under whichever of its codes; those that were shut out do not."""
    directory = Directory.of(list_agencies(session))
    speak_for = (AgencyCode(agent.device.agency) for agent in list_agents(session) if agent.device.agency)
    return sum(directory.find(code) == agency for code in speak_for)


def _standing(records: Sequence[StatusUpdate]) -> StatusUpdate:
    """One record that states what was stated last of each fact."""
    whole = records[0]
    for record in records[1:]:
        whole = replace(
            record,
            procedure=record.procedure or whole.procedure,
            received_at=record.received_at or whole.received_at,
            due_at=record.due_at or whole.due_at,
            responsible=record.responsible or whole.responsible,
            missing=whole.missing if record.missing is None else record.missing,
            fee=whole.fee if record.fee is None else record.fee,
            hand_over=record.hand_over or whole.hand_over,
        )
    return whole


def _codes_of(updates: Sequence[StatusUpdate]) -> set[str]:
    return {code.printed for update in updates for code in (update.code, *update.aliases)}
