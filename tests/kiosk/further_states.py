"""States of the screens beside the way from receipt to result: help, guide, wishes, the staff's side."""

from kiosk.care.self_test_report import Check, CheckState, SelfTestReport
from kiosk.errors import OutOfService
from kiosk.flow import states
from kiosk.flow.states import Contacts, Print, Printing, Result, Screen, Site, State
from lookup_api.domain.procedure import LegalText, Level, Procedure, ProcedureRef
from lookup_api.domain.receipt import Paper
from tests.kiosk.builders import a_procedure, a_question, an_answer

CONTACTS = Contacts("0276 1022", "0888 123 456", "tracuu.tayninh.gov.vn", "7:00 – 17:00, thứ Hai – thứ Sáu")
FIELDS = {
    "Đất đai": 24,
    "Xây dựng": 11,
    "Hộ tịch": 17,
    "Bảo trợ xã hội": 9,
    "Thành lập và hoạt động của hộ kinh doanh": 6,
    "Chứng thực": 8,
    "Giáo dục và đào tạo thuộc hệ thống giáo dục quốc dân": 1,
}
PHONE = "0912345678"


def a_long_procedure() -> Procedure:
    """Everything as long as it gets."""
    return a_procedure(
        ref=ProcedureRef(
            "1.012756",
            "Đăng ký biến động quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất trong các trường"
            " hợp chuyển đổi, chuyển nhượng, thừa kế, tặng cho",
            "Đất đai",
        ),
        papers=(
            Paper("Đơn đăng ký biến động đất đai, tài sản gắn liền với đất theo Mẫu số 18", originals=1),
            Paper("Giấy chứng nhận đã cấp", originals=1, photocopies=2),
            Paper("Hợp đồng chuyển nhượng đã được công chứng hoặc chứng thực", certified_copies=2),
            Paper("Tờ khai thuế thu nhập cá nhân"),
        ),
        result="Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
        steps=("Nộp hồ sơ ở bộ phận một cửa.", "Nộp thuế, lệ phí theo thông báo.", "Nhận kết quả theo giấy hẹn."),
        levels=(Level.COMMUNE, Level.PROVINCE),
        legal_texts=(LegalText("Luật Đất đai", "31/2024/QH15"), LegalText("Nghị định", "101/2024/NĐ-CP")),
        online=True,
    )


def a_catalogue() -> tuple[Procedure, ...]:
    """Many procedures in several fields, the longest first."""
    numbered = (
        (field, number, f"Thủ tục thứ {number} của lĩnh vực, có tên dài vừa phải để xem cho rõ")
        for field, count in FIELDS.items()
        for number in range(1, count + (field != "Đất đai"))
    )
    others = (a_procedure(ref=ProcedureRef(f"1.{number:06}", name, field)) for field, number, name in numbered)
    return (a_long_procedure(), *others)


def a_report(*, well: bool = False) -> SelfTestReport:
    """A self-test's report; usually with two faults and a warning."""
    ok, warning, failed = CheckState.OK, CheckState.WARNING, CheckState.FAILED
    found = (
        Check("screen", ok, "", "1080×1920, llvmpipe"),
        Check("touch", ok, "", "ILITEK Multi-Touch"),
        Check("camera", ok, "", "1280×720"),
        Check("scanner", CheckState.SKIPPED, "", "None is read by itself."),
        Check("printer", failed, "paper_out", "There is no paper."),
        Check("voice", ok, "", "/usr/bin/espeak-ng"),
        Check("network", ok, "", "48 ms"),
        Check("clock", warning, "clock_unknown", "Nobody said what time it is."),
        Check("disk", ok, "", "20480 MiB free"),
        Check("identity", failed, "key_exposed", "key.pem has mode 0644, not 0600."),
    )
    healthy = (Check(one.name, ok, "", "" if one.code else one.detail) for one in found)
    return SelfTestReport(tuple(healthy) if well else found)


def further_screens() -> dict[str, Screen]:
    """The screens by the name of their picture."""
    result = Result(a_question(), an_answer())
    printed, failed = Print(1, Printing.PRINTED), Print(1, Printing.FAILED, "paper_out")
    return {
        "help": states.Help(),
        "fields": states.Fields(),
        "procedures": states.Procedures("Đất đai"),
        "procedure": states.ProcedurePage(a_procedure()),
        "procedure-long": states.ProcedurePage(a_long_procedure()),
        "procedure-printed": states.ProcedurePage(a_procedure(), printed),
        "procedure-failed": states.ProcedurePage(a_procedure(papers=(), fee=0, term=0), failed),
        "phone": states.Phone(result),
        "phone-typed": states.Phone(result, PHONE),
        "phone-refused": states.Phone(result, "0123", "number_not_readable"),
        "phone-asking": states.Phone(result, PHONE, request=3),
        "difference": states.Difference(result),
        "door": states.StaffDoor("2468"),
        "door-refused": states.StaffDoor(problem="staff_locked"),
        "staff": states.Staff(),
        "staff-testing": states.Staff(4),
        "staff-report": states.Staff(report=a_report()),
        "staff-well": states.Staff(report=a_report(well=True)),
        "touch": states.TouchTest(frozenset({0, 5, 6, 11})),
        "touch-done": states.TouchTest(frozenset(range(states.TOUCH_FIELDS))),
        "page-printing": states.PrintBack(Print(1, Printing.PRINTING)),
        "page-printed": states.PrintBack(printed, "Z99-000101-1234"),
        "page-read": states.PrintBack(printed, "Z99-000101-1234", read=True),
        "page-failed": states.PrintBack(failed),
    }


def further_states() -> dict[str, State]:
    """The states by the name of their picture."""
    site = Site(code_start="H53", contacts=CONTACTS)
    known, unknown = State.at_start(site, a_catalogue()), State.at_start(site)
    gone = frozenset({OutOfService.code})
    return {
        **{name: _with(known, screen) for name, screen in further_screens().items()},
        "fields-loading": _with(unknown, states.Fields(1)),
        "fields-empty": _with(unknown, states.Fields()),
        "fields-failed": _with(unknown, states.Fields(problem="lookup_unavailable")),
        "out": State(site=site, screen=states.OutOfService(), faults=gone),
    }


def _with(state: State, screen: Screen) -> State:
    return State(site=state.site, screen=screen, procedures=state.procedures)
