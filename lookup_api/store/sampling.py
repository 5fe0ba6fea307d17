"""Codes to try: of dossiers that changed lately, and of any others."""

from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lookup_api.domain.codes import Code, parse_code
from lookup_api.store.tables import DossierRow, EventRow


def sample_codes(session: Session, number: int, chance: Random) -> list[Code]:
    """Up to `number` codes of dossiers that the public may look up: half of them of the newest changes."""
    newest = select(EventRow.dossier_id).order_by(EventRow.number.desc()).limit(number)
    last = session.scalar(select(func.max(DossierRow.id))) or 0
    lately = list(dict.fromkeys(session.scalars(newest)))[: (number + 1) // 2]
    others = [chance.randint(1, last) for _ in range(number)] if last else []
    wanted = list(dict.fromkeys([*lately, *others]))
    query = select(DossierRow.id, DossierRow.code).where(DossierRow.id.in_(wanted), DossierRow.status.is_not(None))
    codes = {id_: code for id_, code in session.execute(query)}  # noqa: C416  (rows are no pairs to a type checker)
    return [parse_code(codes[id_]) for id_ in wanted if id_ in codes][:number]
