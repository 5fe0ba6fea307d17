"""Whatever is cut, and when: each change reaches the centre exactly once, and in the end both hold the same."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.update import Kind, StatusUpdate
from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.errors import IngestUnavailable
from sync_ingest.agent.reading.profile import folded
from sync_ingest.agent.sources.scripted import ScriptedSource
from sync_ingest.agent.state import queue
from sync_ingest.agent.watch import Watcher
from sync_ingest.envelope import Delivery, read_item
from tests.builders import AGENCY, NOW, a_code
from tests.provisioning.builders import Clock
from tests.sync_ingest.agent.builders import FEED, SEAL, a_row, changed
from tests.sync_ingest.agent.centre import outcome
from tests.sync_ingest.agent.dying import a_life

ROWS = 4
NUMBERED = FEED.model_copy(update={"columns": FEED.columns | {"sequence": "SO_LAN"}})

cuts = st.tuples(st.none() | st.integers(0, 25), st.booleans())
rows = st.integers(2, ROWS)
steps = st.one_of(
    st.tuples(
        st.just("change"),
        rows,
        st.sampled_from(["THU_LY", "XONG", "BO_SUNG"]),
        st.sampled_from([None, 0, -3]),
        st.integers(-1, 1),
    ),
    st.tuples(st.just("delete"), rows),
    st.tuples(st.just("restore"), rows),
    st.tuples(st.just("poll"), cuts),
    st.tuples(st.just("sweep"), cuts),
    st.tuples(st.just("deliver"), cuts, st.sampled_from(["well", "request lost", "answer lost", "busy", "twice"])),
)


@dataclass
class Site:
    """A department, its agent's folder, and a centre that keeps what it was told, once each."""

    folder: Path
    is_numbered: bool
    clock: Clock = field(default_factory=lambda: Clock(NOW))
    rows: dict[int, Any] = field(default_factory=dict)
    deleted: dict[int, Any] = field(default_factory=dict)
    history: dict[str, dict[str, Any]] = field(default_factory=dict)
    weather: str = "well"
    changes: int = 0

    def __post_init__(self) -> None:
        self.rows = {number: a_row(number, so_hs=a_code(number), so_lan=10) for number in range(1, ROWS + 1)}

    def change(self, row: int, word: str, days: int | None, more: int) -> None:
        """An officer changes a row, at the time it is, backdated, or without touching its time."""
        self.changes += 1
        says = {"ma_tt": word, "ghi_chu": f"Bước {self.changes}"}
        if row in self.rows:
            if days is not None:
                says["ngay_cn"] = f"{(self.clock.now + timedelta(days=days)).astimezone(VIETNAM):%Y-%m-%d %H:%M:%S}"
            old = self.rows[row]
            self.rows[row] = changed(old, **says, so_lan=old["SO_LAN"] + more)

    def delete(self, row: int) -> None:
        """A row is deleted."""
        if row in self.rows:
            self.deleted[row] = self.rows.pop(row)

    def restore(self, row: int) -> None:
        """It comes back as it was."""
        if row in self.deleted:
            self.rows[row] = self.deleted.pop(row)

    def poll(self, cut: tuple[int | None, bool] = (None, False)) -> None:
        """One poll, maybe cut short."""
        with a_life(self.folder, *cut) as db:
            sum(self._watcher(db).poll(self.feed))

    def sweep(self, cut: tuple[int | None, bool] = (None, False)) -> None:
        """One sweep, maybe cut short."""
        with a_life(self.folder, *cut) as db:
            sum(self._watcher(db).sweep_all([self.feed]))

    def deliver(self, cut: tuple[int | None, bool] = (None, False), weather: str = "well") -> None:
        """One try at delivering."""
        self.weather = weather
        transport = httpx.MockTransport(self._answer)
        with a_life(self.folder, *cut) as db, httpx.Client(transport=transport, base_url="http://centre") as http:
            try:
                Courier(db, http, SEAL, self.clock, most=3).deliver()
            except IngestUnavailable:
                return

    def settle(self) -> None:
        """Good weather until there is nothing more to do."""
        self.poll()
        self.sweep()
        self.sweep()
        while self._waiting():
            self.deliver()

    def told(self) -> dict[str, list[StatusUpdate]]:
        """What the centre was told of each dossier, in the order in which it came."""
        told = defaultdict(list)
        for item in self.history.values():
            read = read_item(item, AGENCY)
            assert isinstance(read, Delivery)
            told[read.update.code.printed].append(read.update)
        return told

    @property
    def feed(self) -> Any:
        """With or without the department's own numbers."""
        return NUMBERED if self.is_numbered else FEED

    def _watcher(self, db: Any) -> Watcher:
        return Watcher(ScriptedSource(list(self.rows.values())), db, AGENCY, SEAL, self.clock)

    def _waiting(self) -> int:
        with a_life(self.folder, None, False) as db:
            return queue.count(db)
        raise AssertionError("no power cut was ordered")

    def _answer(self, request: httpx.Request) -> httpx.Response:
        updates = json.loads(request.content)["updates"]
        if self.weather == "busy":
            return httpx.Response(503)
        if self.weather != "request lost":
            for update in updates * (2 if self.weather == "twice" else 1):
                assert self.history.setdefault(update["id"], update) == update, "one id, two contents"
        if self.weather in ("request lost", "answer lost"):
            raise httpx.ReadError("cut", request=request)
        return httpx.Response(200, json={"outcomes": [outcome(update) for update in updates], "event": 1})


@settings(max_examples=40)
@given(st.booleans(), st.lists(steps, max_size=25))
def test_whatever_is_cut_each_change_arrives_once_and_both_hold_the_same(is_numbered: bool, script: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        site = Site(Path(folder), is_numbered)
        for name, *words in script:
            site.clock.now += timedelta(minutes=1)
            getattr(site, name)(*words)
        site.settle()
        told = site.told()
    assert {code: holds(updates) for code, updates in told.items() if holds(updates)} == {
        a_code(number): (FEED.statuses[folded(row["MA_TT"])], row["GHI_CHU"] or "") for number, row in site.rows.items()
    }
    assert [code for code, updates in told.items() if says_twice(updates)] == []


def holds(updates: list[StatusUpdate]) -> tuple[object, str] | None:
    """What the centre shows; None when it shows nothing."""
    dossier = Dossier.of(updates)
    return (dossier.status, dossier.records[-1].note) if dossier.is_known else None


def says_twice(updates: list[StatusUpdate]) -> bool:
    """Whether the same change was told of twice; a dossier that comes back is told of again."""
    lives = groupby(updates, key=lambda update: update.kind is Kind.DELETION)
    for is_deletion, said in lives:
        times = Counter(update.note for update in said)
        if max(times.values()) > 1 and not is_deletion:
            return True
    words = [update.kind for update in updates]
    return any(one == other == Kind.DELETION for one, other in pairwise(words))
