"""People: who they are, how they sign in, and who is at a browser now.

Every page that needs a person uses this.
None of these functions commits; all but `csrf_token` and `csrf_fits` need a session that may write.
"""

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import delete
from sqlalchemy.orm import Session

from provisioning.hashes import secret_fits
from provisioning.lockout import count_failure, is_locked, lock_failures
from provisioning.tables import AccountRow, SignInRow

SIGNED_IN_FOR = timedelta(hours=8)
IDLE_FOR = timedelta(minutes=30)
NOTE_EVERY = timedelta(minutes=1)  # being seen is written down at most once a minute, not at every request


class Role(StrEnum):
    """What a person may do: a clerk at the counter, the unit's leader, a technician, the administrator."""

    CLERK = "clerk"
    LEADER = "leader"
    TECHNICIAN = "technician"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Cán bộ: somebody with an account. `agency` is a code, `unit` the name of a unit of it."""

    username: str
    name: str
    role: Role
    agency: str
    unit: str


def sign_in(session: Session, username: str, password: str, now: datetime) -> str | None:
    """Give a token for the browser's cookie, or None; commit in both cases, for failures are counted.

    An unknown name, a wrong password and a locked account answer alike and in like time. After three failures
    each one locks the account, for 5 s first, then twice as long each time, up to 15 minutes.
    """
    failed = lock_failures(session, tidy_username(username), now)
    account = session.get(AccountRow, tidy_username(username))
    fits = secret_fits(account.password_hash if account else None, tidy_password(password))
    if is_locked(failed, now):
        return None
    if account is None or not fits:
        count_failure(failed, now)
        return None
    session.delete(failed)
    return _open_sign_in(session, account.username, now)


def current_person(session: Session, token: str, now: datetime) -> Person | None:
    """Who is behind this token; None when it is unknown, older than 8 hours, or was idle for 30 minutes."""
    sign_in_row = session.get(SignInRow, _token_hash(token))
    if sign_in_row is None or _is_over(sign_in_row, now):
        return None
    if now - sign_in_row.last_seen_at >= NOTE_EVERY:
        sign_in_row.last_seen_at = now
    return to_person(session.get_one(AccountRow, sign_in_row.username))


def sign_out(session: Session, token: str) -> None:
    """End this token at once; an unknown one is no error."""
    session.execute(delete(SignInRow).where(SignInRow.token_hash == _token_hash(token)))


def csrf_token(token: str) -> str:
    """What each form of a signed-in person carries; from it the sign-in's token cannot be worked out."""
    return hmac.new(token.encode(), b"csrf", sha256).hexdigest()


def csrf_fits(token: str, given: str) -> bool:
    """Whether a form really came from a page that this signed-in person was shown; never without a token, for what
    fits an empty one anybody can work out.
    """
    return bool(token) and hmac.compare_digest(csrf_token(token).encode(), given.encode())


def tidy_username(username: str) -> str:
    """A name to sign in with means the same in any case and however the keyboard composes its letters."""
    return unicodedata.normalize("NFC", username).strip().casefold()


def tidy_password(password: str) -> str:
    """Vietnamese keyboards compose the same letter in two ways; it must be the same password."""
    return unicodedata.normalize("NFC", password)


def to_person(account: AccountRow) -> Person:
    """The person behind an account, without its secrets."""
    return Person(account.username, account.name, Role(account.role), account.agency, account.unit)


def _open_sign_in(session: Session, username: str, now: datetime) -> str:
    session.execute(delete(SignInRow).where(SignInRow.expires_at <= now))
    token = token_urlsafe(32)
    session.add(
        SignInRow(
            token_hash=_token_hash(token), username=username, last_seen_at=now, expires_at=now + SIGNED_IN_FOR
        )
    )
    session.flush()
    return token


def _is_over(sign_in_row: SignInRow, now: datetime) -> bool:
    return now >= sign_in_row.expires_at or now - sign_in_row.last_seen_at >= IDLE_FOR


def _token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
