"""What a clerk must be told; each has its sentence, and none repeats what was typed."""

from typing import ClassVar

from sync_ingest.errors import IngestError
from sync_ingest.reasons import Words


class BackOfficeFailure(IngestError):
    """The base of what the back-office refuses."""

    code: ClassVar[str] = "back_office_failure"
    heading: ClassVar[str] = "Chưa làm được"
    sentence: ClassVar[str] = "Xin thử lại, hoặc báo người quản trị."


class SignInNeeded(BackOfficeFailure):
    """Nobody is signed in at this browser, or no longer."""

    code = "sign_in_needed"
    sentence = "Phiên làm việc đã hết. Xin đăng nhập lại để làm tiếp."


class NotAtTheCounter(BackOfficeFailure):
    """This account may not work on dossiers."""

    code = "not_at_the_counter"
    heading = "Tài khoản này không dùng được ở đây"
    sentence = "Chỉ cán bộ một cửa mới tiếp nhận và cập nhật hồ sơ. Nếu cần, xin báo người quản trị của cơ quan."


class AgencyUnknown(BackOfficeFailure):
    """The account's agency does not take part."""

    code = "agency_unknown"
    heading = "Cơ quan chưa tham gia"
    sentence = "Cơ quan của tài khoản này chưa có trong danh sách tham gia. Xin báo người quản trị."


class FormNotOurs(BackOfficeFailure):
    """The form did not come from a page that this clerk was shown."""

    code = "form_not_ours"
    heading = "Chưa nhận được biểu mẫu"
    sentence = "Biểu mẫu đã cũ hoặc không phải của phiên này. Xin quay lại, tải lại trang rồi gửi lần nữa."


class FormTooLarge(BackOfficeFailure):
    """More was sent than any form of ours holds."""

    code = "form_too_large"
    heading = "Nội dung quá dài"
    sentence = "Biểu mẫu gửi lên dài quá mức cho phép. Xin rút gọn rồi gửi lại."


class FormNotReadable(BackOfficeFailure):
    """What was sent is no form."""

    code = "form_not_readable"
    heading = "Chưa đọc được biểu mẫu"
    sentence = "Biểu mẫu gửi lên không đúng dạng. Xin tải lại trang rồi gửi lại."


class DossierNotHere(BackOfficeFailure):
    """No dossier under this code is this agency's to see."""

    code = "dossier_not_here"
    heading = "Không có hồ sơ này ở cơ quan"
    sentence = "Xin xem lại mã. Hồ sơ do cơ quan khác tiếp nhận chỉ mở được ở cơ quan đó."


class AttachmentNotHere(BackOfficeFailure):
    """The filing has no such attachment, or it is no longer kept."""

    code = "attachment_not_here"
    heading = "Không còn tệp này"
    sentence = "Tệp không thuộc hồ sơ này, hoặc đã hết thời hạn lưu giữ."


class EntryNotHere(BackOfficeFailure):
    """This agency has no such open entry in quarantine."""

    code = "entry_not_here"
    heading = "Không còn mục này"
    sentence = "Mục này đã được xử lý, hoặc không phải của cơ quan. Xin trở lại danh sách."


class ProcedureUnknown(BackOfficeFailure):
    """The catalogue holds no such procedure."""

    code = "procedure_unknown"
    heading = "Không có thủ tục này"
    sentence = "Thủ tục này không có trong danh mục. Xin chọn lại."


class ReceiptNotPrintable(BackOfficeFailure):
    """The receipt's time for printing is over, or there is none."""

    code = "receipt_not_printable"
    heading = "Giấy hẹn không còn in được"
    sentence = "Mã xác nhận trên giấy chỉ giữ 15 phút để in. Xin lập giấy mới thay cho giấy này."


class ChangedMeanwhile(BackOfficeFailure):
    """Somebody else changed the dossier after the form was opened."""

    code = "changed_meanwhile"
    sentence = "Hồ sơ vừa có cập nhật khác. Xin xem trạng thái mới ở dưới rồi gửi lại; những gì bạn nhập còn nguyên."


class NotTaken(BackOfficeFailure):
    """The one door did not take the act; `detail` says why."""

    code = "not_taken"

    def __init__(self, detail: Words) -> None:
        super().__init__(detail.en)
        self.detail = detail


class Held(NotTaken):
    """The one door put the act into quarantine: it is kept there, and not applied."""

    code = "held"
