"""One rule of the check: what it asks for, by which article, and the function that judges recorded traffic."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sync_ingest.conformance.findings import Finding, Grade
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.rules.sentences import SENTENCES
from sync_ingest.conformance.traffic import Traffic
from sync_ingest.reasons import Words

EVERY_FORM = frozenset(Form)
IN_NATIONAL = frozenset({Form.NATIONAL, Form.PROVINCE})
IN_WIRE = frozenset({Form.WIRE})


class Weight(StrEnum):
    """MUST: has to be seen and to hold. IF_SEEN: has to hold where it occurs. SHOULD: is advice."""

    MUST = "must"
    IF_SEEN = "if_seen"
    SHOULD = "should"


@dataclass(frozen=True, slots=True)
class Rule:
    """`article` of Decision 60/2014/QĐ-UBND; `forms` are those that the rule is about."""

    id: str
    weight: Weight
    article: str
    judge: Callable[[Traffic], Finding]
    forms: frozenset[Form] = EVERY_FORM

    @property
    def words(self) -> Words:
        """What it asks for."""
        return SENTENCES[self.id]


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule, and what it found."""

    rule: Rule
    finding: Finding

    @property
    def is_broken(self) -> bool:
        """Whether this alone fails the whole check."""
        return self.finding.grade is Grade.FAIL and self.rule.weight is not Weight.SHOULD

    @property
    def is_unproven(self) -> bool:
        """Whether this keeps the check from being passed as yet."""
        return self.finding.grade is Grade.NOT_SEEN and self.rule.weight is Weight.MUST
