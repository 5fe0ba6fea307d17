"""Sessions of software that logs in: kept in the database, so that one holds at every server and worker, and any number
at once. None of these functions commits.
"""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from provisioning.hashes import secret_fits
from provisioning.lockout import count_failure, is_locked, lock_failures
from provisioning.people import tidy_password, tidy_username
from sync_ingest.national.accounts import hash_of
from sync_ingest.national.errors import NameHasToWait
from sync_ingest.national.tables import AccountRow, SessionRow

GOOD_FOR = timedelta(hours=12)  # OpenCPS keeps one ten minutes, and does not log in again when it is refused before
TOKEN_BYTES = 32
LONGEST_NAME = 64


def open_session(session: Session, username: str, password: str, now: datetime) -> str | None:
    """A token for this account, or None; commit in both cases, for failures are counted. NameHasToWait after too many
    of them: then nothing is to be guessed, whatever the password is.

    An unknown name and a wrong password answer alike and in like time.
    """
    name = _sayable(tidy_username(username))
    failed = lock_failures(session, f"national {name}", now)  # apart from the people of the same name
    if is_locked(failed, now):
        raise NameHasToWait
    account = session.get(AccountRow, name)
    in_use = account if account and account.revoked_at is None else None
    fits = secret_fits(in_use.password_hash if in_use else None, _encodable(tidy_password(password)))
    if in_use is None or not fits:
        count_failure(failed, now)
        return None
    session.delete(failed)
    return _opened(session, in_use.username, now)


def find_by_token(session: Session, token: str, now: datetime) -> AgencyCode | None:
    """The agency that this session speaks for; None when it is unknown or over."""
    row = session.get(SessionRow, hash_of(token))
    if row is None or now >= row.expires_at:
        return None
    account = session.get_one(AccountRow, row.username)
    return None if account.revoked_at else AgencyCode(account.agency)  # it may have logged in while it was revoked


def _opened(session: Session, username: str, now: datetime) -> str:
    session.execute(delete(SessionRow).where(SessionRow.expires_at <= now))
    token = token_urlsafe(TOKEN_BYTES)
    session.add(SessionRow(token_hash=hash_of(token), username=username, expires_at=now + GOOD_FOR))
    session.flush()
    return token


def _sayable(name: str) -> str:
    """The name as far as a database can hold it: anything else is nobody's name."""
    return name if len(name) <= LONGEST_NAME and name.isprintable() else ""


def _encodable(password: str) -> str:
    return password.encode(errors="replace").decode()
