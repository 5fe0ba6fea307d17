"""Convergence: any order of arrival and any repetition of the same updates gives the same dossier."""

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.codes import LocalCode
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Kind, Responsible, StatusUpdate
from tests.builders import AGENCY, NOW, TAX_OFFICE, a_deletion, a_moment, a_progress_step, a_record, a_status_update

OTHERS = (TAX_OFFICE, AGENCY)


@st.composite
def updates(draw: st.DrawFn) -> list[StatusUpdate]:
    """Updates of one dossier by its owner and another agency, with equal times, numbers and none, and hand-overs."""
    return [draw(_update(f"u{at}")) for at in range(draw(st.integers(1, 8)))]


@st.composite
def _update(draw: st.DrawFn, id_: str) -> StatusUpdate:
    sender = draw(st.sampled_from(OTHERS))
    kind = draw(st.sampled_from(Kind)) if sender == AGENCY else Kind.PROGRESS
    statuses = [Status.STOPPED] if kind is Kind.DELETION else list(Status)
    hand_overs = [None, HandOver(TAX_OFFICE), HandOver(None)] if kind is Kind.RECORD else [None]
    return a_status_update(
        id=id_,
        owner=AGENCY,
        sender=sender,
        kind=kind,
        status=draw(st.sampled_from(statuses)),
        occurred_at=a_moment(hours=draw(st.integers(0, 72))),
        sequence=draw(st.none() | st.integers(0, 5)),
        due_at=draw(st.none() | st.just(NOW + timedelta(days=3))),
        responsible=draw(st.none() | st.just(Responsible(id_, "Phòng", "Sở"))),
        aliases=draw(st.sampled_from([(), (LocalCode("12/HKD"),)])),
        hand_over=draw(st.sampled_from(hand_overs)),
    )


def _arrive(arrivals: list[StatusUpdate]) -> Dossier:
    dossier = Dossier.of(arrivals[:1])
    for update in arrivals[1:]:
        dossier = dossier.after(update)
    return dossier


@given(updates(), st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_gives_the_same_dossier(sent: list[StatusUpdate], chance: Random) -> None:
    arrivals = sent + chance.choices(sent, k=len(sent))
    chance.shuffle(arrivals)
    assert _arrive(arrivals) == Dossier.of(sent)


@given(updates())
def test_the_version_grows_by_one_with_each_update_and_not_with_a_repetition(sent: list[StatusUpdate]) -> None:
    dossier = Dossier.of(sent[:1])
    for known, update in enumerate(sent[1:], start=1):
        dossier = dossier.after(update)
        assert dossier.version == known + 1
        assert dossier.after(update) is dossier


@given(updates())
def test_only_the_owners_records_set_the_status(sent: list[StatusUpdate]) -> None:
    dossier = Dossier.of(sent)
    records = {u.status for u in sent if u.kind is Kind.RECORD and u.sender == AGENCY}
    assert dossier.is_known == (bool(records) and not dossier.is_deleted)
    assert not records or dossier.status in records


def test_a_late_older_update_joins_the_timeline_and_leaves_the_status() -> None:
    dossier = Dossier.of([a_record(status=Status.FINISHED, occurred_at=a_moment(days=1))])
    later = dossier.after(a_record(status=Status.PROCESSING, occurred_at=a_moment(days=4)))
    assert later.status is Status.FINISHED
    assert [step.status for step in later.steps] == [Status.PROCESSING, Status.FINISHED]


def test_a_senders_numbers_outweigh_its_clock() -> None:
    first = a_record(status=Status.PROCESSING, sequence=1, occurred_at=a_moment(hours=5))
    clock_set_back = a_record(status=Status.FINISHED, sequence=2, occurred_at=a_moment(hours=9))
    assert Dossier.of([clock_set_back, first]).status is Status.FINISHED


def test_without_numbers_the_time_at_which_it_occurred_decides() -> None:
    finished = a_record(status=Status.FINISHED, occurred_at=a_moment(hours=1))
    processing = a_record(status=Status.PROCESSING, occurred_at=a_moment(hours=2))
    assert Dossier.of([finished, processing]).status is Status.FINISHED


def test_a_progress_step_never_sets_the_status() -> None:
    invented = a_progress_step(status=Status.FINISHED, occurred_at=a_moment(minutes=1))
    dossier = Dossier.of([a_record(status=Status.PROCESSING), invented])
    assert dossier.status is Status.PROCESSING
    assert len(dossier.steps) == 2


def test_a_step_that_is_told_again_at_a_resync_stands_once() -> None:
    step = a_progress_step(id="first", occurred_at=a_moment(days=2))
    again = a_progress_step(id="again", occurred_at=a_moment(days=2))
    assert len(Dossier.of([a_record(), step, again]).steps) == 2


def test_a_correction_from_finished_back_to_processing_is_applied_and_flagged() -> None:
    mistaken = a_record(status=Status.FINISHED, occurred_at=a_moment(hours=2))
    corrected = a_record(status=Status.PROCESSING, occurred_at=a_moment(hours=1))
    dossier = Dossier.of([mistaken, corrected])
    assert dossier.status is Status.PROCESSING
    assert [(odd.before, odd.after) for odd in dossier.odd_transitions] == [(Status.FINISHED, Status.PROCESSING)]


def test_a_deletion_hides_the_dossier_until_a_later_record_brings_it_back() -> None:
    record, deletion = a_record(occurred_at=a_moment(days=3)), a_deletion(occurred_at=a_moment(days=2))
    deleted = Dossier.of([record, deletion])
    assert (deleted.is_deleted, deleted.is_known) == (True, False)
    back = deleted.after(a_record(status=Status.FINISHED, occurred_at=a_moment(days=1)))
    assert (back.is_known, back.status) == (True, Status.FINISHED)
    assert [step.status for step in back.steps] == [record.status, Status.FINISHED]


def test_a_deletion_that_arrives_after_a_later_record_changes_nothing_that_is_seen() -> None:
    dossier = Dossier.of([a_record(occurred_at=a_moment(days=1)), a_deletion(occurred_at=a_moment(days=2))])
    assert dossier.is_known


def test_a_record_that_only_moves_the_due_date_is_no_line_of_its_own() -> None:
    dossier = Dossier.of([a_record(occurred_at=a_moment(days=3)), a_record(due_at=NOW, occurred_at=a_moment(days=2))])
    assert [step.at for step in dossier.steps] == [a_moment(days=3)]
    back_and_forth = dossier.after(a_record(status=Status.FINISHED)).after(a_record(occurred_at=a_moment(hours=1)))
    assert len(back_and_forth.steps) == 3
