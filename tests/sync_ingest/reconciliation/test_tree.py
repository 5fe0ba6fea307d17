"""The comparison finds exactly what differs, and costs little where little differs."""

from collections.abc import Mapping
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sync_ingest.reconciliation.facts import digest_of
from sync_ingest.reconciliation.tree import FANOUT, Finding
from tests.sync_ingest.reconciliation.trees import Dossiers, Wire, a_tree, differences

MONTHS = ("2026-09", "2026-10", "2026-11")
SAID = some.tuples(some.sampled_from(MONTHS), some.integers(1, 3))
NUMBERS = some.integers(0, 400)


def dossiers(said: Mapping[int, tuple[str, int]]) -> Dossiers:
    """Dossiers by their number: the month of each, and the status that is said of it."""
    coded = {f"H53.19-261102-{number:07}": held for number, held in said.items()}
    return {code: (month, digest_of({"code": code, "status": status})) for code, (month, status) in coded.items()}


def many(number: int, **said: int) -> Dossiers:
    """So many dossiers of one month; `said` are the statuses of some, by `n` and their number."""
    statuses = dict.fromkeys(range(number), 4) | {int(name[1:]): status for name, status in said.items()}
    return dossiers({at: ("2026-11", status) for at, status in statuses.items()})


def expected(here: Dossiers, there: Dossiers) -> dict[str, Finding]:
    """What differs, by the dicts alone."""
    missing = dict.fromkeys(here.keys() - there.keys(), Finding.MISSING)
    extra = dict.fromkeys(there.keys() - here.keys(), Finding.EXTRA)
    changed = [code for code in here.keys() & there.keys() if here[code] != there[code]]
    return {**missing, **extra, **dict.fromkeys(changed, Finding.DIFFERENT)}


@given(some.dictionaries(NUMBERS, SAID, max_size=300), some.dictionaries(NUMBERS, SAID, max_size=300))
def test_a_comparison_finds_exactly_what_is_missing_extra_and_different(
    here: dict[int, tuple[str, int]], there: dict[int, tuple[str, int]]
) -> None:
    ours, theirs = dossiers(here), dossiers(there)
    assert differences(a_tree(ours), Wire(a_tree(theirs))) == expected(ours, theirs)


@given(some.dictionaries(NUMBERS, SAID), some.dictionaries(NUMBERS, SAID, max_size=3), some.sets(NUMBERS, max_size=3))
def test_a_few_differences_among_many_dossiers_are_all_found(
    common: dict[int, tuple[str, int]], changed: dict[int, tuple[str, int]], gone: set[int]
) -> None:
    there = {number: held for number, held in (common | changed).items() if number not in gone}
    ours, theirs = dossiers(common), dossiers(there)
    assert differences(a_tree(ours), Wire(a_tree(theirs))) == expected(ours, theirs)


def test_equal_sets_of_a_thousand_dossiers_agree_by_one_short_answer() -> None:
    wire = Wire(a_tree(many(1_000)))
    assert differences(a_tree(many(1_000)), wire) == {}
    assert sum(wire.sizes) < 200


@pytest.mark.parametrize("number", [1_000, 16_000])
def test_one_difference_costs_a_level_more_for_each_sixteen_times_as_many_dossiers(number: int) -> None:
    wire = Wire(a_tree(many(number, n500=9)))
    assert differences(a_tree(many(number)), wire) == {"H53.19-261102-0000500": Finding.DIFFERENT}
    assert sum(wire.sizes) < 1_200 * (1 + log(number, FANOUT))


def test_two_dossiers_that_exchange_what_is_said_of_them_differ_both() -> None:
    found = differences(a_tree(many(1_000, n1=9, n2=4)), a_tree(many(1_000, n1=4, n2=9)))
    assert list(found.values()) == [Finding.DIFFERENT, Finding.DIFFERENT]


def test_a_dossier_that_the_two_count_to_different_months_differs() -> None:
    here, there = dossiers({1: ("2026-10", 4)}), dossiers({1: ("2026-11", 4)})
    assert differences(a_tree(here), a_tree(there)) == {"H53.19-261102-0000001": Finding.DIFFERENT}
