"""Who wants to be told of a dossier: asked first, once, not too often, and forgotten in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from lookup_api.domain.phone import PhoneNumber
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from lookup_api.store.joining import move_rows
from lookup_api.store.late_notices import has_late, take_late
from lookup_api.store.notices import (
    LONGEST_KEPT,
    MOST_OF_A_DOSSIER,
    WAITS,
    Channel,
    Wanted,
    agree,
    ask_notice,
    end_notices,
    forget_lapsed,
    has_uninvited,
    list_agreed,
    list_unanswered,
    take_uninvited,
)
from lookup_api.store.sealing import Sealer
from lookup_api.store.wish_tables import NoticeRequestRow, NoticeRow
from tests.builders import CODE, NOW, a_code, a_dossier, a_moment, a_record
from tests.lookup_api.stored import store

PHONE = PhoneNumber("+84912345678")


def a_number(at: int) -> PhoneNumber:
    return PhoneNumber(f"+8491234{at:04}")


@pytest.fixture
def wanted(engine: Engine) -> Wanted:
    """PHONE is to be told of the dossier of CODE."""
    return Wanted(store(engine), PHONE, Channel.KIOSK, Language.VI)


def count(session: Session, table: type[NoticeRow | NoticeRequestRow] = NoticeRow) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_number_is_asked_once_however_often_it_is_asked_for(session: Session, sealer: Sealer, wanted: Wanted) -> None:
    assert [ask_notice(session, wanted, sealer, NOW) for _ in range(3)] == [True, False, False]
    [asked] = take_uninvited(session, NOW, 10)
    assert (asked.code, sealer.open(asked.phone_sealed), asked.language) == (CODE, PHONE.e164, Language.VI)
    assert take_uninvited(session, NOW, 10) == []


def test_the_number_stands_nowhere_in_the_clear(session: Session, sealer: Sealer, wanted: Wanted) -> None:
    ask_notice(session, wanted, sealer, NOW)
    [row] = session.scalars(select(NoticeRow))
    assert "912345678" not in f"{row.number_hash} {row.phone_sealed!r} {wanted!r} {take_uninvited(session, NOW, 1)!r}"


def test_a_number_that_has_not_agreed_is_asked_three_times_a_day_and_no_more(
    engine: Engine, session: Session, sealer: Sealer
) -> None:
    ids = [store(engine, a_record(code=a_code(at))) for at in range(1, 6)]
    wishes = [Wanted(id_, PHONE, Channel.KIOSK) for id_ in ids]
    assert [ask_notice(session, wish, sealer, NOW) for wish in wishes] == [True, True, True, False, False]
    end_notices(session, PHONE, sealer)  # a refusal does not begin it anew
    assert not ask_notice(session, wishes[0], sealer, NOW)
    assert ask_notice(session, wishes[0], sealer, NOW + WAITS)


def test_who_has_agreed_may_ask_for_more(engine: Engine, session: Session, sealer: Sealer) -> None:
    wishes = [Wanted(store(engine, a_record(code=a_code(at))), PHONE, Channel.KIOSK) for at in range(1, 6)]
    for wish in wishes[:3]:
        ask_notice(session, wish, sealer, NOW)
    agree(session, wishes[0], sealer, NOW)
    assert ask_notice(session, wishes[3], sealer, NOW)


def test_a_stranger_cannot_have_a_crowd_told_but_who_holds_the_receipt_is_always_heard(
    session: Session, sealer: Sealer, wanted: Wanted
) -> None:
    for at in range(MOST_OF_A_DOSSIER):
        assert ask_notice(session, replace(wanted, phone=a_number(at)), sealer, NOW)
    assert not ask_notice(session, wanted, sealer, NOW)
    assert ask_notice(session, replace(wanted, holds_receipt=True), sealer, NOW)


def test_who_agrees_is_told_from_then_on(session: Session, sealer: Sealer, wanted: Wanted) -> None:
    ask_notice(session, wanted, sealer, NOW)
    [waiting] = list_unanswered(session, PHONE, sealer, NOW)
    assert list_agreed(session, [wanted.dossier_id]) == []
    agree(session, replace(wanted, seen_status=Status.PROCESSING), sealer, NOW)
    [agreed] = list_agreed(session, [wanted.dossier_id])
    assert (agreed.id, agreed.seen_status) == (waiting.id, Status.PROCESSING)
    assert list_unanswered(session, PHONE, sealer, NOW) == []


def test_who_agrees_without_having_been_asked_is_told_too(session: Session, sealer: Sealer, wanted: Wanted) -> None:
    agree(session, wanted, sealer, NOW)
    assert len(list_agreed(session, [wanted.dossier_id])) == 1
    assert take_uninvited(session, NOW, 10) == []


def test_a_number_is_found_again_after_the_data_key_was_changed(
    session: Session, sealer: Sealer, wanted: Wanted
) -> None:
    ask_notice(session, wanted, sealer, NOW)
    rotated = Sealer((Fernet.generate_key(), *sealer.keys))
    assert not ask_notice(session, wanted, rotated, NOW)
    assert len(list_unanswered(session, PHONE, rotated, NOW)) == 1
    assert len(end_notices(session, PHONE, rotated)) == 1


def test_ending_leaves_nothing_of_the_number_and_others_as_they_are(
    session: Session, sealer: Sealer, wanted: Wanted
) -> None:
    ask_notice(session, replace(wanted, phone=a_number(1)), sealer, NOW)
    ask_notice(session, wanted, sealer, NOW)
    assert end_notices(session, PHONE, sealer, wanted.dossier_id + 1) == []
    assert len(end_notices(session, PHONE, sealer, wanted.dossier_id)) == 1
    assert count(session) == 1


def test_what_nobody_agreed_to_is_forgotten_after_a_day_and_the_rest_after_a_year(
    session: Session, sealer: Sealer, wanted: Wanted
) -> None:
    ask_notice(session, wanted, sealer, NOW)
    agree(session, replace(wanted, phone=a_number(1)), sealer, NOW)
    forget_lapsed(session, NOW + WAITS)
    assert (count(session), count(session, NoticeRequestRow)) == (1, 0)
    forget_lapsed(session, NOW + LONGEST_KEPT)
    assert count(session) == 0


def test_two_dossiers_that_become_one_have_one_notice_a_number(
    engine: Engine, session: Session, sealer: Sealer, wanted: Wanted
) -> None:
    gone = store(engine, a_record(code="123/HKD-2014"))
    for phone in (PHONE, a_number(1)):
        agree(session, replace(wanted, dossier_id=gone, phone=phone), sealer, NOW)
    agree(session, wanted, sealer, NOW)
    move_rows(session, wanted.dossier_id, [gone], a_dossier())
    assert len(list_agreed(session, [wanted.dossier_id])) == 2
    assert count(session) == 2


def test_a_missed_due_date_is_told_once(engine: Engine, session: Session, sealer: Sealer) -> None:
    late = Wanted(store(engine, a_record(due_at=a_moment(days=1))), PHONE, Channel.SMS)
    in_time = Wanted(store(engine, a_record(code=a_code(2))), PHONE, Channel.SMS)
    for wanted in (late, in_time):
        agree(session, wanted, sealer, NOW)
    assert has_late(session, NOW)
    assert [notice.dossier_id for notice in take_late(session, NOW, 10)] == [late.dossier_id]
    assert not has_late(session, NOW + timedelta(days=1))
    assert take_late(session, NOW, 10) == []


def test_who_agreed_for_a_dossier_is_told_of_it_also_after_it_became_one_with_another(
    engine: Engine, session: Session, sealer: Sealer, wanted: Wanted
) -> None:
    gone = store(engine, a_record(code="123/HKD-2014"))
    agree(session, replace(wanted, dossier_id=gone), sealer, NOW)
    ask_notice(session, wanted, sealer, NOW)  # not agreed to yet
    move_rows(session, wanted.dossier_id, [gone], a_dossier())
    assert len(list_agreed(session, [wanted.dossier_id])) == 1
    assert count(session) == 1


def test_a_number_whose_day_is_over_is_not_asked_any_more(session: Session, sealer: Sealer, wanted: Wanted) -> None:
    ask_notice(session, wanted, sealer, NOW)  # and the bridge is down for a day
    assert not has_uninvited(session, NOW + WAITS)
    assert take_uninvited(session, NOW + WAITS, 10) == []
