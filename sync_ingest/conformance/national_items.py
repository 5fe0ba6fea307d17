"""The national format as the rules see it: a dossier (HoSo) or a step (TienDo)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind
from sync_ingest.conformance.item import Facts, Fate, Form, Item, content_of, text_in
from sync_ingest.national.unfit import TIMES
from sync_ingest.national.wire import SYNC_STEPS, read_status, read_text, read_time


def national_item(raw: Mapping[str, Any], at: tuple[str, datetime], said: tuple[Form, str], fate: Fate) -> Item:
    """One entry of a push. `at` is its place and when it was sent, `said` the form and the service that brought it."""
    (place, sent_at), (form, service) = at, said
    is_step = service == SYNC_STEPS
    status_text = _text(raw.get("TrangThai" if is_step else "TrangThaiHoSo"))
    return Item(
        place=place,
        form=form,
        kind=Kind.PROGRESS if is_step else Kind.RECORD,
        id=content_of(raw),
        code_text=text_in(raw, "MaHoSo"),
        status=_read(read_status, status_text),
        says_status=status_text not in ("", "0"),
        occurred_at=_read(read_time, raw.get("ThoiDiemXuLy")) if is_step else None,
        sequence=None,
        sent_at=sent_at,
        content=content_of(raw),
        facts=_step_facts(raw) if is_step else _record_facts(raw),
        wrong_times=tuple(name for name in TIMES if not _reads_time(raw.get(name))),
        fate=fate,
    )


def _record_facts(raw: Mapping[str, Any]) -> Facts:
    asked = tuple(_asked(raw))
    return Facts(
        agency=text_in(raw, "DonViXuLy"),
        procedure_code=text_in(raw, "MaTTHC"),
        procedure_name=text_in(raw, "TenTTHC"),
        received=text_in(raw, "NgayTiepNhan"),
        due=text_in(raw, "NgayHenTra"),
        asks_for=asked,
        public=(
            ("TenTTHC", text_in(raw, "TenTTHC")),
            ("DonViXuLy", text_in(raw, "DonViXuLy")),
            *(("DanhSachHoSoBoSung", text) for text in asked),
        ),
        applicant=text_in(raw, "ChuHoSo"),
    )


def _step_facts(raw: Mapping[str, Any]) -> Facts:
    done = text_in(raw, "NoiDungXuLy")
    return Facts(
        officer=text_in(raw, "NguoiXuLy"),
        unit=text_in(raw, "PhongBanXuLy"),
        asks_for=(done,) if done and _text(raw.get("TrangThai")) == str(int(Status.SUPPLEMENT_REQUESTED)) else (),
        public=(
            ("NoiDungXuLy", done),
            ("NguoiXuLy", text_in(raw, "NguoiXuLy")),
            ("PhongBanXuLy", text_in(raw, "PhongBanXuLy")),
        ),
    )


def _asked(raw: Mapping[str, Any]) -> Iterator[str]:
    for request in _rows(raw, "DanhSachHoSoBoSung"):
        texts = [text_in(request, "NoiDungBoSung")]
        texts += [text_in(paper, "TenTepDinhKem") for paper in _rows(request, "DanhSachGiayToBoSung")]
        yield from filter(None, texts)


def _rows(raw: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = raw.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _text(value: Any) -> str:
    return "?" if isinstance(value, dict | list) else read_text(value)


def _read(read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except (ValueError, OverflowError):
        return None


def _reads_time(value: Any) -> bool:
    try:
        read_time(value)
    except (ValueError, OverflowError):
        return False
    return True
