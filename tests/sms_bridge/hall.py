"""A hall with a kiosk, on whose behalf the bridge asks and tells phones."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func, select

from lookup_api.contract import answer_for
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import Code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import DossierNotFound
from lookup_api.domain.phone import PhoneNumber
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from lookup_api.store.dossiers import find_dossier
from lookup_api.store.notices import Channel, Wanted, ask_notice
from lookup_api.store.wish_tables import NoticeRow
from sms_bridge.notices import Notifier, Post
from tests.builders import NOW, a_code, a_record
from tests.lookup_api.stored import store
from tests.sms_bridge.bridge import BridgeInParts
from tests.sms_bridge.builders import CHANNEL, OUR_NUMBER, PHONE

LONGEST_CODE = "000.00.19.H53-20261102-0000001"


@dataclass
class Hall:
    """A bridge with its notifier on one database, and a kiosk beside it."""

    engine: Engine
    bridge: BridgeInParts

    @property
    def notifier(self) -> Notifier:
        sessions, sealer, post = self.bridge.sessions, self.bridge.sealer, Post(CHANNEL, OUR_NUMBER)
        return Notifier(sessions, sessions, sealer, post, clock=self.bridge.clock)

    def look_up(self, code: Code) -> Any:
        """As the look-up answers."""
        with self.bridge.sessions() as session:
            found = find_dossier(session, code)
        if found is None:
            raise DossierNotFound
        return answer_for(Tier.STRANGER, found.dossier, WorkCalendar(), NOW)

    def ask(self, serial: int = 1, language: Language = Language.VI) -> None:
        """Somebody asks at the kiosk for PHONE to be told."""
        dossier = store(self.engine, a_record(code=a_code(serial), status=Status.PROCESSING))
        wanted = Wanted(dossier, PhoneNumber(PHONE), Channel.KIOSK, language)
        with self.bridge.sessions.begin() as session:
            ask_notice(session, wanted, self.bridge.sealer, self.bridge.clock())

    def change(self, status: Status, serial: int = 1, **stated: Any) -> None:
        """The agency says how the dossier stands now."""
        self.bridge.clock.move(minutes=1)
        record = a_record(code=a_code(serial), status=status, occurred_at=self.bridge.clock(), **stated)
        store(self.engine, record)

    def hear(self, *texts: str) -> list[str]:
        """What a citizen's texts are answered."""
        before = len(self.bridge.sent)
        self.bridge.hear(*texts)
        self.work()
        return self.bridge.sent[before:]

    def work(self) -> list[str]:
        """Do all that can be done now; gives what was sent meanwhile."""
        before = len(self.bridge.sent)
        self.bridge.work()
        while self.notifier.notify() or self.notifier.tell_late():
            pass
        self.bridge.work()
        return self.bridge.sent[before:]

    def notices(self) -> int:
        """How many are kept."""
        with self.bridge.sessions() as session:
            return session.scalar(select(func.count()).select_from(NoticeRow)) or 0


def a_hall(engine: Engine, bridge: BridgeInParts) -> Hall:
    """A hall in office hours; the events have been followed up to now."""
    hall = Hall(engine, bridge)
    bridge.look_up = hall.look_up
    hall.notifier.tell_changes()
    return hall
