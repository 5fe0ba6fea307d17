"""What can go wrong between us and those who talk to us; none of it knows HTTP.

`message` is for the person at the machine, `title` for the log and the machine on the other side.
Neither ever names a person or holds a code, a key or a password.
"""

from datetime import datetime
from typing import ClassVar


class ProvisioningFailure(Exception):
    """Somebody or something could not be let in, or a command could not be carried out."""

    code: ClassVar[str]
    title: ClassVar[str]
    message: ClassVar[str]

    def __str__(self) -> str:
        return f"{self.message} ({self.title})"


class DatabaseNotReady(ProvisioningFailure):
    """The database has not reached the newest migration in the time that was given."""

    code = "database_not_ready"
    title = "The database is not migrated yet: run `motcua-ingest migrate`."
    message = "Cơ sở dữ liệu chưa sẵn sàng."


class SignatureRefused(ProvisioningFailure):
    """A request whose sender could not be established; the base of all that `verify` raises."""


class SignatureMissing(SignatureRefused):
    """The request carries no signature at all."""

    code = "signature_missing"
    title = "This address answers signed requests only."
    message = "Yêu cầu chưa được ký."


class SignatureWrong(SignatureRefused):
    """The signature, what it covers, or the digest of the body does not hold."""

    code = "signature_wrong"
    title = "The signature does not fit this request."
    message = "Chữ ký không khớp với yêu cầu."


class SignatureTooOld(SignatureRefused):
    """The signature's time is more than two minutes from ours, in the past or in the future."""

    code = "signature_too_old"
    title = "The signature's time is too far from the server's: set the clock and sign again."
    message = "Thời điểm ký lệch quá xa giờ máy chủ. Xin chỉnh lại đồng hồ của thiết bị."

    def __init__(self, server_time: datetime) -> None:
        super().__init__(server_time)
        self.server_time = server_time


class ReplayRefused(SignatureRefused):
    """The very same signed request has been here before."""

    code = "replay_refused"
    title = "This signed request was already used once."
    message = "Yêu cầu này đã được dùng một lần rồi."


class DeviceUnknown(SignatureRefused):
    """Nobody is registered under this key."""

    code = "device_unknown"
    title = "No device is registered with this key."
    message = "Thiết bị này chưa được ghi danh."


class DeviceRevoked(SignatureRefused):
    """The key was revoked, and stays so for ever, also for a new enrolment."""

    code = "device_revoked"
    title = "This device's key was revoked: it is out of service."
    message = "Thiết bị này đã ngừng phục vụ."


class EnrolmentFailure(ProvisioningFailure):
    """A device could not be given an identity."""


class ClaimRefused(EnrolmentFailure):
    """The claim code is wrong, used, expired or tried too often: nobody is told which."""

    code = "claim_refused"
    title = "The claim code is not valid: ask for a new one."
    message = "Mã ghi danh không dùng được. Xin cấp mã mới."


class KeyUsedBefore(EnrolmentFailure):
    """Another device is enrolled with this key: a copied disk, most likely."""

    code = "key_used_before"
    title = "Another device is enrolled with this key: delete the key file and enrol again."
    message = "Khóa này đang thuộc về một thiết bị khác."


class TooManyTries(EnrolmentFailure):
    """One network tried to enrol more often than a person with a claim code would."""

    code = "too_many_tries"
    title = "Too many tries from this network: wait a few minutes."
    message = "Đã thử quá nhiều lần. Xin chờ vài phút rồi thử lại."

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(wait_seconds)
        self.wait_seconds = wait_seconds


class EnrolmentNotReadable(EnrolmentFailure):
    """The enrolment request is not of the agreed form."""

    code = "enrolment_not_readable"
    title = "The enrolment request needs a claim code and a P-256 public key."
    message = "Yêu cầu ghi danh không đúng mẫu."


class ClockWrong(EnrolmentFailure):
    """This device's clock is too far from the server's for any signature to be believed."""

    code = "clock_wrong"
    title = "The clock of this device is wrong: set it and enrol again."
    message = "Đồng hồ của thiết bị sai. Xin chỉnh lại giờ rồi ghi danh lại."

    def __init__(self, server_time: datetime) -> None:
        super().__init__(server_time)
        self.server_time = server_time

    def __str__(self) -> str:
        return f"{super()} Server: {self.server_time.isoformat(timespec='seconds')}"


class ServerUnreachable(EnrolmentFailure):
    """The provisioning service does not answer, or in a way that we do not understand."""

    code = "server_unreachable"
    title = "The provisioning service does not answer as it should: check address and network."
    message = "Không liên lạc được với máy chủ ghi danh. Xin kiểm tra địa chỉ và mạng."


class IdentityNotReadable(ProvisioningFailure):
    """This device's key or identity file is missing or damaged."""

    code = "identity_not_readable"
    title = "This device has no readable identity: enrol it with a claim code."
    message = "Thiết bị chưa được ghi danh. Xin ghi danh bằng mã ghi danh."


class NoSuchDevice(ProvisioningFailure):
    """No device has this id or this name."""

    code = "no_such_device"
    title = "There is no such device."
    message = "Không có thiết bị này."


class DeviceNameTaken(ProvisioningFailure):
    """A device of this name is at work; to put another in its place, it has to be revoked first."""

    code = "device_name_taken"
    title = "A device of this name is enrolled: revoke it first, or choose another name."
    message = "Tên này đang thuộc về một thiết bị khác."


class AccountFailure(ProvisioningFailure):
    """An account cannot be made or changed as asked."""


class UsernameTaken(AccountFailure):
    """There is an account of this name already."""

    code = "username_taken"
    title = "There is already an account of this name."
    message = "Tên đăng nhập này đã có người dùng."


class AccountUnknown(AccountFailure):
    """There is no account of this name."""

    code = "account_unknown"
    title = "There is no account of this name."
    message = "Không có tài khoản này."


class PasswordTooShort(AccountFailure):
    """A password must be long enough not to be guessed."""

    code = "password_too_short"
    title = "A password has at least 10 characters."
    message = "Mật khẩu phải có ít nhất 10 ký tự."
