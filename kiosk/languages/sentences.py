"""The status of a dossier as a sentence, in each language. Of several forms the first stands whose blanks can all be
filled; the last one has none.

Nobody knows whether an officer is a man or a woman, so the name stands behind the office: "cán bộ Nguyễn Thị B.".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """`statuses` say where it is: {place}, {officer}, {papers} (how many are missing) and {fee} are blanks. `due` says
    when the result is promised: {day}, {standing}. `officer` is how one is named, unless the name brings a title.
    """

    statuses: Mapping[Status, Forms]
    officer: str
    titles: tuple[str, ...]
    due: str
    due_today: str
    due_tomorrow: str
    no_due_yet: str
    no_due: str
    waiting: str
    on_time: str
    sorry: str
    uncounted: Mapping[Timeliness, str]  # how it stands when the days between say nothing
    day_form: str
    day_with_year_form: str


VI = Sentences(
    statuses={
        Status.NEWLY_REGISTERED: (
            "Hồ sơ đã gửi đến {place}, {officer} sẽ tiếp nhận.",
            "Hồ sơ đã gửi đến {place} và đang chờ tiếp nhận.",
            "Hồ sơ đã gửi và đang chờ {officer} tiếp nhận.",
            "Hồ sơ đã gửi và đang chờ cán bộ một cửa tiếp nhận.",
        ),
        Status.RECEIVED: (
            "Hồ sơ đã được tiếp nhận, đang ở {place}, {officer} phụ trách.",
            "Hồ sơ đã được tiếp nhận, đang ở {place}.",
            "Hồ sơ đã được tiếp nhận, {officer} phụ trách.",
            "Hồ sơ đã được tiếp nhận và sẽ được chuyển đến bộ phận giải quyết.",
        ),
        Status.REFUSED: (
            "Hồ sơ không được tiếp nhận, xin hỏi {officer}, {place}.",
            "Hồ sơ không được tiếp nhận, xin hỏi {place}.",
            "Hồ sơ không được tiếp nhận, xin hỏi {officer}.",
            "Hồ sơ không được tiếp nhận.",
        ),
        Status.PROCESSING: (
            "Hồ sơ đang ở {place}, {officer} đang giải quyết.",
            "Hồ sơ đang ở {place} và đang được giải quyết.",
            "Hồ sơ đang được {officer} giải quyết.",
            "Hồ sơ đang được giải quyết.",
        ),
        Status.SUPPLEMENT_REQUESTED: (
            "Hồ sơ đang ở {place}, {officer} đang chờ bạn bổ sung {papers} giấy tờ.",
            "Hồ sơ đang ở {place}, chờ bạn bổ sung {papers} giấy tờ.",
            "Hồ sơ đang ở {place}, {officer} đang chờ bạn bổ sung giấy tờ.",
            "Hồ sơ đang ở {place}, chờ bạn bổ sung giấy tờ.",
            "Hồ sơ đang chờ bạn bổ sung {papers} giấy tờ.",
            "Hồ sơ đang chờ bạn bổ sung giấy tờ.",
        ),
        Status.PAYMENT_REQUIRED: (
            "Hồ sơ đang ở {place}, {officer} đang chờ bạn nộp {fee}.",
            "Hồ sơ đang ở {place}, chờ bạn nộp {fee}.",
            "Hồ sơ đang ở {place}, {officer} đang chờ bạn nộp phí, lệ phí hoặc thuế.",
            "Hồ sơ đang ở {place}, chờ bạn nộp phí, lệ phí hoặc thuế.",
            "Hồ sơ đang chờ bạn nộp {fee}.",
            "Hồ sơ đang chờ bạn nộp phí, lệ phí hoặc thuế.",
        ),
        Status.WITHDRAWN: ("Hồ sơ đã được rút theo yêu cầu.",),
        Status.STOPPED: (
            "Hồ sơ đã dừng xử lý, xin hỏi {officer}, {place}.",
            "Hồ sơ đã dừng xử lý, xin hỏi {place}.",
            "Hồ sơ đã dừng xử lý, xin hỏi {officer}.",
            "Hồ sơ đã dừng xử lý.",
        ),
        Status.FINISHED: ("Hồ sơ đã xong, có kết quả.",),
        Status.RETURNED: ("Hồ sơ đã hoàn tất, kết quả đã được trả.",),
    },
    officer="cán bộ {name}",
    titles=("ông", "bà", "cán bộ", "công chức", "viên chức", "chuyên viên", "đồng chí", "đ/c"),
    due="Hẹn trả: {day}, {standing}.",
    due_today="Hẹn trả: hôm nay, {day}.",
    due_tomorrow="Hẹn trả: ngày mai, {day}.",
    no_due_yet="Chưa có ngày hẹn trả.",
    no_due="Hồ sơ này không hẹn ngày trả.",
    waiting="Trong lúc chờ bạn, thời hạn tạm dừng.",
    on_time="xong đúng hẹn",
    sorry="Chúng tôi xin lỗi bạn vì sự chậm trễ này.",
    uncounted={
        Timeliness.WITHIN_TERM: "còn trong hạn",
        Timeliness.OVERDUE: "đã quá hẹn",
        Timeliness.EARLY: "xong trước hẹn",
        Timeliness.LATE: "xong sau hẹn",
    },
    day_form="%d/%m",
    day_with_year_form="%d/%m/%Y",
)
EN = Sentences(
    statuses={
        Status.NEWLY_REGISTERED: (
            "Your dossier was sent to {place}; {officer} will receive it.",
            "Your dossier was sent to {place} and waits to be received.",
            "Your dossier was sent in; {officer} will receive it.",
            "Your dossier was sent in and waits for a clerk to receive it.",
        ),
        Status.RECEIVED: (
            "Your dossier was received and is at {place}, with {officer}.",
            "Your dossier was received and is at {place}.",
            "Your dossier was received and is with {officer}.",
            "Your dossier was received and goes to the unit that will handle it.",
        ),
        Status.REFUSED: (
            "Your dossier was not accepted; please ask {officer}, {place}.",
            "Your dossier was not accepted; please ask {place}.",
            "Your dossier was not accepted; please ask {officer}.",
            "Your dossier was not accepted.",
        ),
        Status.PROCESSING: (
            "Your dossier is at {place}; {officer} is handling it.",
            "Your dossier is being handled at {place}.",
            "Your dossier is being handled by {officer}.",
            "Your dossier is being handled.",
        ),
        Status.SUPPLEMENT_REQUESTED: (
            "Your dossier is at {place}; {officer} waits for papers from you, {papers} in all.",
            "Your dossier is at {place} and waits for papers from you, {papers} in all.",
            "Your dossier is at {place}; {officer} waits for papers from you.",
            "Your dossier is at {place} and waits for papers from you.",
            "Your dossier waits for papers from you, {papers} in all.",
            "Your dossier waits for papers from you.",
        ),
        Status.PAYMENT_REQUIRED: (
            "Your dossier is at {place}; {officer} waits for your payment of {fee}.",
            "Your dossier is at {place} and waits for your payment of {fee}.",
            "Your dossier is at {place}; {officer} waits for your payment.",
            "Your dossier is at {place} and waits for your payment.",
            "Your dossier waits for your payment of {fee}.",
            "Your dossier waits for your payment.",
        ),
        Status.WITHDRAWN: ("Your dossier was withdrawn as you asked.",),
        Status.STOPPED: (
            "Work on your dossier has stopped; please ask {officer}, {place}.",
            "Work on your dossier has stopped; please ask {place}.",
            "Work on your dossier has stopped; please ask {officer}.",
            "Work on your dossier has stopped.",
        ),
        Status.FINISHED: ("Your dossier is finished and the result is ready.",),
        Status.RETURNED: ("All is done and the result was handed over.",),
    },
    officer="officer {name}",
    titles=("mr", "mrs", "ms", "officer"),
    due="Result due: {day}, {standing}.",
    due_today="Result due: today, {day}.",
    due_tomorrow="Result due: tomorrow, {day}.",
    no_due_yet="There is no due date yet.",
    no_due="This dossier has no due date.",
    waiting="While we wait for you, the clock stands still.",
    on_time="finished on time",
    sorry="We are sorry for this delay.",
    uncounted={
        Timeliness.WITHIN_TERM: "within its term",
        Timeliness.OVERDUE: "overdue",
        Timeliness.EARLY: "finished early",
        Timeliness.LATE: "finished late",
    },
    day_form="%-d %B",
    day_with_year_form="%-d %B %Y",
)
KM = Sentences(
    statuses={
        Status.NEWLY_REGISTERED: (
            "សំណុំឯកសារបានផ្ញើទៅ {place} រួច ហើយកំពុងរង់ចាំ {officer} ទទួល។",
            "សំណុំឯកសារបានផ្ញើទៅ {place} រួច ហើយកំពុងរង់ចាំការទទួល។",
            "សំណុំឯកសារបានផ្ញើរួច ហើយកំពុងរង់ចាំ {officer} ទទួល។",
            "សំណុំឯកសារបានផ្ញើរួច ហើយកំពុងរង់ចាំមន្ត្រីទទួល។",
        ),
        Status.RECEIVED: (
            "សំណុំឯកសារត្រូវបានទទួល ឥឡូវនៅ {place} ដោយមាន {officer} ទទួលបន្ទុក។",
            "សំណុំឯកសារត្រូវបានទទួល ឥឡូវនៅ {place}។",
            "សំណុំឯកសារត្រូវបានទទួល ដោយមាន {officer} ទទួលបន្ទុក។",
            "សំណុំឯកសារត្រូវបានទទួល ហើយនឹងបញ្ជូនទៅផ្នែកដោះស្រាយ។",
        ),
        Status.REFUSED: (
            "សំណុំឯកសារមិនត្រូវបានទទួលយកទេ សូមសួរ {officer} នៅ {place}។",
            "សំណុំឯកសារមិនត្រូវបានទទួលយកទេ សូមសួរនៅ {place}។",
            "សំណុំឯកសារមិនត្រូវបានទទួលយកទេ សូមសួរ {officer}។",
            "សំណុំឯកសារមិនត្រូវបានទទួលយកទេ។",
        ),
        Status.PROCESSING: (
            "សំណុំឯកសារកំពុងនៅ {place} ហើយ {officer} កំពុងដោះស្រាយ។",
            "សំណុំឯកសារកំពុងនៅ {place} ហើយកំពុងត្រូវបានដោះស្រាយ។",
            "សំណុំឯកសារកំពុងត្រូវបាន {officer} ដោះស្រាយ។",
            "សំណុំឯកសារកំពុងត្រូវបានដោះស្រាយ។",
        ),
        Status.SUPPLEMENT_REQUESTED: (
            "សំណុំឯកសារកំពុងនៅ {place} ហើយ {officer} កំពុងរង់ចាំឯកសារបន្ថែមចំនួន {papers} ពីអ្នក។",
            "សំណុំឯកសារកំពុងនៅ {place} ហើយរង់ចាំឯកសារបន្ថែមចំនួន {papers} ពីអ្នក។",
            "សំណុំឯកសារកំពុងនៅ {place} ហើយ {officer} កំពុងរង់ចាំឯកសារបន្ថែមពីអ្នក។",
            "សំណុំឯកសារកំពុងនៅ {place} ហើយរង់ចាំឯកសារបន្ថែមពីអ្នក។",
            "សំណុំឯកសារកំពុងរង់ចាំឯកសារបន្ថែមចំនួន {papers} ពីអ្នក។",
            "សំណុំឯកសារកំពុងរង់ចាំឯកសារបន្ថែមពីអ្នក។",
        ),
        Status.PAYMENT_REQUIRED: (
            "សំណុំឯកសារកំពុងនៅ {place} ហើយ {officer} កំពុងរង់ចាំអ្នកបង់ប្រាក់ {fee}។",
            "សំណុំឯកសារកំពុងនៅ {place} ហើយរង់ចាំអ្នកបង់ប្រាក់ {fee}។",
            "សំណុំឯកសារកំពុងនៅ {place} ហើយ {officer} កំពុងរង់ចាំអ្នកបង់កម្រៃសេវា ឬពន្ធ។",
            "សំណុំឯកសារកំពុងនៅ {place} ហើយរង់ចាំអ្នកបង់កម្រៃសេវា ឬពន្ធ។",
            "សំណុំឯកសារកំពុងរង់ចាំអ្នកបង់ប្រាក់ {fee}។",
            "សំណុំឯកសារកំពុងរង់ចាំអ្នកបង់កម្រៃសេវា ឬពន្ធ។",
        ),
        Status.WITHDRAWN: ("សំណុំឯកសារត្រូវបានដកវិញតាមសំណើ។",),
        Status.STOPPED: (
            "ការដោះស្រាយសំណុំឯកសារបានឈប់ហើយ សូមសួរ {officer} នៅ {place}។",
            "ការដោះស្រាយសំណុំឯកសារបានឈប់ហើយ សូមសួរនៅ {place}។",
            "ការដោះស្រាយសំណុំឯកសារបានឈប់ហើយ សូមសួរ {officer}។",
            "ការដោះស្រាយសំណុំឯកសារបានឈប់ហើយ។",
        ),
        Status.FINISHED: ("សំណុំឯកសារបានដោះស្រាយរួច ហើយមានលទ្ធផល។",),
        Status.RETURNED: ("អ្វីៗរួចរាល់ហើយ លទ្ធផលត្រូវបានប្រគល់ជូន។",),
    },
    officer="មន្ត្រី {name}",
    titles=("មន្ត្រី", "លោក", "អ្នកស្រី"),
    due="ថ្ងៃណាត់៖ {day} {standing}។",
    due_today="ថ្ងៃណាត់៖ ថ្ងៃនេះ {day}។",
    due_tomorrow="ថ្ងៃណាត់៖ ថ្ងៃស្អែក {day}។",
    no_due_yet="មិនទាន់មានថ្ងៃណាត់ទេ។",
    no_due="សំណុំឯកសារនេះគ្មានថ្ងៃណាត់ទេ។",
    waiting="ពេលរង់ចាំអ្នក យើងផ្អាកគិតពេលកំណត់។",
    on_time="រួចរាល់ទាន់កំណត់",
    sorry="យើងសុំទោសចំពោះការយឺតយ៉ាវនេះ។",
    uncounted={
        Timeliness.WITHIN_TERM: "ក្នុងកំណត់",
        Timeliness.OVERDUE: "ហួសកំណត់",
        Timeliness.EARLY: "រួចរាល់មុនកំណត់",
        Timeliness.LATE: "រួចរាល់ហួសកំណត់",
    },
    day_form="%d/%m",
    day_with_year_form="%d/%m/%Y",
)
SENTENCES: dict[Language, Sentences] = {Language.VI: VI, Language.KM: KM, Language.EN: EN}
