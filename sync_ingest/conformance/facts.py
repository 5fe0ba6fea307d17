"""What stands above the findings in a report."""

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from sync_ingest.conformance.item import Form
from sync_ingest.reasons import Words

FORMS = {
    Form.WIRE: Words("mẫu Một Cửa, phiên bản 1", "Một Cửa wire form, version 1"),
    Form.NATIONAL: Words("mẫu quốc gia, có đăng nhập", "national format, with a log-in"),
    Form.PROVINCE: Words("mẫu quốc gia, địa chỉ riêng", "national format, to a secret address"),
}


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Whose system was checked, where and when (aware UTC), and on what: `digest` is the SHA-256 of the requests.

    Texts are "" when nobody said them. `number` is how many requests there were, `was_replayed` whether they were
    recorded ones.
    """

    form: Form
    made_at: datetime
    sandbox: str
    digest: str
    number: int
    was_replayed: bool = False
    vendor: str = ""
    system: str = ""
    system_version: str = ""
    agency: str = ""


def own_version() -> str:
    """The version of the check itself."""
    try:
        return version("motcua")
    except PackageNotFoundError:
        return ""
