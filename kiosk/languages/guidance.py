"""What the help screen and the guide to procedures say, in each language; and whom to ask."""

from dataclasses import dataclass

from lookup_api.domain.wording import Language


@dataclass(frozen=True, slots=True)
class Guidance:
    """The texts of one language. `{…}` is filled in; `{label}` is what stands on a button."""

    # how this machine is used
    help_title: str
    find_code: str
    hold_code: str
    read_result: str
    take_slip: str
    cannot_scan: str
    ease_title: str
    larger: str
    darker: str
    lower: str
    louder: str
    stiller: str
    one_button: str
    whom_title: str
    # the guide to procedures
    fields_title: str
    fields_lead: str
    in_vietnamese: str  # "" where nobody needs to be told
    one_procedure: str
    procedures: str
    loading: str
    no_procedures: str
    no_procedures_lead: str
    procedures_lead: str
    steps: str
    print_sheet: str
    sheet_printed: str


GUIDANCE: dict[Language, Guidance] = {
    Language.VI: Guidance(
        help_title="Cách dùng máy này",
        find_code="Tìm mã vạch trên giấy hẹn.",
        hold_code="Đưa mã vạch ra trước máy quét.",
        read_result="Đọc kết quả trên màn hình.",
        take_slip="Muốn mang về thì in phiếu.",
        cannot_scan="Không quét được? Bấm “{label}” và nhập mã in dưới mã vạch.",
        ease_title="Để dễ nhìn, dễ nghe, dễ bấm",
        larger="Chữ to hơn",
        darker="Nền đen, chữ sáng",
        lower="Nút xuống thấp",
        louder="Đọc to màn hình",
        stiller="Hình đứng yên",
        one_button="Chỉ một nút bấm",
        whom_title="Cần người giúp? Xin hỏi quầy một cửa.",
        fields_title="Thủ tục cần giấy tờ gì?",
        fields_lead="Chọn một lĩnh vực.",
        in_vietnamese="",
        one_procedure="1 thủ tục",
        procedures="{count} thủ tục",
        loading="Đang tải danh sách…",
        no_procedures="Chưa có thủ tục nào",
        no_procedures_lead="Danh sách thủ tục đang được chuẩn bị. Xin hỏi cán bộ ở quầy một cửa.",
        procedures_lead="Chọn một thủ tục.",
        steps="Cách làm",
        print_sheet="In hướng dẫn",
        sheet_printed="Đã in xong. Xin nhận tờ hướng dẫn ở khe giấy.",
    ),
    Language.EN: Guidance(
        help_title="How to use this machine",
        find_code="Find the barcode on your receipt.",
        hold_code="Hold the barcode in front of the scanner.",
        read_result="Read the answer on the screen.",
        take_slip="Print a slip to take it home.",
        cannot_scan="It cannot be scanned? Touch “{label}” and type the code below the barcode.",
        ease_title="Easier to see, hear and reach",
        larger="Larger letters",
        darker="White on black",
        lower="Lower buttons",
        louder="Hear this screen",
        stiller="Nothing moves",
        one_button="One-button use",
        whom_title="Need a hand? Please ask at the counter.",
        fields_title="Which papers do I need?",
        fields_lead="Choose a field.",
        in_vietnamese="Procedures are described in Vietnamese only. A clerk will gladly explain them.",
        one_procedure="1 procedure",
        procedures="{count} procedures",
        loading="Fetching the list…",
        no_procedures="No procedures yet",
        no_procedures_lead="The list is being prepared. Please ask a clerk at the one-stop counter.",
        procedures_lead="Choose a procedure.",
        steps="How it is done",
        print_sheet="Print this guide",
        sheet_printed="It is printed. Please take the sheet from the slot.",
    ),
    Language.KM: Guidance(
        help_title="របៀបប្រើម៉ាស៊ីននេះ",
        find_code="រកបាកូដលើបង្កាន់ដៃ។",
        hold_code="ដាក់បាកូដនៅមុខម៉ាស៊ីនស្កេន។",
        read_result="អានលទ្ធផលលើអេក្រង់។",
        take_slip="បើចង់យកទៅផ្ទះ សូមបោះពុម្ព។",
        cannot_scan="ស្កេនមិនបាន? សូមចុច “{label}” រួចវាយលេខកូដនៅក្រោមបាកូដ។",
        ease_title="ងាយមើល ងាយស្តាប់ ងាយចុច",
        larger="អក្សរធំជាង",
        darker="ផ្ទៃខ្មៅ អក្សរភ្លឺ",
        lower="ដាក់ប៊ូតុងឱ្យទាប",
        louder="អានអេក្រង់នេះឮៗ",
        stiller="មិនមានចលនា",
        one_button="ប្រើប៊ូតុងតែមួយ",
        whom_title="ត្រូវការជំនួយ? សូមសួរមន្ត្រី។",
        fields_title="នីតិវិធីត្រូវការឯកសារអ្វីខ្លះ?",
        fields_lead="សូមចុចលើវិស័យមួយ។",
        in_vietnamese="នីតិវិធីមានតែជាភាសាវៀតណាម។ មន្ត្រីនឹងជួយពន្យល់អ្នក។",
        one_procedure="នីតិវិធី 1",
        procedures="នីតិវិធី {count}",
        loading="កំពុងទាញយកបញ្ជី…",
        no_procedures="មិនទាន់មាននីតិវិធី",
        no_procedures_lead="បញ្ជីកំពុងរៀបចំ។ សូមសួរមន្ត្រីនៅច្រកចេញចូលតែមួយ។",
        procedures_lead="សូមចុចលើនីតិវិធីមួយ។",
        steps="របៀបធ្វើ",
        print_sheet="បោះពុម្ពសេចក្តីណែនាំ",
        sheet_printed="បោះពុម្ពរួចហើយ។ សូមយកសន្លឹកពីរន្ធក្រដាស។",
    ),
}
