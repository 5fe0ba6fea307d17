"""The agent's parts (watching, delivering, heartbeat, nightly comparison), each a thread with its own connection to the
state.
"""

import sqlite3
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta

from lookup_api.domain.codes import AgencyCode
from provisioning.clock import utc_now
from provisioning.device.centre_time import CentreTime
from provisioning.signatures import RequestSigner
from sync_ingest.agent.connection import Way
from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.delivering import Bells, Paces, deliver_until
from sync_ingest.agent.gone import Prudence
from sync_ingest.agent.live_profile import LiveProfile
from sync_ingest.agent.nightly import Nightly, compare_until
from sync_ingest.agent.pace import Backoff
from sync_ingest.agent.pulse import Pulse, beat_until
from sync_ingest.agent.reconcile import Outcome, Reconciler
from sync_ingest.agent.reconciling.department import Department
from sync_ingest.agent.reconciling.mend import Mender
from sync_ingest.agent.rounds import Rounds, watch_until
from sync_ingest.agent.settings import AgentSettings
from sync_ingest.agent.sources.opening import folder_of, open_source
from sync_ingest.agent.sources.push.door import NationalDoor
from sync_ingest.agent.sources.push.inbox import NationalInbox
from sync_ingest.agent.sources.push.listener import Listening, NationalServer
from sync_ingest.agent.state.file import MEBIBYTE, check_room, open_state
from sync_ingest.agent.state.sealing import Seal
from sync_ingest.agent.watch import Watcher

FIRST_PAUSE = 0.5


@dataclass(frozen=True)
class Agent:
    """One agent that speaks for `sender`; its requests are signed by `signer` at the centre's `time`."""

    settings: AgentSettings
    sender: AgencyCode
    signer: RequestSigner
    seal: Seal
    profile: LiveProfile
    time: CentreTime
    bells: Bells = field(default_factory=Bells)

    def work(self) -> None:
        """Until `bells.stop`; when one part ends or fails, the others end."""
        listen = (self._listen,) if self.settings.listen_port else ()
        works = (self._watch, self._deliver, self._beat, self._compare, *listen)
        with ThreadPoolExecutor(len(works)) as threads:
            parts = [threads.submit(work) for work in works]
            wait(parts, return_when=FIRST_COMPLETED)
            self.bells.end()
        for part in parts:
            part.result()  # raises what it failed at

    def reconcile(self, period: str | None = None, mends: bool = True) -> Outcome:
        """Compare with the centre now, and mend; see Reconciler. It may be done while the agent works."""
        settings = self.settings
        source = open_source(settings.source_url, self.seal, utc_now)
        department = Department(source, self.profile.feeds, self.sender)
        prudence = Prudence(settings.gone_share, settings.gone_sweeps)
        with self._way.open(settings.ingest_url, self.signer) as http, closing(self._state()) as db:
            mender = Mender(db, self.sender, self.seal, self.time)
            courier = Courier(db, http, self.seal, self.time, time=self.time)
            return Reconciler(department, http, mender, courier, prudence, self.time).reconcile(period, mends)

    def _watch(self) -> None:
        settings, bells = self.settings, self.bells
        source = open_source(settings.source_url, self.seal, utc_now)
        every = timedelta(seconds=settings.poll_seconds), timedelta(seconds=settings.sweep_seconds)
        prudence = Prudence(settings.gone_share, settings.gone_sweeps)
        with closing(self._state()) as db:
            watcher = Watcher(source, db, self.sender, self.seal, self.time, bells.wake.set, prudence)
            rounds = Rounds(watcher, self.profile, *every, stopping=bells.stop.is_set, check_room=self._check_room())
            watch_until(bells, rounds, self._backoff())

    def _deliver(self) -> None:
        longest = self.settings.longest_pause_seconds
        paces = Paces(away=self._backoff(), refused=Backoff(longest, longest))
        with self._way.open(self.settings.ingest_url, self.signer) as http, closing(self._state()) as db:
            deliver_until(self.bells, Courier(db, http, self.seal, self.time, time=self.time), paces)

    def _beat(self) -> None:
        with self._way.open(self.settings.ingest_url, self.signer) as http, closing(self._state()) as db:
            pulse = Pulse(db, http, self.time, lambda: self.profile.title)
            beat_until(self.bells, pulse, self.settings.heartbeat_seconds)

    def _listen(self) -> None:
        settings = self.settings
        inbox = NationalInbox(folder_of(settings.source_url), self.seal, utc_now)
        address = settings.listen_host, settings.listen_port
        Listening(NationalServer(address, NationalDoor(inbox), settings.listen_token)).until(self.bells.stop)

    def _compare(self) -> None:
        with closing(self._state()) as db:
            nightly = Nightly(db, self.sender, self.reconcile, self.time, self.settings.reconcile_hour)
            compare_until(self.bells, nightly)

    def _state(self) -> sqlite3.Connection:
        return open_state(self.settings.state_folder)

    def _check_room(self) -> Callable[[], None]:
        folder, least = self.settings.state_folder, self.settings.least_free_mib * MEBIBYTE
        return lambda: check_room(folder, least)

    def _backoff(self) -> Backoff:
        return Backoff(FIRST_PAUSE, self.settings.longest_pause_seconds)

    @property
    def _way(self) -> Way:
        return way_of(self.settings)


def way_of(settings: AgentSettings) -> Way:
    """How the settings say that the centre is reached."""
    return Way(settings.proxy, settings.ca_file, settings.timeout_seconds)
