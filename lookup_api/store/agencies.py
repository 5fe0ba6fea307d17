"""The agencies that take part, and the codes they go by."""

from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode
from lookup_api.store.errors import AgencyNotKnown
from lookup_api.store.tables import AgencyRow


def find_agency(session: Session, code: AgencyCode) -> Agency | None:
    """The agency of this identifier, if it takes part."""
    row = session.get(AgencyRow, code.value)
    return _to_domain(row) if row else None


def list_agencies(session: Session) -> list[Agency]:
    """All agencies, by their identifier. A province has about a hundred."""
    return [_to_domain(row) for row in session.scalars(select(AgencyRow).order_by(AgencyRow.code))]


def save_agency(session: Session, agency: Agency) -> None:
    """Write the agency, new or changed."""
    session.merge(
        AgencyRow(
            code=agency.code.value,
            name=agency.name,
            address=agency.address,
            phone=agency.phone,
            also_codes=[code.value for code in agency.also_codes],
            local_code_pattern=agency.local_code_pattern,
        )
    )


def merge_agencies(session: Session, old: AgencyCode, new: AgencyCode) -> None:
    """Make `old` an older identifier of `new`, and so all that were older ones of `old`; AgencyNotKnown for either."""
    gone, stays = (find_agency(session, code) for code in (old, new))
    if gone is None or stays is None or old == new:
        raise AgencyNotKnown
    also = dict.fromkeys((*stays.also_codes, gone.code, *gone.also_codes))
    save_agency(session, replace(stays, also_codes=tuple(also)))
    session.execute(delete(AgencyRow).where(AgencyRow.code == old.value))


def _to_domain(row: AgencyRow) -> Agency:
    return Agency(
        code=AgencyCode(row.code),
        name=row.name,
        address=row.address,
        phone=row.phone,
        also_codes=tuple(map(AgencyCode, row.also_codes)),
        local_code_pattern=row.local_code_pattern,
    )
