"""All rules applied to recorded traffic, and what follows from it."""

from dataclasses import dataclass
from enum import Enum

from sync_ingest.conformance.rule import Judged
from sync_ingest.conformance.rules.table import RULES
from sync_ingest.conformance.traffic import Traffic
from sync_ingest.reasons import Words


class Verdict(Enum):
    """Of the whole check; the value is the exit status of the command."""

    PASSED = 0
    FAILED = 1
    NOT_PROVEN = 2


SENTENCES = {
    Verdict.PASSED: Words("ĐẠT: hệ thống đồng bộ được.", "PASSED: the system can sync."),
    Verdict.FAILED: Words("KHÔNG ĐẠT: có quy tắc bắt buộc chưa đạt.", "FAILED: a rule that must hold does not."),
    Verdict.NOT_PROVEN: Words(
        "CHƯA ĐỦ CĂN CỨ: có quy tắc bắt buộc chưa thấy diễn ra.",
        "NOT PROVEN: a rule that must hold was never put to the test.",
    ),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What every rule of the sender's form found."""

    judged: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """Failed when a rule is broken, not proven when one that must be seen was not, passed otherwise."""
        if any(each.is_broken for each in self.judged):
            return Verdict.FAILED
        return Verdict.NOT_PROVEN if any(each.is_unproven for each in self.judged) else Verdict.PASSED

    def of(self, rule_id: str) -> Judged:
        """What the rule of this id found; KeyError when it is not among them."""
        return {each.rule.id: each for each in self.judged}[rule_id]


def judge(traffic: Traffic) -> Judgement:
    """Apply the rules of the traffic's form, in the order of the table."""
    return Judgement(tuple(Judged(rule, rule.judge(traffic)) for rule in RULES if traffic.form in rule.forms))
