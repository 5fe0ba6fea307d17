"""What a self-test found, as plain values: for the staff screen, for `motcua-kiosk self-test`, for provisioning."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class CheckState(StrEnum):
    """How one part of the machine is; a warning does not keep it from serving."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """One part that was looked at. `code` names what is wrong ("" when nothing is), often the code of a KioskFault;
    `detail` says what was seen, in English, and never anything of a citizen."""

    name: str
    state: CheckState
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SelfTestReport:
    """All checks of one self-test, in the order in which they are shown."""

    checks: tuple[Check, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return all(check.state is not CheckState.FAILED for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        """The report as `self-test --json` prints it."""
        return {"ok": self.ok, "checks": [asdict(check) for check in self.checks]}
