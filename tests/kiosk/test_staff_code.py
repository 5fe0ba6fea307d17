"""The staff's code opens the machine's inside; few tries are given."""

import pytest
from pydantic import SecretStr, ValidationError

from kiosk.care.staff_code import LOCKED, LOCKED_SECONDS, NO_CODE, TRIES, WRONG, StaffCode
from kiosk.flow.events import StaffLetIn, StaffTurnedAway
from kiosk.settings import KioskSettings


class Clock:
    """Seconds that pass when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_code_opens_and_another_does_not() -> None:
    staff = StaffCode("246813")
    assert staff.open("246814") == StaffTurnedAway(WRONG)
    assert staff.open("246813") == StaffLetIn()


def test_after_a_few_wrong_ones_even_the_right_one_has_to_wait() -> None:
    clock = Clock()
    staff = StaffCode("246813", clock)
    refusals = [staff.open("0") for _ in range(TRIES)]
    assert refusals == [StaffTurnedAway(WRONG)] * (TRIES - 1) + [StaffTurnedAway(LOCKED)]
    assert staff.open("246813") == StaffTurnedAway(LOCKED)
    clock.now = LOCKED_SECONDS
    assert staff.open("246813") == StaffLetIn()


@pytest.mark.parametrize("typed", ["", "0"])
def test_without_a_code_nothing_opens(typed: str) -> None:
    assert StaffCode("").open(typed) == StaffTurnedAway(NO_CODE)


def test_the_code_is_in_no_log() -> None:
    assert "246813" not in repr(StaffCode("246813"))


@pytest.mark.parametrize("code", ["mở cửa", "123", "1234567890123", "2468\n"])
def test_a_code_that_nobody_can_type_is_refused_at_the_start_and_not_repeated(code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        KioskSettings(staff_code=SecretStr(code))
    assert code not in str(refused.value)
    assert KioskSettings(staff_code=SecretStr("")).staff_code == SecretStr("")
