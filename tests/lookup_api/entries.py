"""Entries of a cache, as a look-up keeps them."""

from datetime import timedelta

from lookup_api.cache import Entry
from lookup_api.contract import answer_for, published
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.disclosure import Tier
from tests.builders import NOW, a_dossier

ANSWER = answer_for(Tier.STRANGER, a_dossier(), WorkCalendar(), NOW)


def an_entry(number: int = 1, version: int = 1, body: bytes | None = None) -> Entry:
    """An entry of a full record, read at NOW; with another version, or another body."""
    told = published(ANSWER.model_copy(update={"version": version})) if body is None else body
    return Entry(told, f'W/"{version}"', number, NOW, NOW + timedelta(minutes=1))
