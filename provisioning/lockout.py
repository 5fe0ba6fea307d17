"""Slow down who guesses passwords: a delay that grows with each failure, for any name that is tried.

A name nobody has is treated as one somebody has, so that the answer's time does not tell them apart.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from provisioning.tables import FailedSignInRow

FREE_FAILURES = 3
FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(minutes=15)
FORGET_AFTER = timedelta(hours=1)


def lock_failures(session: Session, username: str, now: datetime) -> FailedSignInRow:
    """What is known of earlier failures with this name, locked, so that tries at the same time queue up."""
    session.execute(delete(FailedSignInRow).where(FailedSignInRow.forget_at <= now))
    name_hash = sha256(username.encode()).hexdigest()  # people also type their password into this field
    fresh = insert(FailedSignInRow).values(name_hash=name_hash, failures=0, forget_at=now + FORGET_AFTER)
    try:
        with session.begin_nested():
            session.execute(fresh)
    except IntegrityError:
        pass  # there were failures before
    return session.get_one(FailedSignInRow, name_hash, with_for_update=True, populate_existing=True)


def is_locked(failed: FailedSignInRow, now: datetime) -> bool:
    """Whether this name has to wait."""
    return failed.locked_until is not None and now < failed.locked_until


def count_failure(failed: FailedSignInRow, now: datetime) -> None:
    """Three failures are free; each later one makes the name wait, twice as long each time."""
    failed.failures += 1
    failed.forget_at = now + FORGET_AFTER
    too_many = failed.failures - FREE_FAILURES
    if too_many > 0:
        failed.locked_until = now + min(FIRST_DELAY * 2 ** min(too_many - 1, 10), LONGEST_DELAY)


def lift_lock(session: Session, username: str) -> None:
    """Forget the failures of this name."""
    name_hash = sha256(username.encode()).hexdigest()
    session.execute(delete(FailedSignInRow).where(FailedSignInRow.name_hash == name_hash))
