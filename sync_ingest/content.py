"""What an entry of a batch says of its dossier, whenever and under whatever number it is told."""

from collections.abc import Mapping
from typing import Any

NOT_CONTENT = {"id", "occurred_at", "sequence", "applicant"}


def content_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """All of the entry but its id, time, number and applicant: what stays the same when it is told again."""
    return {name: value for name, value in item.items() if name not in NOT_CONTENT}
