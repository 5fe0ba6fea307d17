"""What a look-up answers: to whom, how fresh, and when the database is away."""

from datetime import timedelta
from time import monotonic

import pytest
from sqlalchemy import Engine

from lookup_api.cache import Entry, MemoryCache
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import parse_code
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import DossierNotFound
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.status import Status
from lookup_api.lookup import Caches, Lookup
from lookup_api.store.sealing import Sealer
from tests.builders import CODE, NOW, TAX_OFFICE, a_code, a_moment, a_progress_step, a_record, an_applicant
from tests.lookup_api.conftest import Clock
from tests.lookup_api.stored import store, store_applicant, store_receipt

THE_CODE = parse_code(CODE)
SECRET = ReceiptSecret("ABCD1234")


def remembered(lookup: Lookup) -> Entry:
    entry = lookup.memory.get(CODE)
    assert entry is not None
    return entry


def test_a_dossier_is_found_under_its_code(engine: Engine, lookup: Lookup) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    answer = lookup.look_up(THE_CODE)
    assert (answer.code, answer.status, answer.as_of) == (CODE, Status.PROCESSING, NOW)


def test_a_dossier_is_found_under_its_local_code_too(engine: Engine, lookup: Lookup) -> None:
    store(engine, a_record(aliases=("123/HKD-2014",)))
    assert lookup.look_up(parse_code("123/hkd-2014")).code == CODE


def test_an_unknown_dossier_is_not_found(lookup: Lookup) -> None:
    with pytest.raises(DossierNotFound):
        lookup.look_up(THE_CODE)


def test_a_dossier_whose_owner_has_not_spoken_is_not_found_either(engine: Engine, lookup: Lookup) -> None:
    store(engine, a_progress_step(code=CODE, sender=TAX_OFFICE, owner="H53.19"))
    with pytest.raises(DossierNotFound):
        lookup.look_up(THE_CODE)


def test_what_is_followed_is_answered_from_memory(engine: Engine, lookup: Lookup) -> None:
    store(engine)
    lookup.follower.poll()
    found = [lookup.read(CODE) for _ in range(2)]
    assert [each.layer for each in found] == ["database", "memory"]
    assert found[0].entry == found[1].entry


def test_what_nobody_follows_is_read_anew(engine: Engine, lookup: Lookup) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    lookup.look_up(THE_CODE)
    store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
    assert lookup.look_up(THE_CODE).status is Status.FINISHED


def test_a_change_that_was_seen_is_answered(engine: Engine, lookup: Lookup) -> None:
    store(engine, a_record(status=Status.PROCESSING))
    lookup.follower.poll()
    lookup.look_up(THE_CODE)
    store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
    lookup.follower.poll()
    assert lookup.look_up(THE_CODE).status is Status.FINISHED


def test_a_change_is_seen_under_every_code_of_the_dossier(engine: Engine, lookup: Lookup) -> None:
    store(engine, a_record(aliases=("123/HKD-2014",)))
    lookup.follower.poll()
    lookup.look_up(parse_code("123/HKD-2014"))
    store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
    lookup.follower.poll()
    assert lookup.look_up(parse_code("123/HKD-2014")).status is Status.FINISHED


def test_what_was_read_before_the_follower_began_is_not_vouched_for(engine: Engine, lookup: Lookup) -> None:
    store(engine)
    lookup.look_up(THE_CODE)
    store(engine, a_record(code=a_code(2)))
    lookup.follower.poll()
    assert remembered(lookup).body
    assert lookup.at_hand(CODE) is None


def test_a_reader_that_was_overtaken_by_a_change_keeps_nothing(engine: Engine, lookup: Lookup) -> None:
    store(engine)
    lookup.follower.poll()
    read_before = lookup.read(CODE).entry
    store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
    lookup.follower.poll()
    lookup.memory.keep_many({CODE: read_before})
    assert lookup.look_up(THE_CODE).status is Status.FINISHED


def test_many_changes_between_two_polls_are_all_seen(engine: Engine, lookup: Lookup) -> None:
    for serial in (1, 2, 3):
        store(engine, a_record(code=a_code(serial), status=Status.PROCESSING))
    lookup.follower.poll()
    for serial in (1, 2, 3):
        lookup.look_up(parse_code(a_code(serial)))
        store(engine, a_record(code=a_code(serial), status=Status.FINISHED, occurred_at=NOW))
    lookup.follower.poll()
    assert {lookup.look_up(parse_code(a_code(serial))).status for serial in (1, 2, 3)} == {Status.FINISHED}


def test_a_dossier_becomes_overdue_at_midnight_without_any_event(engine: Engine, lookup: Lookup, clock: Clock) -> None:
    clock.now = NOW.replace(hour=16, minute=59, second=59)  # midnight in Viet Nam is 17:00 UTC
    store(engine, a_record(received_at=a_moment(days=3), due_at=NOW, status=Status.PROCESSING))
    lookup.follower.poll()
    assert lookup.look_up(THE_CODE).timeliness is Timeliness.WITHIN_TERM
    clock.now += timedelta(seconds=1)
    assert lookup.look_up(THE_CODE).timeliness is Timeliness.OVERDUE


def test_a_stranger_sees_neither_applicant_nor_notes(engine: Engine, lookup: Lookup, sealer: Sealer) -> None:
    number = store(engine, a_record(), a_progress_step(code=CODE, note="Gọi ông An, số 0900000001"))
    store_applicant(engine, number, an_applicant(), sealer)
    answer = lookup.look_up(THE_CODE)
    assert "An" not in answer.model_dump_json()
    assert answer.applicant is None


def test_who_holds_the_receipt_sees_the_masked_name_and_the_notes(
    engine: Engine, lookup: Lookup, sealer: Sealer
) -> None:
    number = store(engine, a_record(), a_progress_step(code=CODE, note="Thẩm định hồ sơ"))
    store_applicant(engine, number, an_applicant(), sealer)
    store_receipt(engine, number, SECRET, sealer)
    tier, answer = lookup.look_up_holding(THE_CODE, SECRET, sealer)
    assert (tier, answer.applicant) == (Tier.HOLDER, "Nguyễn V. A.")
    assert "Thẩm định hồ sơ" in {step.note for step in answer.steps}


def test_what_a_holder_sees_is_never_remembered(engine: Engine, lookup: Lookup, sealer: Sealer) -> None:
    number = store(engine)
    store_applicant(engine, number, an_applicant(), sealer)
    store_receipt(engine, number, SECRET, sealer)
    lookup.look_up_holding(THE_CODE, SECRET, sealer)
    assert lookup.memory.get(CODE) is None


def test_a_wrong_secret_is_answered_as_none_at_all(engine: Engine, lookup: Lookup, sealer: Sealer) -> None:
    number = store(engine)
    store_receipt(engine, number, SECRET, sealer)
    answered = lookup.look_up_holding(THE_CODE, ReceiptSecret("ZZZZ9999"), sealer)
    assert answered == (Tier.STRANGER, lookup.look_up(THE_CODE))


def test_an_unknown_dossier_is_not_found_with_a_secret_either(lookup: Lookup, sealer: Sealer) -> None:
    with pytest.raises(DossierNotFound):
        lookup.look_up_holding(THE_CODE, SECRET, sealer)


def test_what_has_just_changed_is_held_back_from_its_holder_too(
    engine: Engine, reading_engine: Engine, sealer: Sealer
) -> None:
    store_receipt(engine, store(engine), SECRET, sealer)
    lookup = Lookup(reading_engine, WorkCalendar(), Caches(MemoryCache(), hold=0.2), lambda: NOW)
    began = monotonic()
    assert lookup.look_up_holding(THE_CODE, SECRET, sealer)[0] is Tier.HOLDER
    assert monotonic() - began >= 0.2
