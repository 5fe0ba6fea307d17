"""What an update says of its dossier, as a short digest: agent and centre can compare it without sending it."""

import hashlib
import json

from lookup_api.domain.update import StatusUpdate
from sync_ingest.envelope import Delivery, as_item

NOT_CONTENT = ("id", "occurred_at", "sequence")
DIGITS = 32


def content_digest(update: StatusUpdate) -> str:
    """The same for the same content, whenever and under whatever number it is told: 32 hexadecimal digits of SHA-256.

    Over all of the wire form but `id`, `occurred_at` and `sequence`. No applicant is in it: nothing personal can be
    guessed from it.
    """
    item = as_item(Delivery(update))
    said = {name: value for name, value in item.items() if name not in NOT_CONTENT}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
