"""A push in the national format taken: read against what is known, handed in at the one door, and kept whole.

One transaction. A record that says what its sender said last changes nothing. Where one push says several things of one
dossier, it counts as one word, and the last that was taken as its end: what stands before that end is no news again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode, Code
from lookup_api.domain.dossier import Dossier
from lookup_api.store.dossiers import CodeKey, StoredDossier, code_keys, lock_dossiers
from lookup_api.store.history import find_digests
from sync_ingest.answer import Outcome, Result
from sync_ingest.envelope import Delivery, Flaw, as_text
from sync_ingest.national.answers import Fate, Item
from sync_ingest.national.kept import Part, find_applicants, find_texts, lock_records, part_of, save_kept
from sync_ingest.national.read import Context, Standing, code_of, read_record, read_step
from sync_ingest.national.standing import standing_after, standing_of
from sync_ingest.receive import receive
from sync_ingest.saving import Desk


@dataclass(frozen=True, slots=True)
class Push:
    """What a client sends in one request. `only_new`: a dossier that exists already is refused, not updated."""

    items: list[Any]
    context: Context
    only_new: bool = False

    @property
    def sender(self) -> AgencyCode:
        """The agency that the client speaks for."""
        return self.context.sender


@dataclass(slots=True)
class _Read:
    """One item read: its fate when that is settled already, otherwise what is handed in; `parts` is what it is kept as
    once it is settled.
    """

    item: Any
    code: Code | None
    fate: Fate | None = None
    arrivals: list[Delivery | Flaw] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def take_records(session: Session, push: Push, desk: Desk) -> list[Item]:
    """Whole dossiers (DongBoHoSoMC); tells what became of each item, in their order."""
    codes = {code for item in push.items if (code := code_of(item))}
    said = lock_records(session, push.sender, {code.printed for code in codes}, desk.sealer)
    stored = lock_dossiers(session, {key for code in codes for key in code_keys([code], push.sender)})
    read = list(_Records(push, said, stored).read())
    return _hand_in(session, push, read, desk)


def take_steps(session: Session, push: Push, desk: Desk) -> list[Item]:
    """Progress steps (CapNhatTienDoHoSoMC); tells what became of each item, in their order."""
    context = push.context.with_applicants(find_applicants(session, push.sender, push.items, desk.sealer))
    read = [_read(item, read_step(item, context)) for item in push.items]
    known = find_digests(session, [one.update.identity for each in read for one in _deliveries(each.arrivals)])
    for each in read:
        if any(one.update.identity in known for one in _deliveries(each.arrivals)):
            each.fate, each.arrivals = Fate.SETTLED, []
    return _hand_in(session, push, read, desk)


class _Records:
    """The records of one push, read one after the other: each may follow on an earlier one of the same dossier."""

    def __init__(self, push: Push, said: Mapping[str, str], stored: Mapping[CodeKey, StoredDossier]) -> None:
        self._push = push
        self._said = said
        self._known: dict[Code, Standing] = {}
        self._stored = stored

    def read(self) -> Iterator[_Read]:
        """Every item, in order."""
        codes = [code_of(item) for item in self._push.items]
        settled = {code: place for place, code in enumerate(codes) if code and self._says_the_same(code, place)}
        for place, (item, code) in enumerate(zip(self._push.items, codes, strict=True)):
            if code is None:
                yield _read(item, read_record(item, self._push.context))
            else:
                yield self._read_one(item, code, place <= settled.get(code, -1))

    def _says_the_same(self, code: Code, place: int) -> bool:
        """Whether the item at this place is what was said of its dossier last; those before it are old news then."""
        return self._said.get(code.printed) == as_text(self._push.items[place])

    def _read_one(self, item: Any, code: Code, settled: bool) -> _Read:
        dossier = self._dossier(code)
        is_here = dossier is not None and dossier.is_known
        if is_here and self._push.only_new:
            return _Read(item, code, Fate.EXISTS)
        if is_here and settled:
            return _Read(item, code, Fate.SETTLED)
        standing = self._known.get(code) or standing_of(dossier, self._push.sender)
        arrivals = read_record(item, self._push.context.with_standing(standing))
        self._known[code] = standing_after(standing, arrivals)
        return _read(item, arrivals)

    def _dossier(self, code: Code) -> Dossier | None:
        """The sender's own dossier under this code; of another's nothing is told."""
        found = next((self._stored.get(key) for key in code_keys([code], self._push.sender)), None)
        dossier = found.dossier if found else None
        return dossier if dossier and dossier.owner == self._push.sender else None


def _hand_in(session: Session, push: Push, read: list[_Read], desk: Desk) -> list[Item]:
    arrivals = [one for each in read for one in each.arrivals]
    results = iter(receive(arrivals, session, desk, push.context.now).results if arrivals else ())
    items = [_judged(each, [next(results) for _ in each.arrivals]) for each in read]
    texts = {
        part: as_text(each.item)
        for each, item in zip(read, items, strict=True)
        if item.fate is Fate.SETTLED
        for part in each.parts
    }
    _keep(session, push, texts, desk)
    return items


def _keep(session: Session, push: Push, texts: dict[Part, str], desk: Desk) -> None:
    known = find_texts(session, push.sender, texts, desk.sealer)
    changed = {part: desk.sealer.seal(text) for part, text in texts.items() if known.get(part) != text}
    save_kept(session, push.sender, changed, push.context.now)


def _judged(each: _Read, results: list[Result]) -> Item:
    code = each.code.printed if each.code else None
    refused = next((result for result in results if result.outcome is Outcome.QUARANTINED), None)
    if refused:
        return Item(code, Fate.QUARANTINED, refused.detail)
    return Item(code, each.fate or Fate.SETTLED)


def _read(item: Any, arrivals: list[Delivery | Flaw]) -> _Read:
    parts = [part_of(one.update) for one in _deliveries(arrivals)]
    return _Read(item, code_of(item), arrivals=arrivals, parts=parts)


def _deliveries(arrivals: list[Delivery | Flaw]) -> list[Delivery]:
    return [one for one in arrivals if isinstance(one, Delivery)]
