"""Our own wire form as the rules see it. Reads what is there; whether it is right, the rules say."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind
from sync_ingest.conformance.item import Facts, Fate, Form, Item, content_of, text_in

TIMES = (("occurred_at",), ("received_at",), ("due_at",), ("hand_over", "due_at"))


def wire_item(raw: Mapping[str, Any], place: str, sent_at: datetime, fate: Fate) -> Item:
    """One entry of `updates`."""
    status, sequence = raw.get("status"), raw.get("sequence")
    return Item(
        place=place,
        form=Form.WIRE,
        kind=_kind(raw.get("kind")),
        id=text_in(raw, "id"),
        code_text=text_in(raw, "code"),
        status=_status(status),
        says_status=status is not None,
        occurred_at=moment(text_in(raw, "occurred_at")),
        sequence=sequence if isinstance(sequence, int) else None,
        sent_at=sent_at,
        content=content_of(raw, "id", "sequence"),
        facts=_facts(raw),
        wrong_times=tuple(_wrong_times(raw)),
        fate=fate,
    )


def moment(text: str) -> datetime | None:
    """The moment (aware UTC) that `text` names; None when it has no zone or is no moment at all."""
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _facts(raw: Mapping[str, Any]) -> Facts:
    hand_over, missing = raw.get("hand_over"), raw.get("missing")
    papers = tuple(text for text in missing if isinstance(text, str)) if isinstance(missing, list) else ()
    return Facts(
        officer=text_in(raw, "responsible", "officer"),
        unit=text_in(raw, "responsible", "unit"),
        agency=text_in(raw, "responsible", "agency"),
        procedure_code=text_in(raw, "procedure", "code"),
        procedure_name=text_in(raw, "procedure", "name"),
        received=text_in(raw, "received_at"),
        due=text_in(raw, "due_at"),
        asks_for=tuple(text for text in papers if text.strip()),
        hands_over_to=text_in(hand_over, "to") or None,
        takes_back=isinstance(hand_over, Mapping) and hand_over.get("to") is None,
        public=(
            ("note", text_in(raw, "note")),
            ("responsible.officer", text_in(raw, "responsible", "officer")),
            ("responsible.unit", text_in(raw, "responsible", "unit")),
            ("procedure.name", text_in(raw, "procedure", "name")),
            *(("missing", text) for text in papers),
        ),
        applicant=text_in(raw, "applicant", "name"),
    )


def _wrong_times(raw: Mapping[str, Any]) -> Iterator[str]:
    for names in TIMES:
        holder: Any = raw
        for name in names[:-1]:
            holder = holder.get(name)
        said = holder.get(names[-1]) if isinstance(holder, Mapping) else None
        is_needed = names == ("occurred_at",)
        if (said is not None or is_needed) and (not isinstance(said, str) or moment(said) is None):
            yield ".".join(names)


def _kind(said: Any) -> Kind:
    return Kind(said) if isinstance(said, str) and said in [*Kind] else Kind.RECORD


def _status(said: Any) -> Status | None:
    """`true` and "4" are no statuses on the wire."""
    is_number = isinstance(said, int) and not isinstance(said, bool)
    return Status(said) if is_number and said in [*Status] else None
