"""What stands before the facts on a slip and on a procedure's sheet: a text that one language lacks is a type error."""

from dataclasses import dataclass

from lookup_api.domain.procedure import Level, TermUnit
from lookup_api.domain.wording import Language


@dataclass(frozen=True, slots=True)
class Labels:
    """The texts of one language. `{count}` is a number of days; `one_…` is for a single one. `copies` are originals,
    certified copies and photocopies, more of them or one."""

    # the slip
    slip_title: str
    due: str
    no_due: str
    to_do: str
    missing: str
    fee: str
    responsible: str
    phone: str
    procedure: str
    code: str
    hotline: str
    as_of: str
    # a procedure's sheet
    sheet_title: str
    field: str
    papers: str
    no_papers: str
    copies: tuple[str, str, str]
    one_copy: tuple[str, str, str]
    term: str
    no_term: str
    days: dict[TermUnit, str]
    one_day: dict[TermUnit, str]
    no_fee: str
    where: str
    levels: dict[Level, str]
    online: str
    result: str
    legal_basis: str
    printed_at: str


LABELS = {
    Language.VI: Labels(
        slip_title="KẾT QUẢ TRA CỨU HỒ SƠ",
        due="Hẹn trả kết quả",
        no_due="Không hẹn ngày trả",
        to_do="Việc cần làm",
        missing="Giấy tờ còn thiếu",
        fee="Phí, lệ phí",
        responsible="Người phụ trách",
        phone="Điện thoại",
        procedure="Thủ tục",
        code="Mã hồ sơ",
        hotline="Tổng đài",
        as_of="Thông tin lúc",
        sheet_title="HƯỚNG DẪN THỦ TỤC",
        field="Lĩnh vực",
        papers="Giấy tờ cần nộp",
        no_papers="Xin hỏi bộ phận một cửa.",
        copies=("bản chính", "bản sao chứng thực", "bản chụp"),
        one_copy=("bản chính", "bản sao chứng thực", "bản chụp"),
        term="Thời hạn giải quyết",
        no_term="Chưa quy định",
        days={TermUnit.WORKING_DAYS: "{count} ngày làm việc", TermUnit.CALENDAR_DAYS: "{count} ngày"},
        one_day={TermUnit.WORKING_DAYS: "1 ngày làm việc", TermUnit.CALENDAR_DAYS: "1 ngày"},
        no_fee="Không thu",
        where="Nơi nộp",
        levels={
            Level.COMMUNE: "Bộ phận một cửa cấp xã",
            Level.DISTRICT: "Bộ phận một cửa cấp huyện",
            Level.PROVINCE: "Bộ phận một cửa cấp tỉnh",
        },
        online="hoặc nộp trên mạng",
        result="Kết quả nhận được",
        legal_basis="Căn cứ pháp lý",
        printed_at="In lúc",
    ),
    Language.EN: Labels(
        slip_title="WHERE YOUR DOSSIER STANDS",
        due="Result due",
        no_due="No due date",
        to_do="What to do",
        missing="Papers still missing",
        fee="Fee",
        responsible="Responsible now",
        phone="Telephone",
        procedure="Procedure",
        code="Dossier code",
        hotline="Hotline",
        as_of="As of",
        sheet_title="HOW TO HAND IT IN",
        field="Field",
        papers="Papers to hand in",
        no_papers="Please ask at the one-stop unit.",
        copies=("originals", "certified copies", "photocopies"),
        one_copy=("original", "certified copy", "photocopy"),
        term="Time it takes",
        no_term="Not set",
        days={TermUnit.WORKING_DAYS: "{count} working days", TermUnit.CALENDAR_DAYS: "{count} days"},
        one_day={TermUnit.WORKING_DAYS: "1 working day", TermUnit.CALENDAR_DAYS: "1 day"},
        no_fee="None",
        where="Where",
        levels={
            Level.COMMUNE: "One-stop unit of the commune",
            Level.DISTRICT: "One-stop unit of the district",
            Level.PROVINCE: "One-stop unit of the province",
        },
        online="or online",
        result="What you get",
        legal_basis="Legal basis",
        printed_at="Printed",
    ),
    Language.KM: Labels(
        slip_title="លទ្ធផលពិនិត្យមើលសំណុំឯកសារ",
        due="ថ្ងៃណាត់ទទួលលទ្ធផល",
        no_due="គ្មានថ្ងៃណាត់",
        to_do="អ្វីដែលត្រូវធ្វើ",
        missing="ឯកសារដែលនៅខ្វះ",
        fee="កម្រៃសេវា",
        responsible="អ្នកទទួលខុសត្រូវ",
        phone="ទូរសព្ទ",
        procedure="នីតិវិធី",
        code="លេខកូដសំណុំឯកសារ",
        hotline="ទូរសព្ទជំនួយ",
        as_of="ព័ត៌មាននៅម៉ោង",
        sheet_title="របៀបដាក់សំណុំឯកសារ",
        field="វិស័យ",
        papers="ឯកសារដែលត្រូវដាក់",
        no_papers="សូមសួរការិយាល័យច្រកចេញចូលតែមួយ។",
        copies=("ច្បាប់ដើម", "ច្បាប់ចម្លងមានបញ្ជាក់", "ច្បាប់ថតចម្លង"),
        one_copy=("ច្បាប់ដើម", "ច្បាប់ចម្លងមានបញ្ជាក់", "ច្បាប់ថតចម្លង"),
        term="រយៈពេលដោះស្រាយ",
        no_term="មិនទាន់កំណត់",
        days={TermUnit.WORKING_DAYS: "{count} ថ្ងៃធ្វើការ", TermUnit.CALENDAR_DAYS: "{count} ថ្ងៃ"},
        one_day={TermUnit.WORKING_DAYS: "1 ថ្ងៃធ្វើការ", TermUnit.CALENDAR_DAYS: "1 ថ្ងៃ"},
        no_fee="មិនយកប្រាក់",
        where="កន្លែងដាក់",
        levels={
            Level.COMMUNE: "ច្រកចេញចូលតែមួយ ថ្នាក់ឃុំ",
            Level.DISTRICT: "ច្រកចេញចូលតែមួយ ថ្នាក់ស្រុក",
            Level.PROVINCE: "ច្រកចេញចូលតែមួយ ថ្នាក់ខេត្ត",
        },
        online="ឬតាមអ៊ីនធឺណិត",
        result="លទ្ធផលដែលទទួលបាន",
        legal_basis="មូលដ្ឋានច្បាប់",
        printed_at="បោះពុម្ពនៅម៉ោង",
    ),
}
