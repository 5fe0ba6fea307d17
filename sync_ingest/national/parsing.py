"""A request in the national format, taken apart: the enveloped form and the bare list."""

import json
from dataclasses import dataclass
from typing import Any

from sync_ingest.envelope import MOST_UPDATES
from sync_ingest.national.errors import PushNotReadable, PushTooLarge
from sync_ingest.national.wire import read_flag, read_text


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked for: the service, the agency named (""), whether only new dossiers are meant, and all fields."""

    service: str
    agency: str
    only_new: bool
    fields: dict[str, Any]

    @property
    def items(self) -> list[Any]:
        """What `data` holds: a list, or one object alone. PushNotReadable otherwise, PushTooLarge for too many."""
        return listed(self.fields.get("data"))

    def word(self, name: str) -> Any:
        """A question's field: beside `data`, or in it."""
        data = self.fields.get("data")
        inner = data[0] if isinstance(data, list) and data else data
        return self.fields.get(name, inner.get(name) if isinstance(inner, dict) else None)


def read_json(body: bytes) -> Any:
    """The body as JSON values; PushNotReadable when it is none, or nested deeper than anything that could be meant."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PushNotReadable from error


def read_object(body: bytes) -> dict[str, Any]:
    """The body as one object; PushNotReadable otherwise."""
    parsed = read_json(body)
    if not isinstance(parsed, dict):
        raise PushNotReadable
    return parsed


def read_call(fields: dict[str, Any]) -> Call:
    """The enveloped form; PushNotReadable when a field that must be a text is none."""
    return Call(text_in(fields, "service"), text_in(fields, "madonvi"), is_new(fields.get("isUpdating")), fields)


def text_in(fields: dict[str, Any], name: str) -> str:
    """A field that must be a text, or is left out; PushNotReadable otherwise."""
    try:
        return read_text(fields.get(name))
    except ValueError as error:
        raise PushNotReadable from error


def is_new(is_updating: Any) -> bool:
    """Whether `isUpdating` says that a dossier is new. Where it says nothing, one that exists is updated."""
    return read_flag(is_updating) is False


def listed(data: Any) -> list[Any]:
    """The items of a push: a list, or one object alone. PushNotReadable otherwise, PushTooLarge for too many."""
    items = [data] if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise PushNotReadable
    if len(items) > MOST_UPDATES:
        raise PushTooLarge
    return items
