"""The time, for those at the edge who pass it in as `now`."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The moment it is, aware, in UTC."""
    return datetime.now(UTC)
