"""The catalogue of procedures."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from lookup_api.domain.procedure import Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.store.tables import ProcedureRow


def find_procedure(session: Session, code: str) -> Procedure | None:
    """The procedure of this national code, if it is in the catalogue."""
    row = session.get(ProcedureRow, code)
    return _to_domain(row) if row else None


def list_procedures(session: Session) -> list[Procedure]:
    """The whole catalogue, by field and name."""
    query = select(ProcedureRow).order_by(ProcedureRow.field, ProcedureRow.name)
    return [_to_domain(row) for row in session.scalars(query)]


def save_procedure(session: Session, procedure: Procedure) -> None:
    """Write the procedure, new or changed."""
    session.merge(
        ProcedureRow(
            code=procedure.ref.code,
            name=procedure.ref.name,
            field=procedure.ref.field,
            term=procedure.term,
            term_unit=procedure.term_unit.value,
            papers=[asdict(paper) for paper in procedure.papers],
            fee=procedure.fee,
        )
    )


def _to_domain(row: ProcedureRow) -> Procedure:
    return Procedure(
        ref=ProcedureRef(row.code, row.name, row.field),
        term=row.term,
        term_unit=TermUnit(row.term_unit),
        papers=tuple(Paper(**paper) for paper in row.papers),
        fee=row.fee,
    )
