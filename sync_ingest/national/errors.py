"""Why a request in the national format is refused as a whole, and what may be wrong when software is let in.

The numbers are ours: no official table is known, only that 0 is well and that 3 with “đã tồn tại” asks for an update.
No sentence may hold the words that clients take for success, and none repeats what was sent.
"""

from typing import ClassVar

from sync_ingest.errors import IngestError


class NationalFailure(IngestError):
    """The base of what fails around the national format."""

    code: ClassVar[str] = "national_failure"


class NationalRefusal(NationalFailure):
    """The base of what a client is refused."""

    code = "national_refusal"
    number: ClassVar[int] = 10
    sentence: ClassVar[str] = "Hệ thống gặp lỗi, chưa ghi nhận gì. Xin gửi lại sau."


class LogInRefused(NationalRefusal):
    """Nobody logs in with this name and password, or not now: after three failures a name has to wait."""

    code = "log_in_refused"
    number = 1
    sentence = "Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đang tạm khoá."


class NameHasToWait(LogInRefused):
    """The name failed too often; its password was not looked at. The client is told the same."""

    code = "log_in_has_to_wait"


class ClientUnknown(NationalRefusal):
    """The session is unknown or over; or the secret address is, or it is not for the network that the client is in."""

    code = "national_client_unknown"
    number = 2
    sentence = "Phiên làm việc hoặc địa chỉ gửi không hợp lệ. Xin đăng nhập lại."


class PushNotReadable(NationalRefusal):
    """The body is not JSON of the agreed form."""

    code = "push_not_readable"
    number = 4
    sentence = "Nội dung gửi lên không đúng mẫu JSON đã quy định."


class NotTheSendersAgency(NationalRefusal):
    """The agency named is not the one that the client may speak for, or takes no part any more."""

    code = "not_the_senders_agency"
    number = 6
    sentence = "Mã đơn vị không phải của tài khoản hoặc địa chỉ gửi này, hoặc chưa tham gia hệ thống."


class ServiceUnknown(NationalRefusal):
    """There is no such service here."""

    code = "service_unknown"
    number = 7
    sentence = "Dịch vụ này không có ở đây."


class PushTooLarge(NationalRefusal):
    """The body or its list is over the limit."""

    code = "push_too_large"
    number = 8
    sentence = "Nội dung quá lớn. Xin chia thành nhiều lần gửi."


class TryAgain(NationalRefusal):
    """The database could not take the push now; nothing was written."""

    code = "national_busy"
    number = 9
    sentence = "Hệ thống đang bận, chưa ghi nhận gì. Xin gửi lại sau."


class NetworkNotReadable(NationalFailure):
    """Not a network such as 10.1.0.0/16."""

    code = "network_not_readable"


class NationalNameTaken(NationalFailure):
    """An account of this name was given before."""

    code = "national_name_taken"


class NationalClientNotFound(NationalFailure):
    """No account or secret address in use goes by this."""

    code = "national_client_not_found"


class AgencyNotListed(NationalFailure):
    """This agency does not take part; add it first."""

    code = "agency_not_listed"
