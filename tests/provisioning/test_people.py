"""How people sign in, and stay signed in."""

import unicodedata
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from provisioning.accounts import add_account, change_password, list_people
from provisioning.errors import AccountUnknown, PasswordTooShort, UsernameTaken
from provisioning.lockout import FORGET_AFTER, FREE_FAILURES
from provisioning.people import Person, Role, csrf_fits, csrf_token, current_person, sign_in, sign_out
from provisioning.tables import AccountRow, FailedSignInRow, SignInRow
from tests.provisioning.builders import NOW, PASSWORD, a_person

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def signed_in(session: Session) -> str:
    a_person(session)
    token = sign_in(session, "lan", PASSWORD, NOW)
    assert token
    return token


def fail(session: Session, times: int, username: str = "lan") -> None:
    for _ in range(times):
        assert sign_in(session, username, "sai mật khẩu", NOW) is None


def test_a_person_with_the_right_password_is_signed_in(session: Session) -> None:
    person = a_person(session)
    token = sign_in(session, "lan", PASSWORD, NOW)
    assert token
    assert current_person(session, token, NOW) == person


def test_a_wrong_password_and_an_unknown_name_answer_alike(session: Session) -> None:
    a_person(session)
    assert sign_in(session, "lan", "sai mật khẩu", NOW) is None
    assert sign_in(session, "không ai", PASSWORD, NOW) is None


@pytest.mark.parametrize("typed", ["LAN", " lan ", "Lan"])
def test_the_name_may_be_typed_in_any_case(session: Session, typed: str) -> None:
    a_person(session)
    assert sign_in(session, typed, PASSWORD, NOW)


def test_a_password_is_the_same_however_the_keyboard_composes_its_letters(session: Session) -> None:
    a_person(session)
    assert sign_in(session, "lan", unicodedata.normalize("NFD", PASSWORD), NOW)


def test_three_failures_are_free_and_the_fourth_locks(session: Session) -> None:
    a_person(session)
    fail(session, FREE_FAILURES)
    assert sign_in(session, "lan", PASSWORD, NOW)
    fail(session, FREE_FAILURES + 1)
    assert sign_in(session, "lan", PASSWORD, NOW + 4 * SECOND) is None
    assert sign_in(session, "lan", PASSWORD, NOW + 5 * SECOND)


def test_the_lock_lasts_twice_as_long_after_each_failure_up_to_a_quarter_of_an_hour(session: Session) -> None:
    a_person(session)
    fail(session, FREE_FAILURES)
    moment, waits = NOW, []
    for _ in range(10):
        assert sign_in(session, "lan", "sai mật khẩu", moment) is None
        failed = session.scalars(select(FailedSignInRow)).one()
        assert failed.locked_until
        waits.append((failed.locked_until - moment) // SECOND)
        moment = failed.locked_until
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_trying_while_locked_does_not_lengthen_the_lock(session: Session) -> None:
    a_person(session)
    fail(session, FREE_FAILURES + 20)
    assert sign_in(session, "lan", PASSWORD, NOW + 5 * SECOND)


def test_a_name_nobody_has_is_locked_just_the_same(session: Session) -> None:
    fail(session, FREE_FAILURES + 1, username="không ai")
    assert session.scalars(select(FailedSignInRow)).one().locked_until == NOW + 5 * SECOND


def test_failures_are_forgotten_and_swept_out(session: Session) -> None:
    fail(session, 3, username="không ai")
    fail(session, 1, username="ai khác")
    sign_in(session, "lan", PASSWORD, NOW + FORGET_AFTER)
    assert session.scalars(select(FailedSignInRow.failures)).all() == [1]


@pytest.mark.parametrize(("idle", "still_there"), [(29, True), (30, False)])
def test_half_an_hour_without_a_request_signs_a_person_out(session: Session, idle: int, still_there: bool) -> None:
    token = signed_in(session)
    assert bool(current_person(session, token, NOW + idle * MINUTE)) == still_there


def test_a_busy_person_stays_signed_in_for_eight_hours_and_no_longer(session: Session) -> None:
    token = signed_in(session)
    seen = [bool(current_person(session, token, NOW + quarter * 15 * MINUTE)) for quarter in range(34)]
    assert seen == [True] * 32 + [False] * 2


def test_signing_out_ends_it_at_once_and_for_this_browser_only(session: Session) -> None:
    here, there = signed_in(session), sign_in(session, "lan", PASSWORD, NOW)
    sign_out(session, here)
    assert there
    assert current_person(session, here, NOW) is None
    assert current_person(session, there, NOW)


def test_an_invented_token_is_nobody(session: Session) -> None:
    signed_in(session)
    assert current_person(session, "invented", NOW) is None


def test_neither_password_nor_token_is_in_the_database(session: Session) -> None:
    token = signed_in(session)
    account, here = session.scalars(select(AccountRow)).one(), session.scalars(select(SignInRow)).one()
    assert account.password_hash.startswith("$argon2id$")
    assert token not in here.token_hash


def test_a_form_carries_a_token_that_fits_one_sign_in_only() -> None:
    assert csrf_fits("token", csrf_token("token"))
    assert not csrf_fits("token", csrf_token("another"))
    assert not csrf_fits("token", "")
    assert not csrf_fits("token", "é")


def test_no_form_fits_where_there_is_no_token() -> None:
    assert not csrf_fits("", csrf_token(""))
    assert not csrf_fits("", "")


def test_two_people_cannot_have_the_same_name_to_sign_in_with(session: Session) -> None:
    a_person(session, "lan")
    with pytest.raises(UsernameTaken):
        a_person(session, "LAN")


def test_a_short_password_is_refused(session: Session) -> None:
    with pytest.raises(PasswordTooShort):
        add_account(session, Person("lan", "Lan", Role.ADMIN, "H53", "Văn phòng"), "ngắn")


def test_a_new_password_signs_out_everywhere_and_lifts_the_lock(session: Session) -> None:
    token = signed_in(session)
    fail(session, FREE_FAILURES + 1)
    change_password(session, "lan", "một mật khẩu khác")
    assert current_person(session, token, NOW) is None
    assert sign_in(session, "lan", "một mật khẩu khác", NOW)


def test_the_password_of_nobody_cannot_be_changed(session: Session) -> None:
    with pytest.raises(AccountUnknown):
        change_password(session, "không ai", PASSWORD)


def test_people_are_listed_by_agency_and_name(session: Session) -> None:
    people = [a_person(session, "lan"), a_person(session, "bình", Role.LEADER)]
    assert list_people(session) == people[::-1]
