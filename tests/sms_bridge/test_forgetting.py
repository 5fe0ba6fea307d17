"""What is no longer needed is forgotten."""

from datetime import timedelta

from sqlalchemy import Engine, select

from lookup_api.domain.phone import PhoneNumber
from lookup_api.store.notices import Channel, Wanted, ask_notice
from lookup_api.store.wish_tables import NoticeRow
from sms_bridge.forgetting import Forgetter
from tests.builders import CODE
from tests.lookup_api.stored import store
from tests.sms_bridge.bridge import BridgeInParts
from tests.sms_bridge.builders import PHONE, an_incoming_sms


def forget(bridge: BridgeInParts) -> None:
    Forgetter(bridge.sessions, timedelta(hours=24), timedelta(days=30), bridge.clock).forget()


def test_words_are_forgotten_a_day_after_the_message_was_settled(bridge: BridgeInParts) -> None:
    bridge.hear(CODE)
    bridge.work()
    forget(bridge)
    assert bridge.incoming()[0].text_sealed is not None
    bridge.clock.move(hours=25)
    forget(bridge)
    assert bridge.incoming()[0].text_sealed is None
    assert bridge.outgoing()[0].text_sealed is None


def test_what_still_waits_is_not_forgotten(bridge: BridgeInParts) -> None:
    bridge.hear(CODE)
    bridge.clock.move(days=40)
    forget(bridge)
    bridge.answerer.answer_waiting()
    bridge.clock.move(days=40)
    forget(bridge)
    assert bridge.outgoing()[0].text_sealed is not None
    assert len(bridge.incoming()) == 1


def test_after_a_month_nothing_is_left(bridge: BridgeInParts) -> None:
    bridge.hear(CODE)
    bridge.hear(CODE, sender="8099")
    bridge.work()
    bridge.clock.move(days=31)
    forget(bridge)
    assert (bridge.incoming(), bridge.outgoing()) == ([], [])


def test_a_gateways_repetition_is_known_for_as_long_as_the_row_is_kept(bridge: BridgeInParts) -> None:
    sms = an_incoming_sms()
    bridge.inbox.accept(sms)
    bridge.work()
    bridge.clock.move(days=3)
    forget(bridge)
    assert not bridge.inbox.accept(sms)


def test_a_notice_to_which_nobody_agreed_is_forgotten_after_a_day(engine: Engine, bridge: BridgeInParts) -> None:
    wanted = Wanted(store(engine), PhoneNumber(PHONE), Channel.KIOSK)
    with bridge.sessions.begin() as session:
        ask_notice(session, wanted, bridge.sealer, bridge.clock())
    bridge.clock.move(hours=25)
    forget(bridge)
    with bridge.sessions() as session:
        assert session.scalars(select(NoticeRow)).all() == []
