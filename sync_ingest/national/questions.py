"""What clients in the national format ask before they push: is the dossier there, and how is its procedure called?"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.procedure import Procedure, ProcedureRef
from lookup_api.store.dossiers import find_owned_dossier
from lookup_api.store.procedures import find_procedure, list_procedures
from sync_ingest.national.read import code_of
from sync_ingest.national.wire import read_text, write_status, write_time

LONGEST_CODE = 60
GROUPS = 2  # 1.002835 of 1.002835.000.00.00.H56

Row = dict[str, Any]


def find_rows(session: Session, sender: AgencyCode, code_text: Any) -> list[Row]:
    """The client's own dossier under this code (TraCuuHoSo): one row, or none. Of another agency's nothing is told."""
    code = code_of({"MaHoSo": code_text})
    stored = find_owned_dossier(session, code, sender) if code else None
    dossier = stored.dossier if stored else None
    return [_dossier_row(dossier)] if dossier and dossier.is_known and dossier.owner == sender else []


def procedure_rows(session: Session, code_text: Any) -> list[Row]:
    """The procedure of this national code (LayThuTuc): one row, or none."""
    found = find_listed(session, code_text)
    return list(_procedure_rows([found] if found else []))


def all_procedure_rows(session: Session) -> list[Row]:
    """The whole catalogue (LayDanhSachTTHC)."""
    return list(_procedure_rows(list_procedures(session)))


def find_listed(session: Session, code_text: Any) -> Procedure | None:
    """The procedure of this national code, with or without what a province adds to it."""
    text = "" if isinstance(code_text, dict | list) else read_text(code_text)
    if not text or len(text) > LONGEST_CODE or not text.isprintable():
        return None
    return find_procedure(session, text) or find_procedure(session, ".".join(text.split(".")[:GROUPS]))


def names_for(session: Session, items: Iterable[Any]) -> dict[str, ProcedureRef]:
    """The catalogue's procedures, by the code that is written, for the records that leave a name or field out."""
    rows = (item for item in items if isinstance(item, dict))
    bare = {
        code
        for row in rows
        if isinstance(code := row.get("MaTTHC"), str) and not (row.get("TenTTHC") and row.get("TenLinhVuc"))
    }
    listed = {code: find_listed(session, code) for code in bare}
    return {read_text(code): found.ref for code, found in listed.items() if found}


def _dossier_row(dossier: Dossier) -> Row:
    procedure, responsible = dossier.procedure, dossier.responsible
    return {
        "MaHoSo": dossier.code.printed,
        "MaTTHC": procedure.code if procedure else "",
        "TenTTHC": procedure.name if procedure else "",
        "NgayTiepNhan": write_time(dossier.received_at),
        "TrangThaiHoSo": write_status(dossier.status),
        "DonViXuLy": responsible.agency if responsible else "",
    }


def _procedure_rows(procedures: Iterable[Procedure]) -> Iterator[Row]:
    """OpenCPS reads the first field of each row without looking: one that has no field is left out."""
    for each in procedures:
        if group := each.ref.field:
            fields = [{"MALINHVUC": group, "TENLINHVUC": group}]  # the catalogue knows fields by name alone
            yield {"MATTHC": each.ref.code, "TENTTHC": each.ref.name, "LINHVUCTHUCHIEN": fields}
