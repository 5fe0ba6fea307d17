"""From a department's row to a status update and its applicant."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from lookup_api.domain.codes import AgencyCode, Code, parse_code
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.errors import CodeNotReadable, DomainError
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.update import LONGEST_NOTE, HandOver, Kind, Responsible, StatusUpdate
from sync_ingest.agent.errors import RowNotMapped
from sync_ingest.agent.reading.origins import ARRIVED, SPOT
from sync_ingest.agent.reading.profile import Fact, Feed, folded
from sync_ingest.agent.reading.row_reader import Row, RowReader, tidy
from sync_ingest.envelope import Delivery, as_item
from sync_ingest.flaws import describe

NO_ID = "-"


@dataclass(frozen=True, slots=True)
class MappedRow:
    """What a row says. Its update carries the row's own time, and no id before `identified` gives it one.

    `said` is all of it but the time, the applicant too, as one text: what tells a changed row from an unchanged one.
    `is_dated` says that the time is the row's own, and not that of the file which brought it: another one is then news.
    """

    key: str
    delivery: Delivery
    said: str = field(repr=False)
    is_dated: bool = True

    @property
    def codes(self) -> set[str]:
        """All codes that the row gives its dossier, as printed."""
        update = self.delivery.update
        return {code.printed for code in (update.code, *update.aliases)}


def row_key(feed: Feed, row: Row) -> str:
    """What tells this row from the others of its feed; RowNotMapped when the query gives none."""
    if key := tidy(row.get(feed.key)):
        return key
    raise RowNotMapped(f"the query gives no {feed.key}")


def map_row(feed: Feed, row: Row, sender: AgencyCode) -> MappedRow:
    """What `row` says in our words, as the agency `sender`; RowNotMapped with the column and the reason, and where the
    row stands if it came from a file.
    """
    try:
        return _mapped(RowReader(feed, row), sender)
    except RowNotMapped as error:
        raise RowNotMapped(f"{row[SPOT]}: {error}" if SPOT in row else str(error)) from error


def codes_in(feed: Feed, row: Row) -> set[str]:
    """All codes that a row gives its dossier, as printed, be the rest of it as it may; none that cannot be read."""
    reader = RowReader(feed, row)
    return {code for fact in (Fact.CODE, Fact.ALIAS) for code in _readable_code(reader, fact)}


def _readable_code(reader: RowReader, fact: Fact) -> Iterator[str]:
    with suppress(RowNotMapped, CodeNotReadable):
        yield parse_code(reader.text(fact)).printed


def _mapped(reader: RowReader, sender: AgencyCode) -> MappedRow:
    try:
        delivery = Delivery(_update(reader, sender), _applicant(reader))
        said = _said(delivery)
    except ValidationError as error:
        raise RowNotMapped(describe(error.errors(include_url=False, include_input=False)).en) from error
    except DomainError as error:
        raise RowNotMapped(f"the row holds what cannot be sent ({error.code})") from error
    is_dated = reader.value(Fact.OCCURRED_AT) != reader.row.get(ARRIVED)
    return MappedRow(row_key(reader.feed, reader.row), delivery, said, is_dated)


def identified(update: StatusUpdate) -> StatusUpdate:
    """`update` with an id made of all it says, so that the same change seen again is the same update."""
    said = _text(as_item(Delivery(replace(update, id=NO_ID))))
    return replace(update, id=hashlib.sha256(said.encode()).hexdigest()[:40])


def _said(delivery: Delivery) -> str:
    """Writing the wire form checks the centre's limits too: what is too long is found before it is queued."""
    item = as_item(delivery)
    del item["occurred_at"]
    return _text(item)


def _text(item: dict[str, Any]) -> str:
    return json.dumps(item, sort_keys=True, separators=(",", ":"))


def _update(reader: RowReader, sender: AgencyCode) -> StatusUpdate:
    return StatusUpdate(
        id=NO_ID,
        kind=reader.feed.kind,
        code=_code(reader),
        owner=reader.agency(Fact.OWNER) or sender,
        sender=sender,
        occurred_at=_occurred_at(reader),
        status=reader.status(),
        sequence=reader.number(Fact.SEQUENCE),
        aliases=_aliases(reader),
        procedure=_procedure(reader),
        received_at=reader.moment(Fact.RECEIVED_AT),
        due_at=reader.moment(Fact.DUE_AT),
        responsible=_responsible(reader),
        note=_note(reader),
        missing=_missing(reader),
        fee=reader.number(Fact.FEE),
        hand_over=_hand_over(reader),
    )


def _code(reader: RowReader) -> Code:
    """The national code where the row has one already, otherwise the department's own."""
    return parse_code(reader.text(Fact.CODE) or reader.needed(_own_code(reader.feed)))


def _own_code(feed: Feed) -> Fact:
    return Fact.ALIAS if feed.states(Fact.ALIAS) else Fact.CODE


def _aliases(reader: RowReader) -> tuple[Code, ...]:
    alias = reader.text(Fact.ALIAS)
    return (parse_code(alias),) if alias and reader.text(Fact.CODE) else ()


def _occurred_at(reader: RowReader) -> datetime:
    if at := reader.moment(Fact.OCCURRED_AT):
        return at
    raise RowNotMapped(f"{reader.column(Fact.OCCURRED_AT)} is empty")


def _procedure(reader: RowReader) -> ProcedureRef | None:
    """What the row says; of what it leaves open, what the profile knows of a procedure with this code or key."""
    if not (reader.text(Fact.PROCEDURE_CODE) or reader.text(Fact.PROCEDURE_NAME)):
        return None
    if known := reader.feed.procedures.get(folded(reader.text(Fact.PROCEDURE_CODE))):
        name, field = reader.text(Fact.PROCEDURE_NAME), reader.text(Fact.PROCEDURE_FIELD)
        return ProcedureRef(known.code, name or known.name, field or known.field)
    code, name = reader.needed(Fact.PROCEDURE_CODE), reader.needed(Fact.PROCEDURE_NAME)
    return ProcedureRef(code, name, reader.text(Fact.PROCEDURE_FIELD))


def _responsible(reader: RowReader) -> Responsible | None:
    texts = [reader.text(fact) for fact in (Fact.OFFICER, Fact.UNIT, Fact.AGENCY, Fact.PHONE)]
    return Responsible(*texts) if any(texts) else None


def _note(reader: RowReader) -> str:
    note = reader.text(Fact.NOTE)
    return note if len(note) <= LONGEST_NOTE else f"{note[: LONGEST_NOTE - 1]}…"


def _missing(reader: RowReader) -> tuple[str, ...] | None:
    """A row that has the column states what is missing, be it nothing."""
    if not reader.feed.states(Fact.MISSING):
        return None
    papers = (paper.strip() for paper in reader.text(Fact.MISSING).split(reader.feed.missing_separator))
    return tuple(paper for paper in papers if paper)


def _hand_over(reader: RowReader) -> HandOver | None:
    """A row that has the column says who has the dossier; nobody else means that it was taken back."""
    if reader.feed.kind is not Kind.RECORD or not reader.feed.states(Fact.HAND_OVER_TO):
        return None
    to = reader.agency(Fact.HAND_OVER_TO)
    return HandOver(to, reader.moment(Fact.HAND_OVER_DUE_AT) if to else None)


def _applicant(reader: RowReader) -> Applicant | None:
    facts = (
        Fact.APPLICANT_NAME,
        Fact.APPLICANT_IDENTITY_NUMBER,
        Fact.APPLICANT_PHONE,
        Fact.APPLICANT_ADDRESS,
    )
    texts = [reader.text(fact) for fact in facts]
    return Applicant(*texts) if any(texts) else None
