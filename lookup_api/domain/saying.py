"""What a channel says of a dossier, fact by fact, and whether channels say the same (article 8.4)."""

from collections.abc import Mapping

Facts = Mapping[str, str]
"""What one channel says under a code: facts by name, among those below. One that is left out is one that the channel
does not tell; a text message has no room for all of them.
"""
Sayings = Mapping[str, Facts]
"""What each channel says, by the channel's name."""

FOUND = "found"
"""`yes` or `no`: whether the channel knows the dossier."""
STATUS = "status"
"""The number of the national table."""
DUE_ON = "due_on"
"""The due day, as 2026-11-24; "" when there is none."""
OFFICER, UNIT, AGENCY = "officer", "unit", "agency"
VERSION = "version"
TROUBLE = "trouble"
"""Why the channel said nothing: a code of the errors. It differs from every channel that did say something."""


def differing(sayings: Sayings) -> tuple[str, ...]:
    """The names of the facts on which channels that tell them differ; FOUND goes without the others."""
    told: dict[str, set[str]] = {}
    for facts in sayings.values():
        for name, value in facts.items():
            told.setdefault(name, set()).add(value)
    if TROUBLE in told:
        return (TROUBLE,) if len(told) > 1 else ()
    if len(told.get(FOUND, ())) > 1:
        return (FOUND,)
    return tuple(name for name, values in told.items() if len(values) > 1)
