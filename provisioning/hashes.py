"""Passwords and claim codes are kept as argon2id hashes only."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's figures for argon2id


def hash_secret(secret: str) -> str:
    """Hash a secret with a salt of its own."""
    return HASHER.hash(secret)


def secret_fits(hashed: str | None, secret: str) -> bool:
    """Whether the secret is the hashed one. Without a hash the answer is False, and takes as long."""
    try:
        HASHER.verify(hashed or _nobodys_hash(), secret)
    except (Argon2Error, InvalidHashError):
        return False
    return hashed is not None


@cache
def _nobodys_hash() -> str:
    return hash_secret("")
