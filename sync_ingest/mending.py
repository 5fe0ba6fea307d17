"""What a person writes in place of what was sent: the whole of it, or some of its fields."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sync_ingest.envelope import as_text
from sync_ingest.errors import MendingNotPossible


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field that holds no further fields; `path` is `procedure.name` for one inside another. `is_text` tells whether
    it holds a text; anything else is shown as JSON.
    """

    path: str
    shown: str = field(repr=False)
    is_text: bool


def leaves_of(text: str) -> list[Leaf]:
    """All fields of the JSON object `text`; none when it is no object, or one of many updates."""
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return []
    is_batch = isinstance(item, dict) and isinstance(item.get("updates"), list)
    return list(_leaves(item, "")) if isinstance(item, dict) and not is_batch else []


def as_typed(text: str, typed: Mapping[str, str]) -> str:
    """The JSON object `text` with what a person has typed for its fields, by their paths; blank takes one out. A field
    that came back as a page gives a text back is as it was.
    """
    known = {leaf.path: leaf for leaf in leaves_of(text)}
    changed = {path: value for path, value in typed.items() if path not in known or value != _given_back(known[path])}
    if not changed:
        return text
    texts = {path for path in changed if path in known and known[path].is_text}
    values = {path: json.dumps(value) if path in texts else value for path, value in changed.items() if value}
    return with_fields(text, values, [path for path, value in changed.items() if not value and path in known])


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


def _given_back(leaf: Leaf) -> str:
    """What a page gives back of a field that nobody touched: one line of composed letters, without spaces around."""
    composed = unicodedata.normalize("NFC", leaf.shown).replace("\t", " ")
    return "".join(sign for sign in composed if unicodedata.category(sign) not in ("Cc", "Cs")).strip()


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


def _leaves(item: Mapping[str, Any], path: str) -> Iterator[Leaf]:
    for name, value in item.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{path}{name}.")
        else:
            is_text = isinstance(value, str)
            yield Leaf(path + name, value if is_text else json.dumps(value, ensure_ascii=False), is_text)
