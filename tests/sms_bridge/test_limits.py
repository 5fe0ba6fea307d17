"""How often one phone is answered."""

from sms_bridge.limits import Limits, Traffic, allowed
from sms_bridge.messages import Outcome, Reply

STATUS = Reply(Outcome.ANSWERED, "dang xu ly")
HOW_TO = Reply(Outcome.NOT_UNDERSTOOD, "xin nhan ma")
TOO_MANY = Reply(Outcome.TOO_MANY, "qua nhieu")
LIMITS = Limits(messages=10, how_tos=2)


def verdict(drafted: Reply, messages: int = 0, how_tos: int = 0, repeated: bool = False) -> Reply:
    return allowed(drafted, TOO_MANY, Traffic(messages, how_tos, repeated), LIMITS)


def test_up_to_the_limit_every_message_is_answered() -> None:
    assert verdict(STATUS, messages=9) == STATUS


def test_the_first_message_above_the_limit_is_told_so_and_the_next_hear_nothing() -> None:
    assert verdict(STATUS, messages=10) == TOO_MANY
    assert verdict(STATUS, messages=11).text is None


def test_the_how_to_is_given_twice_and_then_the_bridge_is_silent() -> None:
    assert verdict(HOW_TO, how_tos=1) == HOW_TO
    assert verdict(HOW_TO, how_tos=2) == Reply(Outcome.NOT_UNDERSTOOD)


def test_who_was_told_how_is_still_answered_about_a_dossier() -> None:
    assert verdict(STATUS, how_tos=2) == STATUS


def test_the_same_words_again_within_seconds_hear_nothing() -> None:
    assert verdict(STATUS, repeated=True) == Reply(Outcome.REPEATED)


def test_two_machines_that_answer_each_other_fall_silent() -> None:
    replies = [verdict(STATUS, messages=heard) for heard in range(100)]
    assert sum(reply.text is not None for reply in replies) == LIMITS.messages + 1


def test_a_slow_machine_that_asks_again_and_again_falls_silent_by_the_days_limit() -> None:
    replies = [allowed(STATUS, TOO_MANY, Traffic(9, 0, False, in_a_day=heard), LIMITS) for heard in range(1_440)]
    assert sum(reply.text is not None for reply in replies) == LIMITS.a_day
