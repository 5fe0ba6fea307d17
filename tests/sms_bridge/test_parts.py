"""Parts of long messages on disk: any order, never mixed, each message once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.store.sealing import Sealer
from sms_bridge.forgetting import Forgetter
from sms_bridge.intake import Intake, Settler
from sms_bridge.parts import Body, IncomingPart, join
from sms_bridge.tables import PartsRow
from tests.builders import CODE
from tests.sms_bridge.bridge import BridgeInParts
from tests.sms_bridge.builders import OUR_NUMBER, PHONE

UTF_16, UTF_8 = "utf-16-be", "utf-8"


def part(number: int, text: str, **stated: Any) -> IncomingPart:
    whole = {"channel": "smpp", "sender": PHONE, "our_number": OUR_NUMBER, "reference": 7, "total": 3, "session": "a"}
    return IncomingPart(**{**whole, **stated}, number=number, charset=UTF_8, body=text.encode())


def a_short(text: str, **stated: Any) -> IncomingPart:
    return part(1, text, **{"reference": 0, "total": 1, **stated})


def hear(bridge: BridgeInParts, *parts: IncomingPart) -> list[str]:
    intake = Intake(bridge.inbox, clock=bridge.clock)
    for one in parts:
        intake.accept_part(one)
    return texts(bridge)


def texts(bridge: BridgeInParts) -> list[str]:
    return [bridge.sealer.open(row.text_sealed) for row in bridge.incoming() if row.text_sealed]


def join_late(bridge: BridgeInParts) -> bool:
    return Settler(bridge.sessions, bridge.inbox, bridge.clock).join_late()


PARTS = (part(1, "H53.19-26"), part(2, "1102-"), part(3, "0001"))


@pytest.mark.parametrize("order", list(permutations(PARTS)))
def test_the_message_is_there_with_its_last_part_whatever_the_order(
    bridge: BridgeInParts, order: tuple[IncomingPart, ...]
) -> None:
    assert hear(bridge, *order[:2]) == []
    assert hear(bridge, order[2]) == [CODE]


def test_two_phones_may_use_the_same_reference_at_once(bridge: BridgeInParts) -> None:
    others = [replace(one, sender="+84987654321", body=b"x") for one in PARTS]
    mixed = [one for pair in zip(PARTS, others, strict=True) for one in pair]
    assert sorted(hear(bridge, *mixed)) == [CODE, "xxx"]


def test_a_part_that_comes_again_changes_nothing_before_or_after_the_message_is_whole(bridge: BridgeInParts) -> None:
    assert hear(bridge, PARTS[0], PARTS[0], PARTS[1], PARTS[2], PARTS[2], *PARTS) == [CODE]


def test_after_a_break_the_gateway_may_hand_everything_over_once_more(bridge: BridgeInParts) -> None:
    hear(bridge, *PARTS)
    bridge.clock.move(minutes=5)
    assert hear(bridge, *(replace(one, session="b") for one in PARTS)) == [CODE]


def test_a_reference_that_is_used_again_is_another_message(bridge: BridgeInParts) -> None:
    hear(bridge, *PARTS, part(2, "hai "), part(1, "mot "), part(3, "ba"))
    assert texts(bridge) == [CODE, "mot hai ba"]


def test_a_short_message_that_is_delivered_again_is_one(bridge: BridgeInParts) -> None:
    hear(bridge, a_short("HD"), a_short("HD"))
    bridge.clock.move(minutes=9)
    assert hear(bridge, a_short("HD", session="b")) == ["HD"]


def test_who_writes_the_same_a_while_later_has_written_twice(bridge: BridgeInParts) -> None:
    hear(bridge, a_short("HD"), a_short("TC"))
    bridge.clock.move(seconds=11)
    assert hear(bridge, a_short("HD")) == ["HD", "TC", "HD"]


def test_what_the_gateway_names_is_the_same_for_two_days(bridge: BridgeInParts) -> None:
    hear(bridge, a_short("HD", gateway_id="7"))
    bridge.clock.move(hours=47)
    assert hear(bridge, a_short("HD", gateway_id="7"), a_short("HD", gateway_id="8")) == ["HD", "HD"]


def test_when_a_part_never_comes_what_is_there_is_answered(bridge: BridgeInParts) -> None:
    hear(bridge, PARTS[2], PARTS[0])
    bridge.clock.move(minutes=9)
    assert not join_late(bridge)
    bridge.clock.move(minutes=2)
    assert join_late(bridge)
    assert texts(bridge) == ["H53.19-26 … 0001"]
    assert not join_late(bridge)


def test_parts_that_come_at_the_same_moment_are_one_message(bridge: BridgeInParts) -> None:
    parts = [part(number, f"{number} ", total=12) for number in range(1, 13)]
    intake = Intake(bridge.inbox, clock=bridge.clock)
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(intake.accept_part, parts))
    assert texts(bridge) == ["1 2 3 4 5 6 7 8 9 10 11 12"]


def test_parts_that_no_key_opens_any_more_keep_nobody_else_waiting(bridge: BridgeInParts) -> None:
    hear(bridge, PARTS[0])
    bridge.sealer = Sealer((Fernet.generate_key(),))
    hear(bridge, part(1, "mot ", reference=8))
    bridge.clock.move(minutes=11)
    assert join_late(bridge)
    assert texts(bridge) == ["mot  …"]


def test_once_it_is_whole_no_number_and_no_word_is_kept_with_the_parts(bridge: BridgeInParts) -> None:
    hear(bridge, *PARTS)
    with bridge.sessions() as session:
        [row] = session.query(PartsRow)
    kept = bridge.sealer.open(row.kept_sealed)
    assert PHONE not in kept
    assert b"H53".hex() not in kept


def test_parts_are_forgotten_after_two_days(bridge: BridgeInParts) -> None:
    hear(bridge, *PARTS)
    bridge.clock.move(hours=49)
    Forgetter(bridge.sessions, timedelta(hours=24), timedelta(days=30), bridge.clock).forget()
    with bridge.sessions() as session:
        assert session.query(PartsRow).count() == 0


@given(st.text(min_size=1, max_size=40), st.data())
def test_wherever_a_phone_cuts_even_amid_a_letter_the_text_is_whole(text: str, data: st.DataObject) -> None:
    raw = text.encode(UTF_16, errors="replace")
    at = data.draw(st.integers(0, len(raw)))
    bodies = [Body(2, UTF_16, raw[at:]), Body(1, UTF_16, raw[:at])]
    assert join(bodies, 2) == join([Body(1, UTF_16, raw)], 1).strip()


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from([UTF_8, UTF_16]), st.binary(max_size=8)), max_size=4))
def test_any_parts_are_a_text(parts: list[tuple[int, str, bytes]]) -> None:
    join([Body(*one) for one in {one[0]: one for one in parts}.values()], 4).encode()
