"""What came in the national format, out of the quarantine, read again as of when it came."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode, Code
from lookup_api.store.sealing import Sealer
from sync_ingest.envelope import Delivery, Flaw
from sync_ingest.national.context import context_of
from sync_ingest.national.kept import find_applicants, part_of, save_late
from sync_ingest.national.read import Standing, code_of, read_record, read_step
from sync_ingest.national.standing import find_standing_at, standing_after
from sync_ingest.national.wire import STEP_FIELDS

OF_A_STEP = frozenset(STEP_FIELDS) - {"MaHoSo"}
Origin = tuple[AgencyCode, datetime]
"""Who sent it, and when it came first (aware UTC)."""


def national_items(parsed: Any) -> list[Any]:
    """The items in this JSON value: one alone, a list, or a list in its envelope; none when it is of our own form."""
    listed = parsed.get("data") if isinstance(parsed, dict) and "MaHoSo" not in parsed else parsed
    items = listed if isinstance(listed, list) else [listed]
    return items if any(isinstance(item, dict) and "MaHoSo" in item for item in items) else []


def read_again(session: Session, items: Sequence[Any], origin: Origin, sealer: Sealer) -> list[Delivery | Flaw]:
    """The items' updates, or why they cannot be read still. A record counts as of when it came: what has come since
    stands.
    """
    sender, came_at = origin
    context = context_of(session, sender, items, came_at)
    context = context.with_applicants(find_applicants(session, sender, items, sealer))
    standings: dict[Code, Standing] = {}
    arrivals: list[Delivery | Flaw] = []
    for item in items:
        code = code_of(item)
        if isinstance(item, dict) and OF_A_STEP & item.keys():
            arrivals += read_step(item, context)
        elif code is None:
            arrivals += read_record(item, context)
        else:
            standing = standings.get(code) or find_standing_at(session, code, sender, came_at)
            read = read_record(item, context.with_standing(standing))
            standings[code] = standing_after(standing, read)
            arrivals += read
    return arrivals


def keep_again(session: Session, taken: Sequence[Delivery | Flaw], came_at: datetime, sealer: Sealer) -> None:
    """Keep whole what was taken at last, as a push is kept that is taken at once."""
    for one in taken:
        if isinstance(one, Delivery) and one.raw:
            save_late(session, one.update.sender, {part_of(one.update): sealer.seal(one.raw)}, came_at)
