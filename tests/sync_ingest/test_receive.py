"""The one door: each update once, in any order, from whoever may say it."""

from datetime import timedelta

import pytest

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.status import Status
from lookup_api.store.agencies import save_agency
from lookup_api.store.applicants import find_applicant
from lookup_api.store.events import list_events, newest_event
from lookup_api.store.history import list_history
from sync_ingest.answer import Outcome
from sync_ingest.envelope import Delivery
from sync_ingest.quarantine import list_entries
from sync_ingest.reasons import Reason
from sync_ingest.saving import Desk
from tests.builders import (
    AGENCY,
    CODE,
    NOW,
    TAX_OFFICE,
    a_code,
    a_deletion,
    a_hand_over,
    a_moment,
    a_progress_step,
    a_record,
    a_status_update,
    an_agency,
    an_applicant,
)
from tests.sync_ingest.door import Door


def test_an_update_sent_twice_changes_the_dossier_once(door: Door) -> None:
    update = a_status_update(status=Status.FINISHED)
    assert door.receive([update, update]).outcomes == [Outcome.APPLIED, Outcome.ALREADY_SEEN]
    assert door.receive([update]).outcomes == [Outcome.ALREADY_SEEN]
    stored = door.dossier(CODE)
    assert stored
    assert stored.dossier.version == 1


def test_every_answer_tells_the_dossiers_version_after_the_batch(door: Door) -> None:
    first, second = a_record(), a_record()
    assert [result.version for result in door.receive([first, second, first]).results] == [2, 2, 2]
    assert [result.version for result in door.receive([first]).results] == [2]


def test_a_late_update_joins_the_timeline_and_the_status_stays(door: Door) -> None:
    door.receive([a_status_update(status=Status.FINISHED, occurred_at=a_moment(days=1))])
    late = a_status_update(status=Status.PROCESSING, occurred_at=a_moment(days=5))
    (result,) = door.receive([late]).results
    assert (result.outcome, result.reason) == (Outcome.HISTORY_ONLY, Reason.NEWER_STANDS)
    stored = door.dossier(CODE)
    assert stored
    assert (stored.dossier.status, len(stored.dossier.steps)) == (Status.FINISHED, 2)


def test_two_updates_of_one_batch_in_their_order_are_both_applied(door: Door) -> None:
    updates = [a_status_update(occurred_at=a_moment(days=days)) for days in (3, 2)]
    assert door.receive(updates).outcomes == [Outcome.APPLIED, Outcome.APPLIED]


def test_an_odd_transition_is_applied_and_flagged(door: Door) -> None:
    door.receive([a_status_update(status=Status.FINISHED, occurred_at=a_moment(days=2))])
    (result,) = door.receive([a_status_update(status=Status.PROCESSING)]).results
    assert (result.outcome, result.reason) == (Outcome.APPLIED, Reason.ODD_TRANSITION)


def test_a_step_of_another_agency_waits_for_the_hand_over_and_then_counts(door: Door) -> None:
    step = a_progress_step(owner=AGENCY, sender=TAX_OFFICE)
    (result,) = door.receive([step]).results
    assert (result.outcome, result.reason) == (Outcome.WAITING, Reason.NO_HAND_OVER_YET)
    unseen = door.dossier(CODE)
    assert unseen
    assert not unseen.dossier.is_known

    door.receive([a_hand_over(occurred_at=a_moment(days=2))])
    known = door.dossier(CODE)
    assert known
    assert (known.dossier.waiting, len(known.dossier.steps)) == ((), 2)


def test_an_owners_step_without_a_record_waits_for_the_record(door: Door) -> None:
    (result,) = door.receive([a_progress_step()]).results
    assert (result.outcome, result.reason) == (Outcome.WAITING, Reason.NO_RECORD_YET)


def test_a_deletion_is_announced_and_nobody_is_told_of_the_dossier_any_more(door: Door) -> None:
    before = door.receive([a_record(occurred_at=a_moment(days=2))]).event
    answer = door.receive([a_deletion()])
    assert (answer.outcomes, answer.event) == ([Outcome.APPLIED], before + 1)
    stored = door.dossier(CODE)
    assert stored
    assert (stored.status, stored.dossier.is_deleted) == (None, True)


def test_a_record_older_than_the_deletion_joins_the_history_only(door: Door) -> None:
    door.receive([a_record(occurred_at=a_moment(days=3)), a_deletion()])
    assert door.receive([a_record(occurred_at=a_moment(days=2))]).outcomes == [Outcome.HISTORY_ONLY]
    assert door.receive([a_record(occurred_at=a_moment(hours=2))]).outcomes == [Outcome.APPLIED]


def test_only_the_owner_tells_of_a_deletion(door: Door) -> None:
    (result,) = door.receive([a_deletion(owner=AGENCY, sender=TAX_OFFICE)]).results
    assert (result.outcome, result.reason) == (Outcome.QUARANTINED, Reason.NOT_YOURS)


def test_nobody_is_told_of_a_dossier_before_its_owner_has_said_how_it_stands(door: Door) -> None:
    before = door.receive([]).event
    assert door.receive([a_progress_step(owner=AGENCY, sender=TAX_OFFICE)]).event == before
    assert door.receive([a_record()]).event == before + 1


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        (a_record(owner=AGENCY, sender=TAX_OFFICE), Reason.NOT_YOURS),
        (a_record(owner=TAX_OFFICE, code=a_code(agency=AGENCY)), Reason.NOT_YOURS),
        (a_record(aliases=[a_code(agency=TAX_OFFICE)]), Reason.NOT_YOURS),
        (a_progress_step(owner=AGENCY, sender=TAX_OFFICE, aliases=["12/ABC"]), Reason.NOT_YOURS),
        (a_record(owner="H99", code="7/LOCAL"), Reason.UNKNOWN_AGENCY),
        (a_progress_step(owner="H99", code="7/LOCAL", sender=AGENCY), Reason.UNKNOWN_AGENCY),
        (a_record(occurred_at=NOW + timedelta(minutes=6)), Reason.IN_THE_FUTURE),
        (a_record(aliases=[a_code(2)]), Reason.CODES_COLLIDE),
    ],
)
def test_what_is_not_the_senders_to_say_waits_in_quarantine(door: Door, update: object, reason: Reason) -> None:
    good = a_record(code=a_code(77))
    answer = door.receive([update, good])  # type: ignore[list-item]
    assert [(r.outcome, r.reason) for r in answer.results] == [(Outcome.QUARANTINED, reason), (Outcome.APPLIED, None)]
    with door.sessions() as session:
        assert [entry.reason for entry in list_entries(session)] == [reason]


def test_a_clock_that_is_a_little_fast_does_no_harm(door: Door) -> None:
    assert door.receive([a_record(occurred_at=NOW + timedelta(minutes=4))]).outcomes == [Outcome.APPLIED]


def test_an_id_that_was_used_for_something_else_is_not_believed(door: Door) -> None:
    door.receive([a_record(id="one")])
    twice = [a_record(id="one", code=a_code(2)), a_record(id="two"), a_record(id="two", note="khác")]
    answer = door.receive(twice)
    assert [result.reason for result in answer.results] == [Reason.ID_REUSED, None, Reason.ID_REUSED]


def test_the_same_id_of_two_senders_is_two_updates(door: Door) -> None:
    updates = [a_record(id="1"), a_record(id="1", owner=TAX_OFFICE)]
    assert door.receive(updates).outcomes == [Outcome.APPLIED, Outcome.APPLIED]


def test_an_agencys_older_identifier_is_the_same_agency(door: Door) -> None:
    older = AgencyCode("000.00.19.H53")
    with door.sessions.begin() as session:
        save_agency(session, an_agency(AGENCY, also_codes=(older,)))
    code = "000.00.19.H53-150115-0001"
    updates = [a_record(owner=older, code=code), a_record(code=code), a_record(code="9/X", aliases=[code])]
    assert door.receive(updates).outcomes == [Outcome.APPLIED] * 3
    stored = door.dossier("9/X")
    assert stored
    assert (stored.dossier.owner, stored.dossier.version) == (AGENCY, 3)


@pytest.mark.parametrize("split", [1, 3])
def test_a_local_and_a_national_code_become_one_dossier_when_an_update_names_both(door: Door, split: int) -> None:
    updates = [a_record(code="123/HKD"), a_record(code=CODE), a_record(code=CODE, aliases=["123/HKD"])]
    for at in range(0, 3, split):
        assert set(door.receive(updates[at : at + split]).outcomes) == {Outcome.APPLIED}
    local, national = door.dossier("123/HKD"), door.dossier(CODE)
    assert local == national
    assert local
    assert local.dossier.version == 3
    with door.sessions() as session:
        assert len(list_history(session, local.id)) == 3
        assert set(list_events(session, after=0)[-1].change.codes) == {CODE, "123/HKD"}


def test_two_national_codes_of_one_agency_never_become_one_dossier(door: Door) -> None:
    door.receive([a_record(code=a_code(1), aliases=["1/A"]), a_record(code=a_code(2))])
    (result,) = door.receive([a_record(code=a_code(2), aliases=["1/A"])]).results
    assert (result.outcome, result.reason) == (Outcome.QUARANTINED, Reason.CODES_COLLIDE)


def test_the_same_local_code_at_two_agencies_is_two_dossiers(door: Door) -> None:
    door.receive([a_record(code="1/A"), a_record(code="1/A", owner=TAX_OFFICE)])
    assert len(door.everything()["dossiers"]) == 2
    assert door.dossier("1/A") is None  # which one is meant cannot be said


def test_each_changed_dossier_makes_one_event_with_what_went_before(door: Door) -> None:
    door.receive([a_record(status=Status.PROCESSING, occurred_at=a_moment(days=3))])
    newest = door.receive([a_record(status=Status.FINISHED), a_record(status=Status.FINISHED)]).event
    with door.sessions() as session:
        assert newest_event(session) == newest == 2
        change = list_events(session, after=1)[0].change
    assert (change.status_before, change.status, change.version) == (Status.PROCESSING, Status.FINISHED, 3)


def test_the_applicant_is_kept_sealed_and_the_newest_record_says_who_it_is(door: Door, desk: Desk) -> None:
    old, new = an_applicant(name="Nguyễn Văn An"), an_applicant(name="Nguyễn Văn Ân")
    door.receive([Delivery(a_record(occurred_at=a_moment(days=1)), new)])
    door.receive([Delivery(a_record(occurred_at=a_moment(days=2)), old)])
    stored = door.dossier(CODE)
    assert stored
    with door.sessions() as session:
        assert find_applicant(session, stored.id, desk.sealer) == new


def test_an_agency_that_only_helps_does_not_name_the_applicant(door: Door) -> None:
    step = Delivery(a_progress_step(owner=AGENCY, sender=TAX_OFFICE), an_applicant())
    assert door.receive([step]).results[0].reason is Reason.NOT_YOURS


def test_an_empty_batch_changes_nothing(door: Door) -> None:
    assert door.receive([]).outcomes == []
