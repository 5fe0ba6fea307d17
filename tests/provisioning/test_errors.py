"""Every failure can be told to a person and to a program."""

import pytest

from provisioning.errors import ProvisioningFailure
from provisioning.problems import STATUS


def all_failures() -> list[type[ProvisioningFailure]]:
    found: list[type[ProvisioningFailure]] = []
    waiting = ProvisioningFailure.__subclasses__()
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    return [kind for kind in found if not kind.__subclasses__()]


@pytest.mark.parametrize("kind", all_failures())
def test_a_failure_has_a_sentence_for_the_person_and_one_for_the_log(kind: type[ProvisioningFailure]) -> None:
    assert kind.message.endswith(".")
    assert kind.title.endswith(".")
    assert kind.title.isascii()


def test_no_two_failures_have_the_same_code() -> None:
    codes = [kind.code for kind in all_failures()]
    assert len(set(codes)) == len(codes)


def test_no_failure_that_is_mapped_counts_as_a_success() -> None:
    assert all(400 <= status < 500 for status in STATUS.values())
