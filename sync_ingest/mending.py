"""What a person writes in place of what was sent: the whole of it, or some of its fields."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sync_ingest.envelope import as_text
from sync_ingest.errors import MendingNotPossible


def whole(text: str) -> str:
    """`text` as the new content; MendingNotPossible when it is no JSON."""
    return as_text(_parsed(text))


def with_fields(text: str, changes: Mapping[str, str], removals: Sequence[str]) -> str:
    """The JSON object `text` with some fields written anew or taken out; `procedure.name` is a field of a field.

    A new value is JSON where it is (`9`, `true`, `["a"]`), otherwise it is a text. MendingNotPossible when the content
    is no object, or has no such field to take out.
    """
    item = _parsed(text)
    for path, value in changes.items():
        _holder(item, path)[_last(path)] = _value(value)
    for path in removals:
        if _holder(item, path).pop(_last(path), None) is None:
            raise MendingNotPossible(f"it has no field {path}")
    return as_text(item)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MendingNotPossible("it is no JSON: write the whole of it anew") from error


def _holder(item: Any, path: str) -> dict[str, Any]:
    """The object that holds the field at `path`."""
    for name in path.split(".")[:-1]:
        item = item.get(name) if isinstance(item, dict) else None
    if not isinstance(item, dict):
        raise MendingNotPossible(f"there is no place for {path}")
    return item


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
