"""Why an update was not simply applied, in words that a person understands. No sentence repeats what was sent."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages."""

    vi: str
    en: str


class Reason(StrEnum):
    """Why: the first four stand beside an update that was taken, the others say why one is in quarantine."""

    ODD_TRANSITION = "odd_transition"
    NEWER_STANDS = "newer_stands"
    NO_HAND_OVER_YET = "no_hand_over_yet"
    NO_RECORD_YET = "no_record_yet"
    NOT_YOURS = "not_yours"
    UNKNOWN_AGENCY = "unknown_agency"
    IN_THE_FUTURE = "in_the_future"
    ID_REUSED = "id_reused"
    CODES_COLLIDE = "codes_collide"
    NOT_VALID = "not_valid"
    NOT_A_CODE = "not_a_code"
    NOT_JSON = "not_json"
    NOT_A_BATCH = "not_a_batch"


ODD_TRANSITION = Words(
    "Đã ghi nhận, nhưng bước chuyển trạng thái này ít gặp. Xin cơ quan xem lại.",
    "Taken, but this change of status is unusual: please have a look.",
)
NEWER_STANDS = Words(
    "Đã đưa vào quá trình xử lý. Trạng thái hiện tại giữ nguyên vì đã có cập nhật mới hơn.",
    "Added to the timeline. The status stays, because a newer update stands.",
)
NO_HAND_OVER_YET = Words(
    "Đang chờ: cơ quan tiếp nhận chưa báo chuyển liên thông hồ sơ này.",
    "Waiting: the receiving agency has not told of handing this dossier over.",
)
NO_RECORD_YET = Words(
    "Đang chờ: chưa có bản ghi của hồ sơ này.",
    "Waiting: there is no record of this dossier yet.",
)
NOT_THE_OWNER = Words(
    "Hồ sơ này do cơ quan khác tiếp nhận: chỉ cơ quan đó được cập nhật hồ sơ.",
    "Another agency received this dossier: only that agency may send its record.",
)
NOT_THE_CODES_AGENCY = Words(
    "Mã hồ sơ mang mã định danh của cơ quan khác với cơ quan tiếp nhận đã nêu.",
    "The dossier code carries the identifier of another agency than the one named as receiving it.",
)
MORE_THAN_A_STEP = Words(
    "Cơ quan phối hợp chỉ gửi bước xử lý của mình, không gửi mã khác (aliases) hay thông tin chủ hồ sơ (applicant).",
    "An agency that does not own the dossier sends its own steps only: no aliases, no applicant.",
)
UNKNOWN_AGENCY = Words(
    "Cơ quan tiếp nhận đã nêu chưa tham gia hệ thống.",
    "The agency named as receiving the dossier does not take part.",
)
IN_THE_FUTURE = Words(
    "Thời điểm xảy ra (occurred_at) nằm trong tương lai. Xin kiểm tra đồng hồ và múi giờ.",
    "occurred_at lies in the future: please check clock and time zone.",
)
ID_REUSED = Words(
    "Mã cập nhật (id) này đã dùng cho một nội dung khác.",
    "This id was used before for an update of other content.",
)
CODES_COLLIDE = Words(
    "Các mã trong cập nhật này thuộc về hai hồ sơ khác nhau.",
    "The codes of this update belong to two different dossiers.",
)
CONTRADICTS_ITSELF = Words(
    "Nội dung tự mâu thuẫn: chỉ bản ghi hồ sơ (record) được báo chuyển liên thông; báo xoá (deletion) có trạng thái 8.",
    "The update contradicts itself: only a record hands a dossier over, and a deletion has status 8.",
)
NOT_AN_OBJECT = Words(
    "Cập nhật phải là một đối tượng JSON.",
    "An update must be a JSON object.",
)
NOT_STORABLE = Words(
    "Có ký tự không lưu được (U+0000) trong nội dung.",
    "The text holds a character that cannot be stored (U+0000).",
)
NOT_JSON = Words(
    "Nội dung gửi lên không phải là JSON.",
    "The body is not JSON.",
)
NOT_A_BATCH = Words(
    'Nội dung gửi lên phải là đối tượng JSON có danh sách "updates".',
    'The body must be a JSON object with a list "updates".',
)
SENDER_UNKNOWN = Words(
    "Cơ quan gửi chưa có trong danh sách cơ quan tham gia.",
    "The sending agency is not among those that take part.",
)
