"""What is to be done about one difference: a pure function of how the department and the centre have the dossier."""

from dataclasses import dataclass
from enum import StrEnum

from sync_ingest.reconciliation.facts import Facts, covers
from sync_ingest.reconciliation.forms import VersionForm
from sync_ingest.reconciliation.why import Why


class Deed(StrEnum):
    """What is to be done."""

    NOTHING = "nothing"
    TELL_AGAIN = "tell_again"
    TELL_DELETED = "tell_deleted"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Decision:
    """A deed; for ASK, why."""

    deed: Deed
    why: Why | None = None


AGREED = Decision(Deed.NOTHING)


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier: the department's facts and the centre's version, None where that end has none. `is_ours` tells
    whether what the centre has is the agent's to overrule.
    """

    stated: Facts | None
    version: VersionForm | None
    is_ours: bool


def decide(case: Case, could_not_read: bool) -> Decision:
    """What is to be done. `could_not_read`: the department may have a row of this dossier that the profile does not
    cover.

    The agent mends what it had said itself, or another one in its place. What a clerk, or another sender, said since
    then is not its to overrule.
    """
    known = case.version if case.version and case.version.is_known else None
    if case.stated is None:
        return _decide_extra(case, known, could_not_read)
    if known is None:
        return Decision(Deed.TELL_AGAIN)
    if known.newest == case.stated or (not known.by_agent and covers(known.standing, case.stated)):
        return AGREED
    return Decision(Deed.TELL_AGAIN) if case.is_ours else Decision(Deed.ASK, Why.NEWER_ELSEWHERE)


def _decide_extra(case: Case, known: VersionForm | None, could_not_read: bool) -> Decision:
    if known is None:
        return AGREED
    if could_not_read:
        return Decision(Deed.ASK, Why.ROW_NOT_READ)
    return Decision(Deed.TELL_DELETED) if case.is_ours else Decision(Deed.ASK, Why.ENTERED_ELSEWHERE)
