"""What citizens suggest and complain of is kept sealed until it is settled, and how to reach them no longer."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lookup_api.store.errors import FeedbackNotOpen
from lookup_api.store.feedback import (
    LONGEST_TEXT,
    Feedback,
    Topic,
    find_feedback,
    list_feedback,
    save_feedback,
    settle_feedback,
)
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import FeedbackRow
from tests.builders import NOW

SLOW = Feedback(Topic.OFFICE, "Chờ quá lâu ở quầy số 3", "0912 345 678")
LATER = NOW + timedelta(days=1)


def test_what_was_written_is_read_again_and_lies_sealed(session: Session, sealer: Sealer) -> None:
    number = save_feedback(session, SLOW, sealer, NOW)
    [kept] = list_feedback(session, sealer)
    assert (kept.id, kept.feedback, kept.sent_at, kept.settled_by) == (number, SLOW, NOW, None)
    row = session.scalars(select(FeedbackRow)).one()
    assert sealer.open(row.text_sealed) == SLOW.text


def test_nothing_of_it_is_in_what_a_log_would_show(session: Session, sealer: Sealer) -> None:
    save_feedback(session, SLOW, sealer, NOW)
    assert not any(word in repr(list_feedback(session, sealer)) for word in ("quầy", "0912"))


def test_a_text_without_end_is_cut(session: Session, sealer: Sealer) -> None:
    number = save_feedback(session, Feedback(Topic.OTHER, "a" * 5_000), sealer, NOW)
    kept = find_feedback(session, number, sealer)
    assert kept is not None
    assert len(kept.feedback.text) == LONGEST_TEXT


def test_once_settled_it_says_what_was_done_and_how_to_reach_the_person_is_forgotten(
    session: Session, sealer: Sealer
) -> None:
    number = save_feedback(session, SLOW, sealer, NOW)
    settle_feedback(session, number, "Đã mở thêm quầy", ("lan", LATER))
    assert list_feedback(session, sealer) == []
    [settled] = list_feedback(session, sealer, settled=True)
    assert (settled.remark, settled.settled_by, settled.settled_at) == ("Đã mở thêm quầy", "lan", LATER)
    assert (settled.feedback.text, settled.feedback.contact) == (SLOW.text, "")


def test_it_is_settled_once(session: Session, sealer: Sealer) -> None:
    number = save_feedback(session, SLOW, sealer, NOW)
    settle_feedback(session, number, "Xong", ("lan", LATER))
    for gone in (number, number + 1):
        with pytest.raises(FeedbackNotOpen):
            settle_feedback(session, gone, "Lần nữa", ("tu", LATER))


def test_the_longest_waiting_comes_first(session: Session, sealer: Sealer) -> None:
    first, second = (save_feedback(session, SLOW, sealer, at) for at in (NOW, LATER))
    assert [kept.id for kept in list_feedback(session, sealer)] == [first, second]
    assert find_feedback(session, second + 1, sealer) is None
