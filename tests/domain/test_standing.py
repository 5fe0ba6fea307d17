"""Where a dossier stands, told from where it stood before: the same as what all of its updates tell."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import LocalCode, parse_code
from lookup_api.domain.deadlines import due_at
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.standing import Standing
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Kind, StatusUpdate
from tests.builders import AGENCY, CODE, NOW, TAX_OFFICE, a_deletion, a_moment, a_progress_step, a_status_update

CODES = (parse_code(CODE), LocalCode("12/HKD"), LocalCode("AB 3"))


@st.composite
def updates(draw: st.DrawFn) -> list[StatusUpdate]:
    """Updates of one dossier, most of them the owner's plain records, and most of them in order."""
    return [draw(_update(at)) for at in range(draw(st.integers(1, 6)))]


@st.composite
def _update(draw: st.DrawFn, at: int) -> StatusUpdate:
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from([_step(at), a_deletion(id=f"u{at}", occurred_at=a_moment(hours=50 - at))]))
    return a_status_update(
        id=f"u{at}",
        code=draw(st.sampled_from(CODES)),
        aliases=draw(st.sampled_from([(), CODES[1:]])),
        occurred_at=a_moment(hours=100 - 10 * at + draw(st.sampled_from([0, 0, 0, 10, 25]))),
        status=draw(st.sampled_from(Status)),
        sequence=draw(st.sampled_from([None, None, None, 3])),
        procedure=draw(st.sampled_from([None, ProcedureRef("1", "Một", "Lĩnh vực"), ProcedureRef("2", "Hai", "")])),
        received_at=draw(st.sampled_from([None, a_moment(days=9), a_moment(days=8)])),
        due_at=draw(st.sampled_from([None, NOW, NOW + timedelta(days=3)])),
        hand_over=draw(st.sampled_from([None, None, None, HandOver(TAX_OFFICE)])),
    )


def _step(at: int) -> StatusUpdate:
    return a_progress_step(id=f"u{at}", owner=AGENCY, sender=TAX_OFFICE, occurred_at=a_moment(hours=60 - at))


def _folded(known: list[StatusUpdate]) -> Standing:
    dossier = Dossier.of(known)
    return Standing.of(dossier, due_at(dossier, WorkCalendar()))


@given(updates())
def test_the_next_word_makes_of_where_it_stood_what_all_words_make(sent: list[StatusUpdate]) -> None:
    first = Standing.first(sent[0])
    assert first in (None, _folded(sent[:1]))
    for known in range(1, len(sent)):
        after = _folded(sent[:known]).after(sent[known])
        assert after in (None, _folded(sent[: known + 1]))


def test_the_owners_plain_records_in_order_need_no_word_from_before() -> None:
    sent = [a_status_update(occurred_at=a_moment(days=9 - day), status=Status.PROCESSING) for day in range(4)]
    standing = Standing.first(sent[0])
    for update in sent[1:]:
        assert standing
        standing = standing.after(update)
    assert standing == _folded(sent)


@pytest.mark.parametrize(
    "stated",
    [
        {"occurred_at": a_moment(days=3)},
        {"sequence": 1},
        {"hand_over": HandOver(TAX_OFFICE)},
        {"status": Status.SUPPLEMENT_REQUESTED},
        {"kind": Kind.PROGRESS},
        {"kind": Kind.PROGRESS, "sender": TAX_OFFICE, "owner": AGENCY},
        {"kind": Kind.DELETION, "status": Status.STOPPED},
    ],
)
def test_whatever_is_not_plain_and_next_needs_all_words(stated: dict[str, object]) -> None:
    standing = _folded([a_status_update(occurred_at=a_moment(days=2))])
    assert standing.after(a_status_update(**{"occurred_at": a_moment(days=1), **stated})) is None
