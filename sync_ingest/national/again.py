"""An item of the national format out of the quarantine, read again as of when it came."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from sync_ingest.envelope import Delivery, Flaw
from sync_ingest.national.read import Context, code_of, read_record, read_step
from sync_ingest.national.standing import find_standing_at
from sync_ingest.national.wire import STEP_FIELDS

OF_A_STEP = frozenset(STEP_FIELDS) - {"MaHoSo"}


def is_national(item: Any) -> bool:
    """Whether this is an item of the national format, and not of our own."""
    return isinstance(item, dict) and "MaHoSo" in item


def read_again(session: Session, item: dict[str, Any], sender: AgencyCode, came_at: datetime) -> list[Delivery | Flaw]:
    """The item's updates, or why it cannot be read still. A record counts as of when it came: what has come since
    stands.
    """
    context = Context(sender, came_at)
    if OF_A_STEP & item.keys():
        return read_step(item, context)
    if code := code_of(item):
        context = context.with_standing(find_standing_at(session, code, sender, came_at))
    return read_record(item, context)
