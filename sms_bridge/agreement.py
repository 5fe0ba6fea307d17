"""What a phone says about notices: that it wants them (DK) or wants them no longer (HUY). Its number is proven by the
message itself.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lookup_api.domain.codes import parse_code
from lookup_api.domain.phone import PhoneNumber
from lookup_api.store.dossiers import StoredDossier, find_dossier, find_dossier_numbered
from lookup_api.store.notices import Channel, Wanted, agree, end_notices, list_unanswered
from lookup_api.store.sealing import Sealer
from sms_bridge.commands import Asked, OptOut, Subscribe
from sms_bridge.messages import Outcome, Reply
from sms_bridge.notices import LAST
from sms_bridge.store.outbox import withdraw_messages
from sms_bridge.writing.notice_text import NOTHING_WAITS, STOPPED, agreed, ended_one, over, which_one
from sms_bridge.writing.status_text import status_name_of
from sms_bridge.writing.voice import Voice


@dataclass(frozen=True)
class Agreement:
    """Carries out what `phone` wishes, within one transaction."""

    session: Session
    phone: PhoneNumber
    sealer: Sealer
    voice: Voice

    def carry_out(self, reply: Reply, now: datetime) -> Reply:
        """Do what the reply's wish says, and give what is answered then."""
        match reply.wish:
            case Subscribe(None):
                return self._agree_to_what_waits(now)
            case Subscribe(Asked() as asked):
                return self._agree_to(asked, reply, now)
            case OptOut(None):
                ended = self._forget(None, now)
                return Reply(Outcome.OPTED_OUT, self.voice.best([STOPPED]) if ended else None)
            case OptOut(Asked() as asked):
                return self._end(asked, now)
        return reply

    def _agree_to_what_waits(self, now: datetime) -> Reply:
        waiting = list_unanswered(self.session, self.phone, self.sealer, now)
        if len(waiting) > 1:
            return Reply(Outcome.SUBSCRIBED, which_one([notice.code for notice in waiting], self.voice))
        found = find_dossier_numbered(self.session, waiting[0].dossier_id) if waiting else None
        if found is None or found.status is None:
            return Reply(Outcome.NOT_UNDERSTOOD, self.voice.best([NOTHING_WAITS]))
        asked, said = Asked(parse_code(waiting[0].code)), status_name_of(found.status, self.voice)
        return self._agree(found, asked, now) or Reply(Outcome.SUBSCRIBED, agreed(asked, said, self.voice))

    def _agree_to(self, asked: Asked, reply: Reply, now: datetime) -> Reply:
        found = find_dossier(self.session, asked.code)
        if found is None or found.status is None:  # it was there a moment ago
            return Reply(Outcome.UNAVAILABLE, self.voice.best([NOTHING_WAITS]))
        return self._agree(found, asked, now) or Reply(reply.outcome, reply.text)

    def _agree(self, found: StoredDossier, asked: Asked, now: datetime) -> Reply | None:
        """Keep that it agrees; or, of a dossier that is over, keep nothing and say so."""
        if found.status in LAST:
            self._forget(found.id, now)
            return Reply(Outcome.ANSWERED, over(asked, status_name_of(found.status, self.voice), self.voice))
        wanted = Wanted(found.id, self.phone, Channel.SMS, seen_status=found.status)
        agree(self.session, wanted, self.sealer, now)
        return None

    def _end(self, asked: Asked, now: datetime) -> Reply:
        found = find_dossier(self.session, asked.code)
        ended = self._forget(found.id, now) if found else False
        return Reply(Outcome.OPTED_OUT, ended_one(asked, ended, self.voice))

    def _forget(self, dossier_id: int | None, now: datetime) -> bool:
        """Whether there was anything to forget; what waits to be sent stays here."""
        ended = end_notices(self.session, self.phone, self.sealer, dossier_id)
        withdraw_messages(self.session, ended, now)
        return bool(ended)
