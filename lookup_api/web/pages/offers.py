"""Which near miss of a code to offer to somebody who found nothing."""

from collections.abc import Iterator
from itertools import islice

from lookup_api.domain.codes import Code, DossierCode, near_misses
from lookup_api.domain.errors import DossierNotFound, LookupUnavailable
from lookup_api.lookup import Lookup

MOST_OFFERS = 3


def offers_near(code: Code, lookup: Lookup, prefixes: frozenset[str]) -> list[str]:
    """The codes of dossiers that exist and that `code` may have meant; the citizen chooses, nobody else."""
    if not isinstance(code, DossierCode):
        return []
    return list(islice(_existing(near_misses(code, prefixes), lookup), MOST_OFFERS))


def _existing(codes: tuple[DossierCode, ...], lookup: Lookup) -> Iterator[str]:
    for code in codes:
        try:
            lookup.look_up(code)
        except DossierNotFound:
            continue
        except LookupUnavailable:
            return
        yield code.printed
