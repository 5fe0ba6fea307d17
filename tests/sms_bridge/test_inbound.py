"""What came in is kept once and answered once."""

import logging
from dataclasses import replace

import pytest

from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.local_codes import CodeReader
from lookup_api.store.agencies import save_agency
from lookup_api.store.sealing import Sealer
from sms_bridge.limits import Limits
from sms_bridge.messages import Outcome
from tests.builders import CODE, a_code, an_agency
from tests.sms_bridge.bridge import BridgeInParts
from tests.sms_bridge.builders import OUR_NUMBER, PHONE, Finder, an_answer, an_incoming_sms


def outcomes(bridge: BridgeInParts) -> list[str | None]:
    return [row.outcome for row in bridge.incoming()]


def test_a_citizen_who_texts_a_code_is_told_where_the_dossier_stands(bridge: BridgeInParts) -> None:
    bridge.hear(CODE)
    bridge.work()
    [sms] = bridge.channel.sent
    assert (sms.to.e164, sms.our_number) == (PHONE, OUR_NUMBER)
    assert sms.text.startswith(f"{CODE}: dang xu ly. ")


def test_a_message_that_the_gateway_hands_over_again_is_answered_once(bridge: BridgeInParts) -> None:
    sms = an_incoming_sms(CODE)
    assert bridge.inbox.accept(sms)
    bridge.clock.move(minutes=5)
    assert not bridge.inbox.accept(sms)
    bridge.work()
    assert not bridge.inbox.accept(sms)
    bridge.work()
    assert len(bridge.sent) == 1


@pytest.mark.parametrize("gateway_id", ["", "x" * 65, "\x00", "\n"])
def test_a_gateway_that_names_its_messages_badly_can_hand_them_over_again_too(
    bridge: BridgeInParts, gateway_id: str
) -> None:
    assert bridge.inbox.accept(an_incoming_sms(CODE, gateway_id=gateway_id))
    assert not bridge.inbox.accept(an_incoming_sms(CODE, gateway_id=gateway_id))
    assert bridge.inbox.accept(an_incoming_sms(CODE, gateway_id=gateway_id, sent_at="later"))


def test_two_gateways_may_use_the_same_name(bridge: BridgeInParts) -> None:
    assert bridge.inbox.accept(an_incoming_sms(gateway_id="1", channel="a"))
    assert bridge.inbox.accept(an_incoming_sms(gateway_id="1", channel="b"))


def test_the_same_words_of_the_same_phone_within_seconds_are_answered_once(bridge: BridgeInParts) -> None:
    bridge.hear(CODE, CODE)
    bridge.hear(CODE, sender="0987654321")
    bridge.clock.move(seconds=10)
    bridge.hear(CODE)
    bridge.work()
    assert outcomes(bridge) == ["answered", "repeated", "answered", "answered"]
    assert len(bridge.sent) == 3


@pytest.mark.parametrize("sender", ["8099", OUR_NUMBER, "0900000019", "84900000019"])
def test_our_own_number_is_never_answered(bridge: BridgeInParts, sender: str) -> None:
    bridge.hear(CODE, sender=sender)
    bridge.work()
    assert (outcomes(bridge), bridge.sent) == ([Outcome.OWN_NUMBER], [])


@pytest.mark.parametrize("sender", ["195", "VIETTEL", "19001234", "+4915112345678", "\x00", "a" * 4_000])
def test_machines_and_foreigners_are_never_answered(bridge: BridgeInParts, sender: str) -> None:
    bridge.hear(CODE, sender=sender)
    bridge.work()
    assert (outcomes(bridge), bridge.sent) == ([Outcome.NOT_A_MOBILE], [])


def test_of_a_sender_whom_we_ignore_nothing_is_kept_in_a_form_that_can_be_read(bridge: BridgeInParts) -> None:
    bridge.hear("mua hang giam gia", sender="QUANGCAO")
    [row] = bridge.incoming()
    assert (row.sender_sealed, row.text_sealed) == (None, None)


def test_a_phone_may_ask_so_often_and_is_told_once_when_that_is_too_often(bridge: BridgeInParts) -> None:
    bridge.limits = Limits(messages=3)
    bridge.hear(*[a_code(at) for at in range(1, 9)])
    bridge.work()
    assert outcomes(bridge) == ["answered", "not_found", "not_found"] + ["too_many"] * 5
    assert [text.startswith("Ban da nhan qua nhieu") for text in bridge.sent] == [False, False, False, True]


def test_another_phone_is_not_kept_from_asking(bridge: BridgeInParts) -> None:
    bridge.limits = Limits(messages=1)
    bridge.hear(a_code(1), a_code(2), a_code(3))
    bridge.hear(CODE, sender="0987654321")
    bridge.work()
    assert bridge.sent[-1].startswith(f"{CODE}: dang xu ly")


def test_after_a_while_a_phone_may_ask_again(bridge: BridgeInParts) -> None:
    bridge.limits = Limits(messages=1)
    bridge.hear(a_code(2), a_code(3))
    bridge.clock.move(minutes=10)
    bridge.hear(CODE)
    bridge.work()
    assert bridge.sent[-1].startswith(f"{CODE}: dang xu ly")


def test_a_machine_that_answers_each_reply_with_other_words_is_left_alone_soon(bridge: BridgeInParts) -> None:
    for turn in range(50):
        bridge.hear(f"Toi dang ban, se goi lai sau. {turn}")
        bridge.work()
        if len(bridge.sent) <= turn:
            break
    assert len(bridge.sent) == Limits().how_tos


def test_a_machine_that_sends_our_own_words_back_is_left_alone_too(bridge: BridgeInParts) -> None:
    bridge.hear(CODE)
    for turn in range(50):
        bridge.work()
        if len(bridge.sent) <= turn:
            break
        bridge.hear(f"Ban da nhan ({turn}): {bridge.sent[-1]}")
    assert len(bridge.sent) == Limits().messages + 1


def test_a_slow_machine_that_sends_our_own_words_back_is_left_alone_within_the_day(bridge: BridgeInParts) -> None:
    bridge.hear(CODE)
    for turn in range(100):
        bridge.work()
        if len(bridge.sent) <= turn:
            break
        bridge.clock.move(minutes=2)
        bridge.hear(f"Ban da nhan ({turn}): {bridge.sent[-1]}")
    assert len(bridge.sent) == Limits().a_day


def test_a_day_later_a_phone_that_asked_too_often_may_ask_again(bridge: BridgeInParts) -> None:
    bridge.limits = Limits(a_day=1)
    bridge.hear(a_code(2), a_code(3))
    bridge.clock.move(days=1)
    bridge.hear(CODE)
    bridge.work()
    assert len(bridge.sent) == 2
    assert bridge.sent[-1].startswith(f"{CODE}: dang xu ly")


def test_a_word_of_refusal_is_heard_in_silence(bridge: BridgeInParts) -> None:
    bridge.hear("STOP")
    bridge.work()
    assert (outcomes(bridge), bridge.sent) == ([Outcome.OPTED_OUT], [])


def interrupted(code: Code) -> Answer:
    raise LookupUnavailable


def test_while_the_lookup_is_interrupted_messages_wait_and_are_answered_afterwards(bridge: BridgeInParts) -> None:
    whole, bridge.look_up = bridge.look_up, interrupted
    bridge.hear(CODE)
    bridge.work()
    assert bridge.sent == []
    bridge.look_up = whole
    bridge.work()
    assert bridge.sent[0].startswith(f"{CODE}: dang xu ly")


def test_after_two_minutes_the_sender_is_told_of_the_interruption(bridge: BridgeInParts) -> None:
    bridge.look_up = interrupted
    bridge.hear(CODE)
    bridge.clock.move(minutes=2)
    bridge.work()
    assert "tam gian doan" in bridge.sent[0]


def broken(code: Code) -> Answer:
    raise RuntimeError("a fault of ours")


def test_a_message_that_we_stumble_over_does_not_keep_the_others_waiting(bridge: BridgeInParts) -> None:
    bridge.look_up = broken
    bridge.hear(CODE, "HD")
    bridge.work()
    assert outcomes(bridge) == ["fault", "help"]
    assert "tam gian doan" in bridge.sent[0]


def test_messages_sealed_with_a_lost_key_do_not_keep_the_others_waiting(bridge: BridgeInParts, sealer: Sealer) -> None:
    bridge.hear(CODE)
    bridge = replace(bridge, sealer=Sealer.from_text("x" * 43 + "="))
    bridge.hear("HD")
    bridge.work()
    assert outcomes(bridge) == ["seal_broken", "help"]


def test_when_a_message_is_settled_its_number_is_forgotten(bridge: BridgeInParts) -> None:
    bridge.hear(CODE)
    assert bridge.incoming()[0].sender_sealed is not None
    bridge.answerer.answer_waiting()
    assert bridge.incoming()[0].sender_sealed is None
    assert bridge.outgoing()[0].to_sealed is not None
    bridge.work()
    assert bridge.outgoing()[0].to_sealed is None


def test_neither_number_nor_words_lie_in_the_database_in_clear(bridge: BridgeInParts, sealer: Sealer) -> None:
    bridge.hear(CODE)
    bridge.answerer.answer_waiting()
    lying = repr([vars(row) for row in (*bridge.incoming(), *bridge.outgoing())])
    assert "912345678" not in lying
    assert CODE not in lying
    assert sealer.open(bridge.outgoing()[0].to_sealed or b"") == PHONE


def test_neither_number_nor_words_are_in_the_log(bridge: BridgeInParts, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bridge.hear(CODE, "toi ten la An")
    bridge.hear(CODE, sender="TAYNINH")
    bridge.work()
    assert ": answered" in caplog.text
    assert not [secret for secret in ("912345678", CODE, "la An", "TAYNINH", OUR_NUMBER) if secret in caplog.text]


def test_a_code_of_an_agencys_own_form_is_looked_up(bridge: BridgeInParts) -> None:
    with bridge.sessions.begin() as session:
        save_agency(session, an_agency(local_code_pattern=r"\d+/HKD-\d{4}"))
    bridge.read_code = CodeReader(bridge.sessions).read
    bridge.look_up = Finder({"123/HKD-2014": an_answer()})
    bridge.hear("tths: 123/hkd-2014")
    bridge.work()
    assert bridge.sent[0].startswith("123/HKD-2014: dang xu ly. ")


def test_two_processes_that_answer_the_same_message_queue_one_reply(bridge: BridgeInParts) -> None:
    bridge.hear(CODE)
    other = bridge.after_a_crash()

    def answered_meanwhile(code: Code) -> Answer:
        other.answerer.answer_waiting()
        return other.look_up(code)

    slow = replace(bridge, look_up=answered_meanwhile)
    slow.answerer.answer_waiting()
    assert len(bridge.outgoing()) == 1
