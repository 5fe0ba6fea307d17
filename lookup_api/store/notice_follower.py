"""How far the events have been looked at for notices: one row, which also lets one bridge at a time do so."""

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lookup_api.store.events import newest_event
from lookup_api.store.wish_tables import NoticeFollowerRow

ONLY = 1


def has_news(session: Session) -> bool:
    """Whether there are events that nobody has looked at; True before the first look."""
    seen = session.scalar(select(NoticeFollowerRow.number))
    return seen is None or seen < newest_event(session)


def lock_position(session: Session) -> int:
    """The number of the newest event that was looked at, held until the commit; the first look begins with now."""
    query = select(NoticeFollowerRow.number).with_for_update()
    seen = session.scalar(query)
    if seen is not None:
        return seen
    newest = newest_event(session)
    try:
        with session.begin_nested():
            session.execute(insert(NoticeFollowerRow), [{"id": ONLY, "number": newest}])
    except IntegrityError:  # another bridge was the first
        return session.scalars(query).one()
    return newest


def move_on(session: Session, number: int) -> None:
    """All events up to `number` have been looked at."""
    session.execute(update(NoticeFollowerRow).values(number=number))
