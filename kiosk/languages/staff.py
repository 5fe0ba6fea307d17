"""What the staff's screens say, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.care.self_test_report import CheckState
from lookup_api.domain.wording import Language


@dataclass(frozen=True, slots=True)
class StaffWords:
    """The texts of one language. `problems` say why the door stays shut; `checks` name the parts of the self-test;
    `advice` is what a clerk does about a finding that is no KioskFault."""

    door_title: str
    door_lead: str
    enter: str
    problems: Mapping[str, str]
    title: str
    lead: str
    self_test: str
    testing: str
    all_well: str
    one_to_do: str
    to_do: str
    touch_test: str
    print_back: str
    restart: str
    states: Mapping[CheckState, str]
    checks: Mapping[str, str]
    advice: Mapping[str, str]
    other_advice: str
    touch_lead: str
    touch_well: str
    page_title: str
    page_printing: str
    page_printed: str
    page_read: str
    page_read_lead: str
    page_failed: str
    page_again: str


STAFF: dict[Language, StaffWords] = {
    Language.VI: StaffWords(
        door_title="Dành cho cán bộ",
        door_lead="Nhập mã cán bộ của máy này.",
        enter="Vào",
        problems={
            "staff_code_wrong": "Mã chưa đúng. Xin nhập lại.",
            "staff_locked": "Nhập sai nhiều lần. Xin thử lại sau năm phút.",
            "staff_no_code": "Máy này chưa đặt mã cán bộ. Xin hỏi trung tâm.",
        },
        title="Kiểm tra máy",
        lead="Bấm “Tự kiểm tra” để xem từng bộ phận của máy.",
        self_test="Tự kiểm tra",
        testing="Đang kiểm tra…",
        all_well="Máy hoạt động tốt.",
        one_to_do="Có 1 việc cần làm.",
        to_do="Có {count} việc cần làm.",
        touch_test="Thử cảm ứng",
        print_back="In và đọc lại",
        restart="Khởi động lại",
        states={
            CheckState.OK: "Tốt",
            CheckState.WARNING: "Lưu ý",
            CheckState.FAILED: "Hỏng",
            CheckState.SKIPPED: "Bỏ qua",
        },
        checks={
            "screen": "Màn hình",
            "touch": "Cảm ứng",
            "camera": "Camera",
            "scanner": "Máy quét cầm tay",
            "printer": "Máy in",
            "voice": "Giọng đọc",
            "network": "Kết nối",
            "clock": "Đồng hồ",
            "disk": "Bộ nhớ",
            "identity": "Ghi danh",
            "read_back": "In và đọc lại",
        },
        advice={
            "screen_dark": "Kiểm tra dây màn hình, rồi khởi động lại máy.",
            "touch_unavailable": "Cắm lại dây cảm ứng, rồi khởi động lại máy.",
            "camera_black": "Bỏ vật che ống kính, lau ống kính.",
            "camera_frozen": "Cắm lại dây camera.",
            "clock_unknown": "Nối mạng để máy so giờ với trung tâm.",
            "key_exposed": "Báo trung tâm: khóa của máy chưa được giữ kín.",
            "not_read_back": "Giữ tờ in cách camera một gang tay, mã hướng về camera.",
        },
        other_advice="Kiểm tra lại; nếu vẫn vậy, khởi động lại máy.",
        touch_lead="Chạm hoặc kéo ngón tay qua mọi ô",
        touch_well="Cảm ứng tốt ở mọi chỗ",
        page_title="In và đọc lại",
        page_printing="Đang in trang thử…",
        page_printed="Đưa trang vừa in ra trước camera.",
        page_read="Đã đọc lại được",
        page_read_lead="Máy in và camera hoạt động tốt.",
        page_failed="Chưa in được trang thử",
        page_again="In lại",
    ),
    Language.EN: StaffWords(
        door_title="For the staff",
        door_lead="Type the staff code of this machine.",
        enter="Enter",
        problems={
            "staff_code_wrong": "That is not the code. Please type it again.",
            "staff_locked": "Too many wrong codes. Please try again in five minutes.",
            "staff_no_code": "This machine has no staff code yet. Please ask the centre.",
        },
        title="Check this machine",
        lead="Touch “Self-test” to look at each part of the machine.",
        self_test="Self-test",
        testing="Testing…",
        all_well="The machine is well.",
        one_to_do="There is 1 thing to do.",
        to_do="There are {count} things to do.",
        touch_test="Touch test",
        print_back="Print and read back",
        restart="Restart",
        states={
            CheckState.OK: "Good",
            CheckState.WARNING: "Look",
            CheckState.FAILED: "Fails",
            CheckState.SKIPPED: "Left out",
        },
        checks={
            "screen": "Screen",
            "touch": "Touch panel",
            "camera": "Camera",
            "scanner": "Hand-held scanner",
            "printer": "Printer",
            "voice": "Voice",
            "network": "Network",
            "clock": "Clock",
            "disk": "Disk",
            "identity": "Enrolment",
            "read_back": "Print and read back",
        },
        advice={
            "screen_dark": "Check the cable of the screen, then restart the machine.",
            "touch_unavailable": "Plug the touch panel in again, then restart the machine.",
            "camera_black": "Take away what covers the lens, and wipe it.",
            "camera_frozen": "Plug the camera in again.",
            "clock_unknown": "Connect the network, so that the time can be compared.",
            "key_exposed": "Call the centre: the key of this machine is not kept secret.",
            "not_read_back": "Hold the page a hand's width from the camera, with the code towards it.",
        },
        other_advice="Test again; if it stays so, restart the machine.",
        touch_lead="Touch every field, or draw a finger over it",
        touch_well="The touch panel is good everywhere",
        page_title="Print and read back",
        page_printing="Printing a test page…",
        page_printed="Hold the printed page in front of the camera.",
        page_read="It was read back",
        page_read_lead="Printer and camera are good.",
        page_failed="The test page was not printed",
        page_again="Print again",
    ),
    Language.KM: StaffWords(
        door_title="សម្រាប់មន្ត្រី",
        door_lead="វាយលេខកូដមន្ត្រីរបស់ម៉ាស៊ីននេះ។",
        enter="ចូល",
        problems={
            "staff_code_wrong": "លេខកូដមិនត្រឹមត្រូវទេ។ សូមវាយម្តងទៀត។",
            "staff_locked": "វាយខុសច្រើនដង។ សូមសាកល្បងម្តងទៀតក្នុងប្រាំនាទី។",
            "staff_no_code": "ម៉ាស៊ីននេះមិនទាន់មានលេខកូដមន្ត្រីទេ។ សូមសួរមជ្ឈមណ្ឌល។",
        },
        title="ពិនិត្យម៉ាស៊ីន",
        lead="ចុច “ពិនិត្យខ្លួនឯង” ដើម្បីមើលផ្នែកនីមួយៗរបស់ម៉ាស៊ីន។",
        self_test="ពិនិត្យខ្លួនឯង",
        testing="កំពុងពិនិត្យ…",
        all_well="ម៉ាស៊ីនដំណើរការល្អ។",
        one_to_do="មាន 1 ចំណុចត្រូវធ្វើ។",
        to_do="មាន {count} ចំណុចត្រូវធ្វើ។",
        touch_test="សាកអេក្រង់ប៉ះ",
        print_back="បោះពុម្ព និងអានវិញ",
        restart="បើកឡើងវិញ",
        states={
            CheckState.OK: "ល្អ",
            CheckState.WARNING: "ប្រយ័ត្ន",
            CheckState.FAILED: "ខូច",
            CheckState.SKIPPED: "រំលង",
        },
        checks={
            "screen": "អេក្រង់",
            "touch": "ផ្ទាំងប៉ះ",
            "camera": "កាមេរ៉ា",
            "scanner": "ម៉ាស៊ីនស្កេនដៃ",
            "printer": "ម៉ាស៊ីនបោះពុម្ព",
            "voice": "សំឡេងអាន",
            "network": "បណ្តាញ",
            "clock": "នាឡិកា",
            "disk": "អង្គចងចាំ",
            "identity": "ការចុះឈ្មោះ",
            "read_back": "បោះពុម្ព និងអានវិញ",
        },
        advice={
            "screen_dark": "ពិនិត្យខ្សែអេក្រង់ រួចបើកម៉ាស៊ីនឡើងវិញ។",
            "touch_unavailable": "ដោតខ្សែផ្ទាំងប៉ះម្តងទៀត រួចបើកម៉ាស៊ីនឡើងវិញ។",
            "camera_black": "យកវត្ថុដែលបាំងកាមេរ៉ាចេញ រួចជូតកែវ។",
            "camera_frozen": "ដោតខ្សែកាមេរ៉ាម្តងទៀត។",
            "clock_unknown": "ភ្ជាប់បណ្តាញ ដើម្បីប្រៀបធៀបម៉ោងជាមួយមជ្ឈមណ្ឌល។",
            "key_exposed": "ទូរសព្ទទៅមជ្ឈមណ្ឌល៖ សោររបស់ម៉ាស៊ីនមិនបានរក្សាសម្ងាត់ទេ។",
            "not_read_back": "ដាក់សន្លឹកឆ្ងាយពីកាមេរ៉ាប្រហែលមួយចំអាម ដោយបែរលេខកូដទៅកាមេរ៉ា។",
        },
        other_advice="ពិនិត្យម្តងទៀត បើនៅតែដដែល សូមបើកម៉ាស៊ីនឡើងវិញ។",
        touch_lead="ប៉ះ ឬអូសម្រាមដៃលើគ្រប់ប្រអប់",
        touch_well="ផ្ទាំងប៉ះល្អគ្រប់កន្លែង",
        page_title="បោះពុម្ព និងអានវិញ",
        page_printing="កំពុងបោះពុម្ពទំព័រសាកល្បង…",
        page_printed="ដាក់ទំព័រដែលទើបបោះពុម្ពនៅមុខកាមេរ៉ា។",
        page_read="អានវិញបានហើយ",
        page_read_lead="ម៉ាស៊ីនបោះពុម្ព និងកាមេរ៉ាដំណើរការល្អ។",
        page_failed="បោះពុម្ពទំព័រសាកល្បងមិនបាន",
        page_again="បោះពុម្ពម្តងទៀត",
    ),
}
