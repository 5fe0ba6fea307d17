"""The catalogue of procedures, the forms that belong to it, and what changed in it when."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lookup_api.domain.procedure import (
    BlankForm,
    LegalText,
    Level,
    Procedure,
    ProcedureChange,
    ProcedureRef,
    TermUnit,
)
from lookup_api.domain.receipt import Paper
from lookup_api.store.tables import ProcedureChangeRow, ProcedureFormRow, ProcedureRow

FIELDS = tuple(field.name for field in fields(Procedure))


def find_procedure(session: Session, code: str) -> Procedure | None:
    """The procedure of this national code, if it is in the catalogue."""
    row = session.get(ProcedureRow, code)
    return _to_domain(row) if row else None


def list_procedures(session: Session) -> list[Procedure]:
    """The whole catalogue, by field and name."""
    query = select(ProcedureRow).order_by(ProcedureRow.field, ProcedureRow.name)
    return [_to_domain(row) for row in session.scalars(query)]


def save_procedure(session: Session, procedure: Procedure) -> None:
    """Write the procedure, new or changed. The content of its forms is `save_forms`'."""
    document = asdict(procedure)
    document |= document.pop("ref")
    for text in document["legal_texts"]:
        text["issued_on"] = text["issued_on"] and text["issued_on"].isoformat()
    session.merge(ProcedureRow(**document))


def save_forms(session: Session, code: str, contents: Mapping[str, bytes]) -> None:
    """Let the forms to download of the procedure be these, by file name; others that it had are dropped."""
    session.execute(delete(ProcedureFormRow).where(ProcedureFormRow.procedure_code == code))
    session.add_all(ProcedureFormRow(procedure_code=code, file_name=name, content=it) for name, it in contents.items())
    session.flush()


def find_form(session: Session, code: str, file_name: str) -> bytes | None:
    """The content of the procedure's form of this file name, if there is one."""
    row = session.get(ProcedureFormRow, (code, file_name))
    return row.content if row else None


def change_procedure(session: Session, procedure: Procedure, contents: Mapping[str, bytes], now: datetime) -> bool:
    """Write the procedure and its forms' contents as `save_procedure` and `save_forms` do, and write down what changed.
    False when all was so already.
    """
    code = procedure.ref.code
    before = find_procedure(session, code)
    if before == procedure:
        return False
    what = [name for name in FIELDS if before and getattr(before, name) != getattr(procedure, name)]
    save_procedure(session, procedure)
    session.flush()
    save_forms(session, code, contents)
    versions = select(func.max(ProcedureChangeRow.version)).where(ProcedureChangeRow.procedure_code == code)
    version = (session.scalar(versions) or 0) + 1
    session.add(ProcedureChangeRow(procedure_code=code, version=version, at=now, what=what))
    session.flush()
    return True


def newest_changes(session: Session) -> dict[str, ProcedureChange]:
    """Of each procedure, by its code, the change that made it what it is."""
    query = select(ProcedureChangeRow).order_by(ProcedureChangeRow.version)
    return {row.procedure_code: _to_change(row) for row in session.scalars(query)}


def list_changes(session: Session, code: str) -> list[ProcedureChange]:
    """What changed in one procedure, oldest first."""
    query = select(ProcedureChangeRow).where(ProcedureChangeRow.procedure_code == code)
    return [_to_change(row) for row in session.scalars(query.order_by(ProcedureChangeRow.version))]


def _to_domain(row: ProcedureRow) -> Procedure:
    return Procedure(
        ref=ProcedureRef(row.code, row.name, row.field),
        term=row.term,
        term_unit=TermUnit(row.term_unit),
        papers=tuple(Paper(**paper) for paper in row.papers),
        fee=row.fee,
        also_called=tuple(row.also_called),
        result=row.result,
        steps=tuple(row.steps),
        levels=tuple(map(Level, row.levels)),
        legal_texts=tuple(map(_to_legal_text, row.legal_texts)),
        forms=tuple(BlankForm(**form) for form in row.forms),
        online=row.online,
    )


def _to_legal_text(document: dict[str, Any]) -> LegalText:
    day = document["issued_on"]
    return LegalText(**{**document, "issued_on": day and date.fromisoformat(day)})


def _to_change(row: ProcedureChangeRow) -> ProcedureChange:
    return ProcedureChange(row.version, row.at, tuple(row.what))
