"""Which updates of a batch belong to which dossier: codes lead there, and one dossier may have several."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lookup_api.domain.codes import DossierCode, parse_code
from lookup_api.domain.update import StatusUpdate
from lookup_api.store.documents import Written
from lookup_api.store.dossiers import CodeKey, StoredDossier, code_keys
from sync_ingest.envelope import Delivery


@dataclass(eq=False, slots=True)
class Family:
    """One dossier of a batch: what is stored of it (more than one only while several become one), what is new
    (`written`: as the store keeps it), and the keys of the codes that lead to it, as far as the batch names them;
    `stored_keys` are those known before.
    """

    stored: list[StoredDossier] = field(default_factory=list)
    fresh: list[Delivery] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    keys: set[CodeKey] = field(default_factory=set)
    stored_keys: set[CodeKey] = field(default_factory=set)

    @property
    def updates(self) -> list[StatusUpdate]:
        """Everything that is known of the dossier now."""
        return [u for one in self.stored for u in one.updates] + [one.update for one in self.fresh]

    @property
    def codes(self) -> set[str]:
        """All codes of the dossier, as printed, those that only stored updates name too."""
        named = {code.printed for one in self.fresh for code in (one.update.code, *one.update.aliases)}
        return named.union(*[one.codes for one in self.stored])

    def takes_in(self, other: "Family") -> None:
        """Everything of `other` is this one's from now on."""
        self.stored += other.stored
        self.fresh += other.fresh
        self.written += other.written
        self.keys |= other.keys
        self.stored_keys |= other.stored_keys


class Families:
    """The dossiers of a batch, by their codes' keys."""

    def __init__(self, stored: Mapping[CodeKey, StoredDossier]) -> None:
        by_id = {one.id: Family(stored=[one]) for one in stored.values()}
        self._by_key = {key: by_id[one.id] for key, one in stored.items()}
        for key, family in self._by_key.items():
            family.keys.add(key)
            family.stored_keys.add(key)

    def join(self, delivery: Delivery, written: Written) -> bool:
        """Add the delivery to the dossier of its codes; several that its codes hold together become one.

        False, with nothing changed, when they cannot be one: a dossier has one national code of an agency.
        """
        keys = keys_of(delivery.update)
        led_to = dict.fromkeys(map(self._by_key.get, sorted(keys)))
        found = [family for family in led_to if family]
        says_something_new = len(led_to) > 1 or not found
        if says_something_new and not _can_be_one(found, delivery.update):
            return False
        family = self._united(found)
        family.fresh.append(delivery)
        family.written.append(written)
        family.keys |= keys
        self._by_key.update(dict.fromkeys(keys, family))
        return True

    def changed(self) -> list[Family]:
        """The families that have something new, in an order that is the same in every process."""
        families = [family for family in dict.fromkeys(self._by_key.values()) if family.fresh]
        return sorted(families, key=lambda family: min(family.keys))

    def _united(self, found: list[Family]) -> Family:
        first, *others = found or [Family()]
        for other in others:
            first.takes_in(other)
            self._by_key.update(dict.fromkeys(other.keys, first))
        return first


def keys_of(update: StatusUpdate) -> frozenset[CodeKey]:
    """The keys of an update's codes."""
    return code_keys((update.code, *update.aliases), update.owner)


def _can_be_one(families: list[Family], update: StatusUpdate) -> bool:
    printed = {code for family in families for code in family.codes}
    named = [update.code, *update.aliases, *map(parse_code, printed)]
    national = {code.printed: code.agency for code in named if isinstance(code, DossierCode)}
    return len(national) < 2 or len(set(national.values())) == len(national)
