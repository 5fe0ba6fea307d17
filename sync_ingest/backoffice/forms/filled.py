"""A form as a page shows it: what stands in its fields, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync_ingest.backoffice.errors import ChangedMeanwhile, Held, NotTaken
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.errors import StoreBusy

FAILURES = (ChangedMeanwhile, NotTaken, StoreBusy)
BUSY = "Hệ thống đang bận, chưa ghi được. Xin bấm gửi lại: sẽ không có gì bị ghi hai lần."
HELD = "Chưa áp dụng được: {reason} Nội dung bạn gửi được giữ trong hàng chờ xử lý lỗi, không bị mất."
NOT_TAKEN = "Chưa ghi được: {reason}"


@dataclass(frozen=True, slots=True, repr=False)
class Filled:
    """`problems` are sentences by the name of their field; `failure` is one about the whole, "" when there is none."""

    typed: Posted
    problems: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""

    @classmethod
    def after(cls, failure: Exception, posted: Posted) -> "Filled":
        """What was sent, once one of FAILURES has come of it."""
        match failure:
            case Held():
                return cls(posted.renamed(), failure=HELD.format(reason=failure.detail.vi))
            case NotTaken():
                return cls(posted, failure=NOT_TAKEN.format(reason=failure.detail.vi))
            case ChangedMeanwhile():
                return cls(posted, failure=failure.sentence)
            case _:
                return cls(posted, failure=BUSY)

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows the form."""
        return 422 if self.problems or self.failure else 200
