"""What came in the national format, whole: every field of a dossier's last record and of each of its steps, sealed.

What the citizen is shown is made of a few of these fields; all the others are here and not lost.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode, Code
from lookup_api.store.sealing import Sealer
from sync_ingest.national.tables import KeptRow

RECORD = "record"
Part = tuple[str, str]
"""A dossier's code as printed, and RECORD or the id of the update that a step became."""


def find_kept(session: Session, agency: AgencyCode, code: Code, sealer: Sealer) -> dict[str, Any] | None:
    """The last record that the agency pushed of a dossier under this code, with every field as it came: personal data
    is in it. None when it never did; SealBroken when the keys do not fit.
    """
    row = session.get(KeptRow, (agency.value, code.printed, RECORD))
    return json.loads(sealer.open(row.sealed)) if row else None


def list_kept_steps(session: Session, agency: AgencyCode, code: Code, sealer: Sealer) -> list[dict[str, Any]]:
    """The steps that the agency pushed of a dossier under this code, in the order in which they came first."""
    query = select(KeptRow.sealed).where(KeptRow.agency == agency.value, KeptRow.code == code.printed)
    rows = session.scalars(query.where(KeptRow.part != RECORD).order_by(KeptRow.kept_at, KeptRow.part))
    return [json.loads(sealer.open(sealed)) for sealed in rows]


def lock_records(session: Session, agency: AgencyCode, codes: Collection[str], sealer: Sealer) -> dict[str, str]:
    """The text of the last record under each of these printed codes, locked until the commit; codes unknown are left
    out.
    """
    query = select(KeptRow).where(KeptRow.agency == agency.value, KeptRow.code.in_(sorted(codes)))
    rows = session.scalars(query.where(KeptRow.part == RECORD).order_by(KeptRow.code).with_for_update())
    return {row.code: sealer.open(row.sealed) for row in rows}


def find_texts(session: Session, agency: AgencyCode, parts: Collection[Part], sealer: Sealer) -> dict[Part, str]:
    """What is kept of these parts, as JSON text; parts unknown are left out."""
    query = select(KeptRow.code, KeptRow.part, KeptRow.sealed).where(*_among(agency, parts))
    return {(row.code, row.part): sealer.open(row.sealed) for row in session.execute(query)}


def save_kept(session: Session, agency: AgencyCode, texts: Mapping[Part, bytes], now: datetime) -> None:
    """Keep these sealed texts, in place of what was kept of the same parts.

    IntegrityError when another transaction kept one of them first meanwhile: the caller begins anew.
    """
    known = _known(session, agency, texts)
    rows = [
        {"agency": agency.value, "code": code, "part": part, "sealed": sealed, "kept_at": now}
        for (code, part), sealed in texts.items()
    ]
    fresh = [row for row in rows if (row["code"], row["part"]) not in known]
    again = [row for row in rows if (row["code"], row["part"]) in known]
    if fresh:
        session.execute(insert(KeptRow), fresh)
    if again:
        session.execute(update(KeptRow), again)


def _known(session: Session, agency: AgencyCode, parts: Collection[Part]) -> set[Part]:
    rows = session.execute(select(KeptRow.code, KeptRow.part).where(*_among(agency, parts)))
    return {(code, part) for code, part in rows}


def _among(agency: AgencyCode, parts: Collection[Part]) -> Iterator[ColumnElement[bool]]:
    """Finds these parts, and perhaps more of the same dossiers."""
    codes, names = ({part[at] for part in parts} for at in (0, 1))
    yield KeptRow.agency == agency.value
    yield KeptRow.code.in_(codes)
    yield KeptRow.part.in_(names)
