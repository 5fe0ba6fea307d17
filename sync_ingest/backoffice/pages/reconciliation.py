"""Whether the agency's system and the centre hold the same, and what waits for a person, both versions side by side."""

from functools import partial

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from lookup_api.store.agencies import list_agencies
from sync_ingest.backoffice.pages.paint import NO_STORE, paint
from sync_ingest.backoffice.pages.signed_in import AtCounter, SignedForm
from sync_ingest.backoffice.side_by_side import lines_of
from sync_ingest.reconciliation.agreements import find_last, keep, list_left
from sync_ingest.reconciliation.tree import Finding
from sync_ingest.reconciliation.why import Why
from sync_ingest.transactions import in_transaction

router = APIRouter()
PATH = "/bo/reconciliation"
KEPT = "Đã ghi nhận: hồ sơ giữ nguyên, và chỉ được nhắc lại khi một bên thay đổi."
FINDINGS = {
    Finding.MISSING: "Chỉ có ở cơ quan",
    Finding.EXTRA: "Chỉ có ở trung tâm",
    Finding.DIFFERENT: "Hai bên ghi khác nhau",
}
REASONS = {
    Why.NEWER_ELSEWHERE: "Ở trung tâm có cập nhật mới hơn, không do phần mềm của cơ quan gửi. Xin xem bên nào đúng, "
    "rồi sửa ở bên kia.",
    Why.ENTERED_ELSEWHERE: "Hồ sơ được nhập ở trung tâm, phần mềm của cơ quan không có. Nếu đúng thế, xin giữ nguyên.",
    Why.ROW_NOT_READ: "Phần mềm của cơ quan có thể có hồ sơ này, nhưng bộ đồng bộ chưa đọc được dòng đó. Xin báo người "
    "quản trị bộ đồng bộ.",
    Why.NOT_TAKEN: "Cơ quan đã gửi, nhưng trung tâm chưa áp dụng được. Xin xem ở mục cập nhật chưa áp dụng được.",
    Why.MANY_GONE: "Quá nhiều hồ sơ biến mất cùng lúc ở cơ quan, nên chưa xoá ở trung tâm. Xin kiểm tra cơ sở dữ liệu.",
    Why.DIFFERS_STILL: "Đã gửi lại mà vẫn khác. Xin báo người quản trị.",
}


@router.get("/reconciliation")
def get_reconciliation(counter: AtCounter, xong: str = "") -> Response:
    """The agency's last agreement, what waits for a person, and what one has said to leave as it is."""
    with counter.office.reads() as session:
        last = find_last(session, counter.agency.code)
        left = list_left(session, counter.agency.code)
        names = {agency.code.value: agency.name for agency in list_agencies(session)}
    waiting = [one for one in left if one.kept_by is None]
    not_listed = max(0, last.left - len(left)) if last and last.period is None else 0
    shown = {
        "last": last,
        "waiting": waiting,
        "number": len(waiting) + not_listed,
        "kept": [one for one in left if one.kept_by is not None],
        "lines": {one.code: lines_of(one, names) for one in left},
        "findings": FINDINGS,
        "reasons": REASONS,
        "told": KEPT if xong == "kept" else None,
    }
    return paint("reconciliation.html", counter, shown)


@router.post("/reconciliation")
def post_reconciliation(counter: AtCounter, posted: SignedForm) -> Response:
    """Leave one difference as it is."""
    trace = counter.person.username, counter.now
    work = partial(keep, agency=counter.agency.code, code=posted.text("code"), trace=trace)
    in_transaction(counter.office.writes, work)
    return RedirectResponse(f"{PATH}?xong=kept", 303, NO_STORE)
