"""A dossier in the national sync format: whole (HoSo, DongBoHoSoMC) and its steps (TienDo, CapNhatTienDoHoSoMC).

Statuses are the department's own. Written as OpenCPS writes: texts alone, "" where there is nothing. What we have no
word for is taken from the record that the department sent in this format, where there is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from math import isfinite
from typing import Any

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import Code
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.dossier import Dossier, Step
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind, Responsible
from sync_ingest.national.wire import RECORD_FIELDS, STEP_FIELDS, read_text, write_status, write_time

OFFICER_LENGTH = 50
SUMMARY_LENGTH = 1_000
CITIZEN_ID_DIGITS, OLD_ID_DIGITS = 12, 9
DELETED_NOTE = "Hồ sơ không còn trong phần mềm của cơ quan tiếp nhận."
SAME = ("ThoiDiemXuLy", "PhongBanXuLy", "NoiDungXuLy", "TrangThai")
"""What makes a kept step the same one."""
LISTS = ("TaiLieuNop", "DanhSachTepDinhKemKhac", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua", "DSKetNoiCSDL")
USUAL = {
    "LoaiDoiTuong": "1",
    "HinhThuc": "0",
    "NoiNopHoSo": "2",
    "HoSoCoThanhPhanSoHoa": "0",
    "TaiKhoanDuocXacThucVoiVNeID": "0",
    "DuocThanhToanTrucTuyen": "0",
}
"""What one-stop software sends where it knows nothing better."""


@dataclass(frozen=True, slots=True, repr=False)
class Telling:
    """What is told of one dossier, which `is_known` or `is_deleted`.

    `code` is what the portal knows it by; `due_at` the due date after pauses (aware UTC). `kept` is the newest record
    that the department itself sent in this format, `kept_steps` are its steps. `field_code` is the portal's code of the
    field (MaLinhVuc); `usual` what stands in fields of which nobody knows anything.
    """

    code: Code
    dossier: Dossier
    agency: Agency
    due_at: datetime | None = None
    applicant: Applicant | None = None
    kept: Mapping[str, Any] = field(default_factory=dict)
    kept_steps: Sequence[Mapping[str, Any]] = ()
    field_code: str = ""
    usual: Mapping[str, str] = field(default_factory=dict)


def write_dossier(telling: Telling) -> dict[str, Any]:
    """The whole dossier as it stands, with every field of the format. Holds personal data."""
    nothing: dict[str, Any] = dict.fromkeys(RECORD_FIELDS, "")
    nothing |= {name: [] for name in (*LISTS, "DanhSachLePhi", "DinhDanhCHS")}
    kept = {name: _sayable(value) for name, value in telling.kept.items() if value not in (None, "", [])}
    ours = {**dict(_said(telling)), **dict(_of_applicant(telling.applicant)), **dict(_of_stand(telling))}
    return {**nothing, **USUAL, **telling.usual, **kept, **ours}


def write_steps(telling: Telling) -> list[dict[str, str]]:
    """The dossier's timeline, oldest first; it ends with the deletion when the dossier is deleted."""
    steps = [_write_step(step, telling) for step in telling.dossier.steps]
    return [*steps, _write_step(_deletion(telling.dossier), telling)] if telling.dossier.is_deleted else steps


def _said(telling: Telling) -> Iterator[tuple[str, Any]]:
    """What stays as the department sent it unless we know it."""
    dossier = telling.dossier
    yield from _of_procedure(dossier.procedure, telling.field_code)
    if dossier.received_at:
        yield "NgayTiepNhan", write_time(dossier.received_at)
    if telling.due_at:
        yield "NgayHenTra", write_time(telling.due_at)
    if dossier.fee is not None:
        yield "DanhSachLePhi", _fees(dossier.fee, telling.kept.get("DanhSachLePhi"))


def _of_stand(telling: Telling) -> Iterator[tuple[str, Any]]:
    """How the dossier stands. These fields are ours alone: a kept record is older, and some senders' is rewritten."""
    dossier, status = telling.dossier, _status(telling.dossier)
    yield "MaHoSo", telling.code.printed
    yield "TrangThaiHoSo", write_status(status)
    yield "NgayKetThucXuLy", write_time(dossier.completed_at if status.is_completed else None)
    yield "NgayTra", write_time(_since(dossier, Status.RETURNED))
    yield "NgayTuChoi", write_time(_since(dossier, Status.REFUSED))
    yield "DonViXuLy", _agency_at_work(dossier, telling.agency)
    if note := DELETED_NOTE if dossier.is_deleted else _note(dossier):
        yield "GhiChu", note


def _of_procedure(procedure: ProcedureRef | None, field_code: str) -> Iterator[tuple[str, str]]:
    if procedure:
        named = {"MaTTHC": procedure.code, "TenTTHC": procedure.name, "TenLinhVuc": procedure.field}
        yield from ((name, text) for name, text in named.items() if text)
    if field_code:
        yield "MaLinhVuc", field_code


def _of_applicant(applicant: Applicant | None) -> Iterator[tuple[str, Any]]:
    """The format has no field for the address."""
    who = applicant or Applicant()
    named = {"ChuHoSo": who.name, "SoGiayToChuHoSo": who.identity_number, "SoDienThoai": who.phone}
    yield from ((name, text) for name, text in named.items() if text)
    kinds = {CITIZEN_ID_DIGITS: "1", OLD_ID_DIGITS: "2"}
    if kind := who.identity_number.isdecimal() and kinds.get(len(who.identity_number)):
        yield "DinhDanhCHS", [{"LoaiDinhDanh": kind, "SoDinhDanh": who.identity_number}]


def _fees(fee: int, kept: Any) -> list[dict[str, str]]:
    """The department's own list while it adds up to the fee; otherwise one line of ours."""
    if isinstance(kept, list) and kept and _sum(kept) == fee:
        return kept
    line = {"TenPhiLePhi": "Phí, lệ phí", "MaPhiLePhi": "", "HinhThucThu": "1", "Gia": str(fee), "LoaiPhiLePhi": "1"}
    return [line] if fee else []


def _sum(kept: list[Any]) -> int | None:
    try:
        return sum(int(each["Gia"]) for each in kept)
    except (KeyError, TypeError, ValueError):
        return None


def _status(dossier: Dossier) -> Status:
    return Status.STOPPED if dossier.is_deleted else dossier.status


def _since(dossier: Dossier, status: Status) -> datetime | None:
    """Since when the dossier stands at `status`; None when it does not."""
    if dossier.is_deleted:
        return None
    run = list(takewhile(lambda record: record.status is status, reversed(dossier.records)))
    return run[-1].occurred_at if run else None


def _note(dossier: Dossier) -> str:
    """The newest record's note, and which papers are awaited: the format's own list of supplements is never sent."""
    newest = dossier.records[-1]
    awaited = f"Giấy tờ cần bổ sung: {'; '.join(dossier.missing)}" if dossier.missing else ""
    return "\n".join(filter(None, (newest.note, awaited)))[:SUMMARY_LENGTH]


def _agency_at_work(dossier: Dossier, owner: Agency) -> str:
    """The name: of a hand-over the format shows nothing else."""
    return dossier.responsible.agency if dossier.responsible and dossier.responsible.agency else owner.name


def _deletion(dossier: Dossier) -> Step:
    told = next(update for update in reversed(dossier.updates) if update.kind is Kind.DELETION)
    return Step(told.occurred_at, Status.STOPPED, None, DELETED_NOTE)


def _write_step(step: Step, telling: Telling) -> dict[str, str]:
    who = step.responsible or Responsible("", "", "")
    handled_by = who.officer or who.unit or who.agency or telling.agency.name  # must not be empty
    ours = {
        "MaHoSo": telling.code.printed,
        "NguoiXuLy": handled_by[:OFFICER_LENGTH],
        "ThoiDiemXuLy": write_time(step.at),
        "PhongBanXuLy": who.unit,
        "NoiDungXuLy": step.note,
        "TrangThai": write_status(step.status),
    }
    kept = next((each for each in telling.kept_steps if all(_text(each, name) == ours[name] for name in SAME)), {})
    return {**ours, **{name: _text(kept, name) for name in STEP_FIELDS if name not in ours}}


def _text(kept: Mapping[str, Any], name: str) -> str:
    value = kept.get(name)
    return "" if isinstance(value, dict | list) else _whole(read_text(value))


def _sayable(kept: Any) -> Any:
    """A kept value as far as JSON can carry it: numbers that are none came from software that is less strict."""
    if isinstance(kept, dict):
        return {_whole(name): _sayable(value) for name, value in kept.items()}
    if isinstance(kept, list):
        return [_sayable(value) for value in kept]
    if isinstance(kept, float) and not isfinite(kept):
        return ""
    return _whole(kept) if isinstance(kept, str) else kept


def _whole(text: str) -> str:
    """The text with "?" for each half of a character."""
    return text.encode(errors="replace").decode()
