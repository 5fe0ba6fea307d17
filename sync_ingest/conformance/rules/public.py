"""What the public is told afterwards, held against what the sender said last."""

from collections.abc import Iterator
from typing import Any

from lookup_api.domain.update import Kind
from sync_ingest.conformance.findings import Finding, found
from sync_ingest.conformance.item import Item, text_in
from sync_ingest.conformance.traffic import Traffic


def is_told_to_the_public(traffic: Traffic) -> Finding:
    """A look-up shows every dossier as the sender said it last, and none that it deleted."""
    newest = {item.code_text: item for item in traffic.items if item.kind is not Kind.PROGRESS and _is_taken(item)}
    seen = [item for code, item in newest.items() if code in traffic.looked_up]
    procedures = {item.code_text: said for item in traffic.items if (said := item.facts.procedure_code)}
    wrong = (
        place
        for item in seen
        for place in _differences(item, procedures.get(item.code_text, ""), traffic.looked_up[item.code_text])
    )
    return found(seen, wrong)


def _is_taken(item: Item) -> bool:
    return item.fate.is_settled and not item.fate.reason


def _differences(item: Item, procedure: str, answer: Any) -> Iterator[str]:
    is_there = isinstance(answer, dict)
    if is_there == (item.kind is Kind.DELETION):
        yield f"{item.place} found"
    if not is_there or item.kind is Kind.DELETION:
        return
    if item.status is not None and answer.get("status") != int(item.status):
        yield f"{item.place} status"
    if procedure and text_in(answer, "procedure", "code") != procedure:
        yield f"{item.place} procedure"
