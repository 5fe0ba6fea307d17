"""Which software may push in the national format, and for which agency: accounts that log in, and secret addresses for
software that cannot. None of these functions commits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from secrets import token_urlsafe

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.store.agencies import list_agencies
from provisioning.accounts import SHORTEST_PASSWORD
from provisioning.errors import PasswordTooShort
from provisioning.hashes import hash_secret
from provisioning.people import tidy_password, tidy_username
from sync_ingest.admission import Directory
from sync_ingest.national.errors import AgencyNotListed, NationalClientNotFound, NationalNameTaken, NetworkNotReadable
from sync_ingest.national.tables import AccountRow, PathRow, SessionRow

PATH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Account:
    """One agency's software that logs in. Times are aware UTC."""

    username: str
    agency: AgencyCode
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class SecretPath:
    """One agency's software that cannot log in: the number of its secret address, and the networks it comes from."""

    number: int
    agency: AgencyCode
    networks: tuple[str, ...]
    revoked_at: datetime | None


def add_account(session: Session, account: Account, password: str, now: datetime) -> None:
    """Let an agency's software log in; AgencyNotListed, NationalNameTaken or PasswordTooShort when that cannot be."""
    agency, name = _listed(session, account.agency), tidy_username(account.username)
    if len(tidy_password(password)) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    if session.get(AccountRow, name):
        raise NationalNameTaken
    hashed = hash_secret(tidy_password(password))
    session.add(AccountRow(username=name, password_hash=hashed, agency=agency.value, added_at=now, revoked_at=None))
    session.flush()


def add_path(session: Session, agency: AgencyCode, networks: Sequence[str], now: datetime) -> str:
    """Give an agency's software a secret address, good from these networks (CIDR); it is told this once and kept as a
    hash. AgencyNotListed or NetworkNotReadable when that cannot be.
    """
    allowed = [str(_network(network)) for network in networks]
    path = token_urlsafe(PATH_BYTES)
    row = PathRow(path_hash=hash_of(path), agency=_listed(session, agency).value, networks=allowed, added_at=now)
    session.add(row)
    session.flush()
    return path


def find_by_path(session: Session, path: str, address: str) -> AgencyCode | None:
    """The agency whose software comes by this secret address from the network address `address`; None when there is
    none.
    """
    row = session.scalar(select(PathRow).where(PathRow.path_hash == hash_of(path), PathRow.revoked_at.is_(None)))
    return AgencyCode(row.agency) if row and _is_inside(address, row.networks) else None


def list_accounts(session: Session) -> list[Account]:
    """Every account there ever was, by agency and name."""
    rows = session.scalars(select(AccountRow).order_by(AccountRow.agency, AccountRow.username))
    return [Account(row.username, AgencyCode(row.agency), row.revoked_at) for row in rows]


def list_paths(session: Session) -> list[SecretPath]:
    """Every secret address there ever was, without the secret, by agency and number."""
    rows = session.scalars(select(PathRow).order_by(PathRow.agency, PathRow.id))
    return [SecretPath(row.id, AgencyCode(row.agency), tuple(row.networks), row.revoked_at) for row in rows]


def revoke_account(session: Session, username: str, now: datetime) -> None:
    """Shut an account out, its open sessions too; NationalClientNotFound when none in use has this name."""
    row = session.get(AccountRow, tidy_username(username))
    if row is None or row.revoked_at:
        raise NationalClientNotFound
    row.revoked_at = now
    session.execute(delete(SessionRow).where(SessionRow.username == row.username))


def revoke_path(session: Session, number: int, now: datetime) -> None:
    """Close a secret address; NationalClientNotFound when none in use has this number."""
    row = session.get(PathRow, number)
    if row is None or row.revoked_at:
        raise NationalClientNotFound
    row.revoked_at = now


def hash_of(secret: str) -> str:
    """How a secret of enough randomness is kept."""
    return sha256(secret.encode(errors="replace")).hexdigest()


def _listed(session: Session, agency: AgencyCode) -> AgencyCode:
    found = Directory.of(list_agencies(session)).find(agency)
    if found is None:
        raise AgencyNotListed
    return found


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text, strict=False)
    except ValueError as error:
        raise NetworkNotReadable from error


def _is_inside(address: str, networks: Sequence[str]) -> bool:
    try:
        host = ip_address(address)
    except ValueError:
        return False
    if isinstance(host, IPv6Address) and host.ipv4_mapped:
        host = host.ipv4_mapped
    return any(host in ip_network(network) for network in networks)
