"""Guessing a receipt's secret is hopeless."""

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.web.guards.secret_tries import HOUR_SECONDS, SecretTries
from tests.builders import CODE, a_code
from tests.lookup_api.web.guards.ticking import Clock

HOME = "203.0.113.0/24"
ELSEWHERE = "198.51.100.0/24"


def a_guess(number: int) -> ReceiptSecret:
    return ReceiptSecret(f"{number:08}")


def guess(tries: SecretTries, times: int, code: str = CODE) -> list[bool]:
    return [tries.take(HOME, code, a_guess(number)) for number in range(times)]


def test_a_network_may_be_wrong_a_few_times_an_hour_about_one_dossier() -> None:
    clock = Clock()
    tries = SecretTries(per_code=3, clock=clock)
    assert guess(tries, 5) == [True] * 3 + [False] * 2
    clock.now = HOUR_SECONDS
    assert tries.take(HOME, CODE, a_guess(4))


def test_the_same_wrong_secret_again_is_no_new_guess() -> None:
    tries = SecretTries(per_code=1, clock=Clock())
    assert all(tries.take(HOME, CODE, a_guess(1)) for _ in range(20))


def test_one_guess_for_many_dossiers_is_counted_as_well() -> None:
    tries = SecretTries(per_code=3, per_network=5, clock=Clock())
    assert [tries.take(HOME, a_code(serial), a_guess(1)) for serial in range(1, 8)] == [True] * 5 + [False] * 2


def test_who_is_right_loses_no_try() -> None:
    tries = SecretTries(per_code=1, clock=Clock())
    for number in range(10):
        assert tries.take(HOME, CODE, a_guess(number))
        tries.give_back(HOME, CODE, a_guess(number))


def test_nobody_can_keep_the_holder_out_from_another_network() -> None:
    tries = SecretTries(per_code=3, clock=Clock())
    guess(tries, 10)
    assert tries.take(ELSEWHERE, CODE, a_guess(11))
