"""What the screens say on which a citizen wishes something: to be told by text message, to report a difference."""

from collections.abc import Mapping
from dataclasses import dataclass

from lookup_api.domain.wording import Language


@dataclass(frozen=True, slots=True)
class Wishes:
    """The texts of one language. `problems` say why there will be no text messages; look-up failures that are not among
    them are told as everywhere else."""

    # to be told by text message
    phone_title: str
    phone_lead: str
    phone_use: str
    phone_empty: str
    phone_submit: str
    phone_asking: str
    problems: Mapping[str, str]
    # something else was said elsewhere
    difference_title: str
    difference_lead: str
    elsewhere: Mapping[str, str]
    elsewhere_notes: Mapping[str, str]


WISHES: dict[Language, Wishes] = {
    Language.VI: Wishes(
        phone_title="Báo tin vào điện thoại của bạn",
        phone_lead="Chúng tôi sẽ nhắn một tin hỏi lại số này trước khi báo tin.",
        phone_use="Số này chỉ dùng để báo tin về hồ sơ này.",
        phone_empty="Số di động",
        phone_submit="Báo tin cho tôi",
        phone_asking="Đang gửi…",
        problems={
            "lookup_unavailable": "Lúc này chưa gửi được. Xin thử lại sau ít phút.",
            "too_many_requests": "Bạn gửi nhiều lần quá nhanh. Xin chờ một phút rồi thử lại.",
        },
        difference_title="Nơi nào nói khác màn hình này?",
        difference_lead="Chúng tôi sẽ đối chiếu và sửa nơi bị sai. Bạn không cần làm gì thêm.",
        elsewhere={"sms": "Tin nhắn", "web": "Trang mạng", "paper": "Giấy tờ"},
        elsewhere_notes={
            "sms": "Tin nhắn điện thoại báo khác",
            "web": "Trang tra cứu trên mạng ghi khác",
            "paper": "Giấy hẹn hoặc phiếu in ghi khác",
        },
    ),
    Language.EN: Wishes(
        phone_title="News to your phone",
        phone_lead="We will first send one text message that asks whether this is your number.",
        phone_use="The number is used for news of this dossier only.",
        phone_empty="Mobile number",
        phone_submit="Text me the news",
        phone_asking="Sending…",
        problems={
            "lookup_unavailable": "It could not be sent just now. Please try again in a few minutes.",
            "too_many_requests": "That was too often at once. Please wait a minute and try again.",
        },
        difference_title="Who says something else?",
        difference_lead="We will compare the two and correct the wrong one. You need not do anything more.",
        elsewhere={"sms": "Text message", "web": "Web page", "paper": "Paper"},
        elsewhere_notes={
            "sms": "A text message says something else",
            "web": "The page on the web says something else",
            "paper": "The receipt or a slip says something else",
        },
    ),
    Language.KM: Wishes(
        phone_title="ដំណឹងទៅទូរសព្ទរបស់អ្នក",
        phone_lead="យើងនឹងផ្ញើសារមួយសួរបញ្ជាក់លេខនេះ មុនពេលផ្ញើដំណឹង។",
        phone_use="លេខនេះប្រើសម្រាប់តែដំណឹងអំពីសំណុំឯកសារនេះ។",
        phone_empty="លេខទូរសព្ទចល័ត",
        phone_submit="ផ្ញើសារប្រាប់ខ្ញុំ",
        phone_asking="កំពុងផ្ញើ…",
        problems={
            "lookup_unavailable": "ឥឡូវនេះផ្ញើមិនបានទេ។ សូមសាកល្បងម្តងទៀតក្នុងពីរបីនាទី។",
            "too_many_requests": "អ្នកផ្ញើច្រើនដងលឿនពេក។ សូមរង់ចាំមួយនាទី រួចសាកល្បងម្តងទៀត។",
        },
        difference_title="កន្លែងណាប្រាប់ខុសពីអេក្រង់នេះ?",
        difference_lead="យើងនឹងប្រៀបធៀប ហើយកែកន្លែងដែលខុស។ អ្នកមិនត្រូវធ្វើអ្វីទៀតទេ។",
        elsewhere={"sms": "សារទូរសព្ទ", "web": "ទំព័រអ៊ីនធឺណិត", "paper": "ក្រដាស"},
        elsewhere_notes={
            "sms": "សារក្នុងទូរសព្ទប្រាប់ខុស",
            "web": "ទំព័រលើអ៊ីនធឺណិតសរសេរខុស",
            "paper": "បង្កាន់ដៃ ឬសន្លឹកបោះពុម្ពសរសេរខុស",
        },
    ),
}
