"""What `motcua-agent reconcile` prints, for the person who looks after the agent."""

from collections.abc import Iterator
from typing import Any

from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language, status_name
from sync_ingest.agent.reconcile import Found, Left, Outcome
from sync_ingest.reconciliation.facts import Facts
from sync_ingest.reconciliation.tree import Finding
from sync_ingest.reconciliation.why import Why

MEANING = {
    Finding.MISSING: "the department has them, the centre had not",
    Finding.EXTRA: "the centre had them, the department has not",
    Finding.DIFFERENT: "both have them, and did not say the same",
}
REASONS = {
    Why.NEWER_ELSEWHERE: "somebody else (a clerk at the centre, another system) said something newer: who is right?",
    Why.ENTERED_ELSEWHERE: "only the centre has it, and it was not entered by this agent: it stays there",
    Why.ROW_NOT_READ: "the department may have it in a row that the profile does not cover: see `motcua-agent status`",
    Why.NOT_TAKEN: "the centre has put it into quarantine: it has to be mended there",
    Why.MANY_GONE: "so many are gone at once that it is not believed: is the department's database complete?",
    Why.DIFFERS_STILL: "it was told again and differs still: try once more, and report it if that does not help",
}
NOT_SAID = "–"


def tell(outcome: Outcome, mends: bool) -> str:
    """The outcome as a table, and what is left with both versions; a look without mending says what would be mended."""
    return "\n".join(_lines(outcome, mends))


def _lines(outcome: Outcome, mends: bool) -> Iterator[str]:
    first, last = outcome.first, outcome.last
    when = f"received in {outcome.period}" if outcome.period else "of all months"
    yield f"{last.here} dossiers {when} at the department, compared with the centre's"
    yield ""
    yield f"{'':<10} {'found':>7} {'mended':>7} {'left':>7}"
    for finding in Finding:
        yield _row(finding, first, last if mends else first)
    yield ""
    yield from _left(last.left, last.number, mends)
    yield _verdict(outcome, mends)


def _row(finding: Finding, first: Found, last: Found) -> str:
    found, left = first.counts[finding], last.counts[finding]
    return f"{finding:<10} {found:>7} {max(0, found - left):>7} {left:>7}   {MEANING[finding]}"


def _left(listed: list[Left], number: int, mends: bool) -> Iterator[str]:
    for left in listed:
        difference = left.difference
        is_for_a_person = mends or left.why is not Why.DIFFERS_STILL
        yield f"{difference.code}  {difference.finding}"
        yield f"  {REASONS[left.why]}" if is_for_a_person else "  the agent would mend it"
        known = difference.version if difference.version and difference.version.is_known else None
        yield from _side_by_side(difference.stated, known.standing if known else None)
        yield ""
    if number > len(listed):
        yield f"and {number - len(listed)} more\n"


def _side_by_side(here: Facts | None, there: Facts | None) -> Iterator[str]:
    """The facts that differ; where one end has no such dossier, only that."""
    if here is None or there is None:
        return
    for name in sorted(here.keys() - {"code", "aliases"}):
        if here[name] != there.get(name):
            yield f"  {name:<12} department: {_text(name, here[name])}"
            yield f"  {'':<12} centre:     {_text(name, there.get(name))}"


def _text(name: str, value: Any) -> str:
    if name == "status" and value is not None:
        return f"{value} {status_name(Status(value), Language.EN)}"
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part) or NOT_SAID
    if isinstance(value, list):
        return "; ".join(map(str, value)) or NOT_SAID
    return NOT_SAID if value is None else str(value)


def _verdict(outcome: Outcome, mends: bool) -> str:
    if outcome.is_agreed:
        kept = outcome.last.number
        return "Department and centre agree." + (f" ({kept} stay different: a person said so.)" if kept else "")
    if not mends:
        return f"{outcome.waiting} differ. Nothing was changed."
    return f"{outcome.waiting} wait for a person. At the centre they are listed in the back-office, under “Đối soát”."
