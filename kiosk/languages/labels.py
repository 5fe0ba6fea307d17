"""What stands on the controls and beside them, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from lookup_api.domain.wording import Language


@dataclass(frozen=True, slots=True)
class Labels:
    """Short names of controls, and the few words around them. `hints` says what would help the
    camera, by the value of a Hint."""

    # the bar that every screen has
    text_size: str
    contrast: str
    low_reach: str
    read_aloud: str
    again: str
    quiet: str
    no_voice: str  # for a language that no voice speaks
    up: str
    down: str
    erase: str
    # the first screen
    help: str
    guide: str
    # the result
    on_phone: str
    notice: str
    notice_asked: str
    difference: str
    difference_sent: str
    rate: str
    thanks: str
    one_star: str
    stars: str  # {count} is filled in
    kept: str
    promised: str
    to_receive: str  # what is still to come
    to_process: str
    to_finish: str
    to_return: str
    counter: str
    # what looks alike
    near_title: str
    near_lead: str
    hints: Mapping[str, str]


LABELS: dict[Language, Labels] = {
    Language.VI: Labels(
        text_size="Cỡ chữ",
        contrast="Nền đen",
        low_reach="Tầm thấp",
        read_aloud="Đọc to",
        again="Nghe lại",
        quiet="Dừng đọc",
        no_voice="Máy chưa có giọng đọc cho ngôn ngữ này.",
        up="Lên",
        down="Xuống",
        erase="Xóa một ký tự",
        help="Hướng dẫn",
        guide="Thủ tục cần giấy tờ gì?",
        on_phone="Xem trên điện thoại",
        notice="Báo tin cho tôi",
        notice_asked="Sẽ nhắn tin xác nhận",
        difference="Nơi khác nói khác",
        difference_sent="Đã báo, xin cảm ơn",
        rate="Bạn thấy phục vụ thế nào?",
        thanks="Cảm ơn bạn đã đánh giá!",
        one_star="1 sao",
        stars="{count} sao",
        kept="Máy đang mất kết nối. Đây là thông tin máy đã xem lúc {time} ngày {date}.",
        promised="hẹn {date}",
        to_receive="Tiếp nhận",
        to_process="Giải quyết",
        to_finish="Có kết quả",
        to_return="Trả kết quả",
        counter="Gọi quầy",
        near_title="Có phải mã này không?",
        near_lead="So từng ký tự với giấy hẹn trên tay. Nếu đúng, bấm vào mã.",
        hints={
            "nearer": "Đưa giấy lại gần hơn",
            "farther": "Đưa giấy ra xa một chút",
            "hold_still": "Giữ yên giấy",
            "turn_over": "Lật mặt có mã vạch lên",
            "more_light": "Hơi tối, đưa giấy ra chỗ sáng",
            "less_glare": "Nghiêng giấy cho bớt chói",
            "read": "Đã đọc được mã",
        },
    ),
    Language.EN: Labels(
        text_size="Text size",
        contrast="Dark",
        low_reach="Low reach",
        read_aloud="Read aloud",
        again="Again",
        quiet="Stop",
        no_voice="This machine has no voice for this language.",
        up="Up",
        down="Down",
        erase="Erase one sign",
        help="How it works",
        guide="Which papers do I need?",
        on_phone="See it on your phone",
        notice="Text me the news",
        notice_asked="A text will ask you to confirm",
        difference="Told otherwise?",
        difference_sent="Reported, thank you",
        rate="How was the service?",
        thanks="Thank you for rating!",
        one_star="1 star",
        stars="{count} stars",
        kept="No connection just now. This is what this machine saw at {time} on {date}.",
        promised="due {date}",
        to_receive="Received",
        to_process="In progress",
        to_finish="Result ready",
        to_return="Handed over",
        counter="Call the counter",
        near_title="Is it this code?",
        near_lead="Compare each sign with the receipt in your hand. If it is the same, touch the code.",
        hints={
            "nearer": "Bring it nearer",
            "farther": "A little farther away",
            "hold_still": "Hold it still",
            "turn_over": "Turn the barcode to the machine",
            "more_light": "Too dark, hold it into the light",
            "less_glare": "Tilt it a little, it shines",
            "read": "The code is read",
        },
    ),
    Language.KM: Labels(
        text_size="ទំហំអក្សរ",
        contrast="ផ្ទៃខ្មៅ",
        low_reach="ប៊ូតុងទាប",
        read_aloud="អានឮៗ",
        again="ស្តាប់ម្តងទៀត",
        quiet="ឈប់អាន",
        no_voice="ម៉ាស៊ីននេះមិនទាន់មានសំឡេងអានភាសាខ្មែរទេ។",
        up="ឡើងលើ",
        down="ចុះក្រោម",
        erase="លុបមួយតួ",
        help="របៀបប្រើ",
        guide="នីតិវិធីត្រូវការឯកសារអ្វីខ្លះ?",
        on_phone="មើលលើទូរសព្ទ",
        notice="ផ្ញើសារប្រាប់ខ្ញុំ",
        notice_asked="នឹងផ្ញើសារសួរបញ្ជាក់",
        difference="កន្លែងផ្សេងប្រាប់ខុសគ្នា",
        difference_sent="បានប្រាប់ហើយ សូមអរគុណ",
        rate="តើសេវានេះល្អប៉ុណ្ណា?",
        thanks="សូមអរគុណ!",
        one_star="ផ្កាយ 1",
        stars="ផ្កាយ {count}",
        kept="ម៉ាស៊ីនដាច់បណ្តាញ។ នេះជាព័ត៌មាននៅម៉ោង {time} ថ្ងៃ {date}។",
        promised="ណាត់ {date}",
        to_receive="ទទួល",
        to_process="ដោះស្រាយ",
        to_finish="មានលទ្ធផល",
        to_return="ប្រគល់លទ្ធផល",
        counter="ទូរសព្ទទៅកន្លែងទទួល",
        near_title="តើមែនលេខកូដនេះទេ?",
        near_lead="សូមប្រៀបធៀបជាមួយបង្កាន់ដៃក្នុងដៃអ្នក។ បើត្រូវគ្នា សូមចុចលើលេខកូដ។",
        hints={
            "nearer": "ដាក់ឱ្យជិតបន្តិច",
            "farther": "ដាក់ឱ្យឆ្ងាយបន្តិច",
            "hold_still": "កាន់ឱ្យនឹង",
            "turn_over": "ត្រឡប់ខាងមានបាកូដមក",
            "more_light": "ងងឹតបន្តិច សូមដាក់កន្លែងភ្លឺ",
            "less_glare": "ផ្អៀងបន្តិច ព្រោះចាំងភ្លើង",
            "read": "អានលេខកូដបានហើយ",
        },
    ),
}
