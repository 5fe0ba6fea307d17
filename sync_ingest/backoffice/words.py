"""What the clerks' pages say: due dates in words, tones, and what a clerk does with a dossier that stands so."""

from dataclasses import dataclass
from datetime import datetime

from lookup_api.domain.calendar import VIETNAM, WorkCalendar, local_day
from lookup_api.domain.deadlines import Timeliness, due_at, timeliness
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.procedure import Procedure, TermUnit
from lookup_api.domain.status import USUAL_NEXT, Status
from lookup_api.domain.wording import Language, timeliness_name
from sync_ingest.reasons import NEWER_STANDS, NO_HAND_OVER_YET, ODD_TRANSITION, Reason

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
TONES = {
    Status.NEWLY_REGISTERED: "moving",
    Status.RECEIVED: "moving",
    Status.REFUSED: "ended",
    Status.PROCESSING: "moving",
    Status.SUPPLEMENT_REQUESTED: "needs-you",
    Status.PAYMENT_REQUIRED: "needs-you",
    Status.WITHDRAWN: "ended",
    Status.STOPPED: "ended",
    Status.FINISHED: "done",
    Status.RETURNED: "done",
}
ACTS = {
    Status.NEWLY_REGISTERED: "Đưa về mới đăng ký",
    Status.RECEIVED: "Đưa về đã tiếp nhận",
    Status.REFUSED: "Không tiếp nhận",
    Status.PROCESSING: "Chuyển giải quyết",
    Status.SUPPLEMENT_REQUESTED: "Yêu cầu bổ sung",
    Status.PAYMENT_REQUIRED: "Yêu cầu nộp tiền",
    Status.WITHDRAWN: "Người dân rút hồ sơ",
    Status.STOPPED: "Dừng giải quyết",
    Status.FINISHED: "Đã có kết quả",
    Status.RETURNED: "Trả kết quả",
}
FIRST_ACT = {
    Status.NEWLY_REGISTERED: Status.RECEIVED,
    Status.RECEIVED: Status.PROCESSING,
    Status.PROCESSING: Status.FINISHED,
    Status.SUPPLEMENT_REQUESTED: Status.PROCESSING,
    Status.PAYMENT_REQUIRED: Status.PROCESSING,
    Status.STOPPED: Status.RETURNED,
    Status.FINISHED: Status.RETURNED,
}
TOLD = {
    "difference": "Đã ghi nhận sai lệch. Người phụ trách sẽ so các kênh và tìm nguyên nhân.",
    "applied": "Đã cập nhật hồ sơ.",
    "already_seen": "Cập nhật này đã được ghi từ trước, không ghi thêm lần nữa.",
    Reason.ODD_TRANSITION: ODD_TRANSITION.vi,
    Reason.NEWER_STANDS: NEWER_STANDS.vi,
    Reason.NO_HAND_OVER_YET: NO_HAND_OVER_YET.vi,
}
EVERY_DAY = frozenset(
    {Status.PROCESSING, Status.SUPPLEMENT_REQUESTED, Status.PAYMENT_REQUIRED, Status.FINISHED, Status.RETURNED}
)
TERM_UNITS = {TermUnit.WORKING_DAYS: "ngày làm việc", TermUnit.CALENDAR_DAYS: "ngày"}
SAME_AGAIN = "Đổi người giải quyết, ghi thêm"


@dataclass(frozen=True, slots=True)
class Acts:
    """The statuses that usually follow, those of every day apart from the others."""

    often: tuple[Status, ...]
    rarely: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """How a dossier stands to its due date: `at` is aware UTC, `remark` is short."""

    at: datetime | None
    remark: str
    tone: str


def due_of(dossier: Dossier, calendar: WorkCalendar, now: datetime) -> Due:
    """The due date in words, by the one definition of on time."""
    at, standing = due_at(dossier, calendar), timeliness(dossier, calendar, now)
    if standing is Timeliness.OVERDUE and at:
        return Due(at, f"Quá hạn {(local_day(now) - local_day(at)).days} ngày", "late")
    if standing is Timeliness.WITHIN_TERM and at:
        left = (local_day(at) - local_day(now)).days
        return Due(at, f"Còn {left} ngày" if left else "Hẹn hôm nay", "moving" if left else "needs-you")
    return Due(at, timeliness_name(standing, Language.VI), _tone(standing))


def act_of(before: Status, to: Status) -> str:
    """What a clerk does who changes a dossier from `before` to `to`."""
    return SAME_AGAIN if before == to else ACTS[to]


def acts_for(status: Status) -> Acts:
    """What a clerk does next with a dossier of this status; the act of every day first."""
    first = FIRST_ACT.get(status)
    follow = sorted(USUAL_NEXT[status] - {status}, key=lambda to: (to != first, to))
    often = tuple(to for to in follow if to == first or to in EVERY_DAY)
    return Acts(often, tuple(to for to in follow if to not in often))


def term_in_words(procedure: Procedure) -> str:
    """The statutory term: `3 ngày làm việc`."""
    return f"{procedure.term} {TERM_UNITS[procedure.term_unit]}"


def day(at: datetime) -> str:
    """A day: `thứ Sáu, 27/11/2026`, in Viet Nam's time."""
    local = at.astimezone(VIETNAM)
    return f"{WEEKDAYS[local.weekday()]}, {local:%d/%m/%Y}"


def short_day(at: datetime) -> str:
    """A day in figures: `27/11/2026`."""
    return f"{at.astimezone(VIETNAM):%d/%m/%Y}"


def moment(at: datetime) -> str:
    """A moment: `10:03, thứ Sáu, 27/11/2026`."""
    return f"{at.astimezone(VIETNAM):%H:%M}, {day(at)}"


def _tone(standing: Timeliness) -> str:
    if standing is Timeliness.LATE:
        return "late"
    if standing is Timeliness.WAITING:
        return "needs-you"
    return "done" if standing in (Timeliness.EARLY, Timeliness.ON_TIME) else "ended"
