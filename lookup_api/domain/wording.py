"""One sentence for each status, failure and standing, in each language; SMS has a short form of its own."""

import unicodedata
from enum import StrEnum

from lookup_api.domain import khmer
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.status import Status


class Language(StrEnum):
    """A language that citizens are served in."""

    VI = "vi"
    KM = "km"
    EN = "en"


STATUS_NAMES: dict[Language, dict[Status, str]] = {
    Language.VI: {
        Status.NEWLY_REGISTERED: "Mới đăng ký",
        Status.RECEIVED: "Được tiếp nhận",
        Status.REFUSED: "Không được tiếp nhận",
        Status.PROCESSING: "Đang xử lý",
        Status.SUPPLEMENT_REQUESTED: "Yêu cầu bổ sung giấy tờ",
        Status.PAYMENT_REQUIRED: "Yêu cầu thực hiện nghĩa vụ tài chính",
        Status.WITHDRAWN: "Công dân yêu cầu rút hồ sơ",
        Status.STOPPED: "Dừng xử lý",
        Status.FINISHED: "Đã xử lý xong",
        Status.RETURNED: "Đã trả kết quả",
    },
    Language.EN: {
        Status.NEWLY_REGISTERED: "Newly registered",
        Status.RECEIVED: "Received",
        Status.REFUSED: "Not accepted",
        Status.PROCESSING: "In progress",
        Status.SUPPLEMENT_REQUESTED: "More papers needed",
        Status.PAYMENT_REQUIRED: "Payment needed",
        Status.WITHDRAWN: "Withdrawn by the applicant",
        Status.STOPPED: "Stopped",
        Status.FINISHED: "Finished, ready to collect",
        Status.RETURNED: "Result handed over",
    },
    Language.KM: khmer.STATUS_NAMES,
}
STATUS_SENTENCES: dict[Language, dict[Status, str]] = {
    Language.VI: {
        Status.NEWLY_REGISTERED: "Hồ sơ đã gửi và đang chờ cán bộ một cửa tiếp nhận.",
        Status.RECEIVED: "Hồ sơ đã được tiếp nhận và sẽ được chuyển đến bộ phận giải quyết.",
        Status.REFUSED: "Hồ sơ không được tiếp nhận.",
        Status.PROCESSING: "Hồ sơ đang được giải quyết.",
        Status.SUPPLEMENT_REQUESTED: "Hồ sơ đang chờ bổ sung giấy tờ.",
        Status.PAYMENT_REQUIRED: "Hồ sơ đang chờ nộp phí, lệ phí hoặc thuế.",
        Status.WITHDRAWN: "Hồ sơ đã được rút theo yêu cầu.",
        Status.STOPPED: "Hồ sơ đã dừng xử lý.",
        Status.FINISHED: "Hồ sơ đã xong, có kết quả.",
        Status.RETURNED: "Kết quả đã được trả.",
    },
    Language.EN: {
        Status.NEWLY_REGISTERED: "Your dossier was sent in and waits for a clerk to receive it.",
        Status.RECEIVED: "Your dossier was received and goes to the unit that will handle it.",
        Status.REFUSED: "Your dossier was not accepted.",
        Status.PROCESSING: "Your dossier is being handled.",
        Status.SUPPLEMENT_REQUESTED: "Your dossier waits for more papers.",
        Status.PAYMENT_REQUIRED: "Your dossier waits for a payment.",
        Status.WITHDRAWN: "Your dossier was withdrawn as you asked.",
        Status.STOPPED: "Work on your dossier has stopped.",
        Status.FINISHED: "Your dossier is finished and the result is ready.",
        Status.RETURNED: "The result was handed over.",
    },
    Language.KM: khmer.STATUS_SENTENCES,
}
WHAT_TO_DO: dict[Language, dict[Status, str]] = {
    Language.VI: {
        Status.NEWLY_REGISTERED: "Bạn chưa cần làm gì. Khi cán bộ tiếp nhận, hồ sơ sẽ có ngày hẹn trả.",
        Status.RECEIVED: "Bạn chưa cần làm gì. Xin giữ giấy hẹn.",
        Status.REFUSED: "Xin liên hệ bộ phận một cửa để biết lý do và cách nộp lại.",
        Status.PROCESSING: "Bạn chưa cần làm gì. Xin giữ giấy hẹn.",
        Status.SUPPLEMENT_REQUESTED: "Xin mang giấy tờ còn thiếu đến bộ phận một cửa.",
        Status.PAYMENT_REQUIRED: "Xin nộp khoản tiền đã thông báo, rồi mang biên lai đến bộ phận một cửa.",
        Status.WITHDRAWN: "Nếu vẫn cần giải quyết, xin nộp hồ sơ mới.",
        Status.STOPPED: "Xin liên hệ bộ phận một cửa để biết lý do.",
        Status.FINISHED: "Xin mang giấy hẹn đến một cửa nhận kết quả.",
        Status.RETURNED: "Hồ sơ đã hoàn tất, bạn không cần làm gì thêm.",
    },
    Language.EN: {
        Status.NEWLY_REGISTERED: "Nothing to do yet. Once a clerk receives it, it will have a due date.",
        Status.RECEIVED: "Nothing to do yet. Please keep your receipt.",
        Status.REFUSED: "Please ask at the one-stop unit for the reason and how to hand it in again.",
        Status.PROCESSING: "Nothing to do yet. Please keep your receipt.",
        Status.SUPPLEMENT_REQUESTED: "Please bring the missing papers to the one-stop unit.",
        Status.PAYMENT_REQUIRED: "Please pay the amount you were told, then bring the proof to the one-stop unit.",
        Status.WITHDRAWN: "If you still need it, please hand in a new dossier.",
        Status.STOPPED: "Please ask at the one-stop unit for the reason.",
        Status.FINISHED: "Please bring your receipt to the one-stop unit and collect the result.",
        Status.RETURNED: "All is done; nothing more is needed.",
    },
    Language.KM: khmer.WHAT_TO_DO,
}
FAILURES: dict[Language, dict[str, str]] = {
    Language.VI: {
        "code_not_readable": "Mã hồ sơ chưa đúng. Xin xem lại mã trên giấy hẹn, ví dụ H53.19-260115-0001.",
        "several_codes": "Xin tra cứu từng mã hồ sơ một.",
        "number_not_readable": "Số điện thoại chưa đúng. Xin nhập số di động ở Việt Nam, ví dụ 0912 345 678.",
        "dossier_not_found": "Chưa tìm thấy hồ sơ với mã này. "
        "Xin xem lại mã trên giấy hẹn; hồ sơ mới nộp có thể cần ít phút.",
        "too_many_requests": "Bạn tra cứu nhiều lần quá nhanh. Xin chờ một phút rồi thử lại.",
        "challenge_required": "Nhiều mã hồ sơ gần nhau vừa được tra cứu từ mạng của bạn. Xin trả lời một câu hỏi ngắn.",
        "lookup_unavailable": "Hệ thống tra cứu đang tạm gián đoạn. Xin thử lại sau ít phút hoặc hỏi bộ phận một cửa.",
        "device_refused": "Máy này tạm ngừng phục vụ. Xin hỏi bộ phận một cửa.",
        "lookup_failure": "Chưa tra cứu được. Xin thử lại sau ít phút hoặc hỏi bộ phận một cửa.",
    },
    Language.EN: {
        "code_not_readable": "This is not a dossier code. "
        "Please check it on your receipt, for example H53.19-260115-0001.",
        "several_codes": "Please look up one dossier code at a time.",
        "number_not_readable": "This is not a mobile number of Viet Nam. Please check it, for example 0912 345 678.",
        "dossier_not_found": "No dossier was found under this code. "
        "Please check your receipt; a new dossier can take a few minutes.",
        "too_many_requests": "That was too many look-ups at once. Please wait a minute and try again.",
        "challenge_required": "Many codes near each other were looked up from your network. "
        "Please answer one short question.",
        "lookup_unavailable": "The look-up service is interrupted for now. "
        "Please try again in a few minutes or ask at the one-stop unit.",
        "device_refused": "This machine is out of service for now. Please ask at the one-stop unit.",
        "lookup_failure": "The look-up did not work. Please try again in a few minutes or ask at the one-stop unit.",
    },
    Language.KM: khmer.FAILURES,
}
TIMELINESS: dict[Language, dict[Timeliness, str]] = {
    Language.VI: {
        Timeliness.EARLY: "Xong trước hạn",
        Timeliness.ON_TIME: "Xong đúng hạn",
        Timeliness.LATE: "Xong quá hạn",
        Timeliness.WITHIN_TERM: "Trong hạn",
        Timeliness.OVERDUE: "Đã quá hạn",
        Timeliness.WAITING: "Tạm dừng tính hạn",
        Timeliness.STOPPED: "Đã dừng",
        Timeliness.WITHDRAWN: "Đã rút",
        Timeliness.REFUSED: "Không tiếp nhận",
        Timeliness.NO_DUE_DATE: "Không hẹn ngày trả",
    },
    Language.EN: {
        Timeliness.EARLY: "Finished early",
        Timeliness.ON_TIME: "Finished on time",
        Timeliness.LATE: "Finished late",
        Timeliness.WITHIN_TERM: "Within its term",
        Timeliness.OVERDUE: "Overdue",
        Timeliness.WAITING: "The clock stands still",
        Timeliness.STOPPED: "Stopped",
        Timeliness.WITHDRAWN: "Withdrawn",
        Timeliness.REFUSED: "Not accepted",
        Timeliness.NO_DUE_DATE: "No due date",
    },
    Language.KM: khmer.TIMELINESS,
}
SMS_STATUS: dict[Status, str] = {
    Status.NEWLY_REGISTERED: "cho tiep nhan",
    Status.RECEIVED: "da tiep nhan",
    Status.REFUSED: "khong duoc tiep nhan",
    Status.PROCESSING: "dang xu ly",
    Status.SUPPLEMENT_REQUESTED: "can bo sung giay to",
    Status.PAYMENT_REQUIRED: "can nop phi, thue",
    Status.WITHDRAWN: "da rut",
    Status.STOPPED: "dung xu ly",
    Status.FINISHED: "da xong, moi nhan ket qua",
    Status.RETURNED: "da tra ket qua",
}


def status_name(status: Status, language: Language) -> str:
    """The status's short name, for a table or a heading."""
    return STATUS_NAMES[language][status]


def status_sentence(status: Status, language: Language) -> str:
    """Where the dossier is, as one sentence."""
    return STATUS_SENTENCES[language][status]


def what_to_do(status: Status, language: Language) -> str:
    """What the citizen has to do now, as one sentence."""
    return WHAT_TO_DO[language][status]


def failure_sentence(code: str, language: Language) -> str:
    """What to tell a citizen of the LookupFailure with this `code`."""
    return FAILURES[language].get(code, FAILURES[language]["lookup_failure"])


def timeliness_name(timeliness: Timeliness, language: Language) -> str:
    """How the dossier stands to its due date, in two or three words."""
    return TIMELINESS[language][timeliness]


def without_accents(text: str) -> str:
    """Vietnamese without its accents, for GSM-7 text messages: `Đã trả` → `Da tra`."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
