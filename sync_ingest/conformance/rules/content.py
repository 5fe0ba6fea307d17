"""What is said of a dossier: code, status, times, procedure, dates, who is responsible, which papers are missing."""

from collections.abc import Callable
from datetime import timedelta

from lookup_api.domain.codes import DossierCode
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind
from sync_ingest.conformance.findings import Finding, found
from sync_ingest.conformance.item import Form, Item
from sync_ingest.conformance.traffic import Traffic

AHEAD = timedelta(minutes=5)


def names_codes(traffic: Traffic) -> Finding:
    """Every item has a code; one of the national form carries the identifier of the receiving agency."""
    return found(traffic.items, (f"{item.place} code" for item in traffic.items if not _has_fit_code(item, traffic)))


def keeps_to_the_ten(traffic: Traffic) -> Finding:
    """The statuses of the national table, 1 to 10, and no others."""
    seen = [item for item in traffic.items if item.says_status]
    return found(seen, (f"{item.place} status" for item in traffic.items if item.has_wrong_status or _lacks(item)))


def writes_times(traffic: Traffic) -> Finding:
    """Times with a zone, or in the national form."""
    return found(traffic.items, (f"{item.place} {name}" for item in traffic.items for name in item.wrong_times))


def keeps_its_clock(traffic: Traffic) -> Finding:
    """Nothing has happened in the future."""
    seen = [item for item in traffic.items if item.occurred_at]
    wrong = (item for item in seen if item.occurred_at and item.occurred_at > item.sent_at + AHEAD)
    return found(seen, (f"{item.place} occurred_at" for item in wrong))


def names_who_is_responsible(traffic: Traffic) -> Finding:
    """Officer, unit and agency are told of every dossier that was received (article 5.3)."""
    dossiers = _received(traffic)
    facts: dict[str, Callable[[Item], str]] = {
        "officer": lambda item: item.facts.officer,
        "unit": lambda item: item.facts.unit,
        "agency": lambda item: item.facts.agency,
    }
    lacking = ((items[0], name) for items in dossiers for name, say in facts.items() if not any(map(say, items)))
    return found(dossiers, (f"{item.place} {name}" for item, name in lacking))


def tells_when_received(traffic: Traffic) -> Finding:
    """Every dossier that was received says when."""
    return _each_says(traffic, "received", lambda item: item.facts.received)


def tells_when_due(traffic: Traffic) -> Finding:
    """Every dossier says when its result is due."""
    return _each_says(traffic, "due", lambda item: item.facts.due)


def names_procedure(traffic: Traffic) -> Finding:
    """Every dossier names its procedure, by code and name."""
    return _each_says(traffic, "procedure", lambda item: item.facts.procedure_code and item.facts.procedure_name)


def names_missing_papers(traffic: Traffic) -> Finding:
    """A dossier that waits for a supplement says which papers are missing."""
    seen = [item for item in traffic.records if item.status is Status.SUPPLEMENT_REQUESTED]
    asking = {code for code, items in traffic.by_dossier.items() if any(item.facts.asks_for for item in items)}

    def says(item: Item) -> bool:
        return bool(item.facts.asks_for) or (item.form is not Form.WIRE and item.code_text in asking)

    return found(seen, (f"{item.place} missing" for item in seen if not says(item)))


def _each_says(traffic: Traffic, name: str, say: Callable[[Item], str]) -> Finding:
    dossiers = _received(traffic)
    return found(dossiers, (f"{items[0].place} {name}" for items in dossiers if not any(map(say, items))))


def _received(traffic: Traffic) -> list[list[Item]]:
    """What is said of each dossier that the sender received. One filed online may wait with nobody responsible as yet,
    and one that the sender only adds a step to is another agency's.
    """
    told = ([item for item in items if item.is_record] for items in traffic.by_dossier.values())
    received = {
        records[0].code_text
        for records in told
        if any(record.status is not Status.NEWLY_REGISTERED for record in records)
    }
    return [items for code, items in traffic.by_dossier.items() if code in received]


def _lacks(item: Item) -> bool:
    """In our own form each update says a status."""
    return item.form is Form.WIRE and not item.says_status


def _has_fit_code(item: Item, traffic: Traffic) -> bool:
    code = item.code
    if code is None:
        return False
    own = traffic.agencies
    is_foreign = isinstance(code, DossierCode) and bool(own) and code.agency not in own
    return not is_foreign or item.kind is Kind.PROGRESS  # a step may be about another agency's dossier
