"""Make and change the accounts of people. None of these functions commits."""

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from provisioning.errors import AccountUnknown, PasswordTooShort, UsernameTaken
from provisioning.hashes import hash_secret
from provisioning.lockout import lift_lock
from provisioning.people import Person, tidy_password, tidy_username, to_person
from provisioning.tables import AccountRow, SignInRow

SHORTEST_PASSWORD = 10


def add_account(session: Session, person: Person, password: str) -> Person:
    """Give a person an account; UsernameTaken or PasswordTooShort when that cannot be."""
    account = insert(AccountRow).values(
        username=tidy_username(person.username),
        password_hash=_hash_password(password),
        name=person.name,
        role=person.role,
        agency=person.agency,
        unit=person.unit,
    )
    try:
        with session.begin_nested():
            session.execute(account)
    except IntegrityError as error:
        raise UsernameTaken from error
    return get_person(session, person.username)


def change_password(session: Session, username: str, password: str) -> None:
    """Set a new password, lift a lock-out, and sign the person out everywhere."""
    account = _get_account(session, username)
    account.password_hash = _hash_password(password)
    lift_lock(session, account.username)
    session.execute(delete(SignInRow).where(SignInRow.username == account.username))


def get_person(session: Session, username: str) -> Person:
    """The person of this name; AccountUnknown when there is none."""
    return to_person(_get_account(session, username))


def list_people(session: Session) -> list[Person]:
    """Everybody with an account, by agency and name to sign in with."""
    accounts = session.scalars(select(AccountRow).order_by(AccountRow.agency, AccountRow.username))
    return [to_person(account) for account in accounts]


def _get_account(session: Session, username: str) -> AccountRow:
    account = session.get(AccountRow, tidy_username(username))
    if account is None:
        raise AccountUnknown
    return account


def _hash_password(password: str) -> str:
    if len(tidy_password(password)) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    return hash_secret(tidy_password(password))
