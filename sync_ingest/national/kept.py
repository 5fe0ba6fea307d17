"""What came in the national format, whole: every field of a dossier's last record and of each of its steps, sealed.

What the citizen is shown is made of a few of these fields; all the others are here and not lost.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy import update as update_rows
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode, Code
from lookup_api.domain.update import Kind, StatusUpdate
from lookup_api.store.sealing import Sealer
from sync_ingest.national.read import code_of
from sync_ingest.national.tables import KeptRow
from sync_ingest.national.wire import read_text

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


def find_applicants(session: Session, agency: AgencyCode, items: Iterable[Any], sealer: Sealer) -> dict[Code, str]:
    """The applicant's name in the last record of each of these items' dossiers; those without one are left out."""
    parts = {(code.printed, RECORD): code for item in items if (code := code_of(item))}
    texts = find_texts(session, agency, parts, sealer).items()
    names = {parts[part]: json.loads(text).get("ChuHoSo") for part, text in texts if part in parts}
    return {code: read_text(name) for code, name in names.items() if name}


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
        session.execute(update_rows(KeptRow), again)


def save_late(session: Session, agency: AgencyCode, texts: Mapping[Part, bytes], came_at: datetime) -> None:
    """Keep sealed texts that came at `came_at`; what came later of the same parts stays."""
    came_later = select(KeptRow.code, KeptRow.part).where(*_among(agency, texts), KeptRow.kept_at > came_at)
    newer = {(code, part) for code, part in session.execute(came_later)}
    save_kept(session, agency, {part: sealed for part, sealed in texts.items() if part not in newer}, came_at)


def part_of(update: StatusUpdate) -> Part:
    """What the item is kept as that became this update."""
    return update.code.printed, update.id if update.kind is Kind.PROGRESS else RECORD


def _known(session: Session, agency: AgencyCode, parts: Collection[Part]) -> set[Part]:
    rows = session.execute(select(KeptRow.code, KeptRow.part).where(*_among(agency, parts)))
    return {(code, part) for code, part in rows}


def _among(agency: AgencyCode, parts: Collection[Part]) -> Iterator[ColumnElement[bool]]:
    """Finds these parts, and perhaps more of the same dossiers."""
    codes, names = ({part[at] for part in parts} for at in (0, 1))
    yield KeptRow.agency == agency.value
    yield KeptRow.code.in_(codes)
    yield KeptRow.part.in_(names)
