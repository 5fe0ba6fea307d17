"""The courses that dossiers take: which statuses, said by whom, after which share of the term."""

from dataclasses import dataclass
from enum import Enum, auto

from lookup_api.domain.status import Status


class Speaker(Enum):
    """Who says a beat: nobody yet, the one-stop unit, the unit that handles it, or the agency it is handed to."""

    NOBODY = auto()
    ONE_STOP = auto()
    DESK = auto()
    OTHER = auto()


class Move(Enum):
    """What a beat does to a hand-over."""

    NONE = auto()
    OUT = auto()
    BACK = auto()


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happens: when `share` of the term has been worked (pauses apart), and what the officer notes."""

    share: float
    status: Status
    speaker: Speaker
    note: str
    move: Move = Move.NONE


@dataclass(frozen=True, slots=True)
class Course:
    """How a dossier goes. `weight` says how common it is; `rest` how much of the term has gone by since the last beat
    (least, most), None for any day of the last months.
    """

    name: str
    weight: int
    beats: tuple[Beat, ...]
    rest: tuple[float, float] | None = None


def _filed() -> Beat:
    return Beat(0, Status.NEWLY_REGISTERED, Speaker.NOBODY, "Hồ sơ nộp trực tuyến, chờ tiếp nhận")


def _received(share: float = 0) -> Beat:
    return Beat(share, Status.RECEIVED, Speaker.ONE_STOP, "Tiếp nhận hồ sơ, hẹn ngày trả kết quả")


def _passed_on(share: float) -> Beat:
    return Beat(share, Status.PROCESSING, Speaker.DESK, "Nhận hồ sơ từ bộ phận một cửa")


def _examined(share: float) -> Beat:
    return Beat(share, Status.PROCESSING, Speaker.DESK, "Thẩm định hồ sơ")


def _signing(share: float) -> Beat:
    return Beat(share, Status.PROCESSING, Speaker.DESK, "Trình lãnh đạo ký")


def _supplement(share: float) -> Beat:
    return Beat(share, Status.SUPPLEMENT_REQUESTED, Speaker.DESK, "Đề nghị bổ sung giấy tờ")


def _supplemented(share: float) -> Beat:
    return Beat(share, Status.PROCESSING, Speaker.DESK, "Đã nhận giấy tờ bổ sung, tiếp tục thẩm định")


def _payment(share: float) -> Beat:
    return Beat(share, Status.PAYMENT_REQUIRED, Speaker.DESK, "Thông báo nộp phí, lệ phí")


def _paid(share: float) -> Beat:
    return Beat(share, Status.PROCESSING, Speaker.DESK, "Đã nhận biên lai nộp tiền")


def _finished(share: float) -> Beat:
    return Beat(share, Status.FINISHED, Speaker.DESK, "Đã ký và đóng dấu, chuyển bộ phận một cửa")


def _ended(share: float, status: Status, note: str) -> Beat:
    return Beat(share, status, Speaker.DESK, note)


def _returned(share: float) -> Beat:
    return Beat(share, Status.RETURNED, Speaker.ONE_STOP, "Đã trả kết quả cho người nộp")


def _handed_over(share: float) -> Beat:
    return Beat(share, Status.PROCESSING, Speaker.DESK, "Chuyển hồ sơ liên thông", Move.OUT)


def _others_start(share: float) -> Beat:
    return Beat(share, Status.PROCESSING, Speaker.OTHER, "Tiếp nhận hồ sơ liên thông")


def _others_end(share: float) -> Beat:
    return Beat(share, Status.PROCESSING, Speaker.OTHER, "Đã xử lý phần việc liên thông, chuyển kết quả")


def _taken_back(share: float) -> Beat:
    return Beat(share, Status.PROCESSING, Speaker.DESK, "Nhận lại kết quả liên thông", Move.BACK)


_START = (_received(), _passed_on(0.08))
_OPEN = (0.05, 0.4)
_LONG_OPEN = (0.9, 2.0)
_OUT_AND_BACK = (_handed_over(0.2), _others_start(0.26), _others_end(0.5), _taken_back(0.55))

COURSES: tuple[Course, ...] = (
    Course("filed online", 40, (_filed(),), (0, 0.3)),
    Course("received", 60, (_received(),), (0, 0.08)),
    Course("at work", 150, (*_START, _examined(0.3)), _OPEN),
    Course("to be signed", 70, (*_START, _examined(0.3), _signing(0.55)), (0.02, 0.3)),
    Course("at work, overdue", 50, (*_START, _examined(0.5)), _LONG_OPEN),
    Course("refused when filed", 25, (_filed(), Beat(0.1, Status.REFUSED, Speaker.ONE_STOP, "Không đúng thẩm quyền"))),
    Course("refused later", 20, (*_START, _ended(0.3, Status.REFUSED, "Không đủ điều kiện giải quyết"))),
    Course("papers missing", 60, (*_START, _examined(0.2), _supplement(0.4)), _OPEN),
    Course("payment awaited", 60, (*_START, _examined(0.3), _payment(0.6)), _OPEN),
    Course("withdrawn", 30, (*_START, _ended(0.3, Status.WITHDRAWN, "Rút hồ sơ theo đơn của người nộp"))),
    Course("stopped", 25, (*_START, _supplement(0.3), _ended(0.4, Status.STOPPED, "Quá hạn bổ sung giấy tờ"))),
    Course("ready to collect", 110, (*_START, _examined(0.3), _signing(0.7), _finished(0.85)), (0.02, 0.6)),
    Course("returned early", 420, (*_START, _examined(0.2), _signing(0.4), _finished(0.55), _returned(0.8))),
    Course("returned on time", 280, (*_START, _examined(0.4), _signing(0.85), _finished(0.98), _returned(1.05))),
    Course("returned late", 110, (*_START, _examined(0.6), _signing(1.3), _finished(1.6), _returned(1.8))),
    Course(
        "supplemented twice",
        120,
        (*_START, _supplement(0.2), _supplemented(0.25), _supplement(0.35), _supplemented(0.4), _signing(0.7),
         _finished(0.9), _returned(1.1)),
    ),
    Course("paid, returned", 130, (*_START, _examined(0.3), _payment(0.6), _paid(0.62), _finished(0.9), _returned(1))),
    Course(
        "corrected",
        40,
        (*_START, _examined(0.3), _finished(0.5),
         _ended(0.53, Status.PROCESSING, "Đính chính: bấm nhầm kết thúc, tiếp tục xử lý"),
         _signing(0.7), _finished(0.9), _returned(1.1)),
    ),
)  # fmt: skip

HAND_OVER_COURSES: tuple[Course, ...] = (
    Course("handed over, returned", 340, (*_START, *_OUT_AND_BACK, _signing(0.7), _finished(0.85), _returned(1))),
    Course(
        "handed over, paid, returned",
        260,
        (*_START, *_OUT_AND_BACK, _payment(0.6), _paid(0.65), _finished(0.95), _returned(1.2)),
    ),
    Course("handed over, late", 70, (*_START, *_OUT_AND_BACK, _signing(1.4), _finished(1.6), _returned(2))),
    Course("just handed over", 60, (*_START, _handed_over(0.2)), (0.02, 0.2)),
    Course("with the other agency", 120, (*_START, _handed_over(0.2), _others_start(0.28)), (0.05, 0.3)),
    Course("back from the other agency", 70, (*_START, *_OUT_AND_BACK), (0.05, 0.3)),
    Course("handed over, payment awaited", 80, (*_START, *_OUT_AND_BACK, _payment(0.6)), _OPEN),
    *(course for course in COURSES if course.name in {"filed online", "received", "papers missing", "withdrawn"}),
)
