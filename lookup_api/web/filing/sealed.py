"""Facts sealed into a page or a cookie: what comes back may be anything that anybody sends."""

import json
from typing import Any

from lookup_api.store.errors import SealBroken
from lookup_api.store.sealing import Sealer


def seal_facts(kind: str, facts: dict[str, Any], sealer: Sealer) -> str:
    """The facts as a hidden field or a cookie holds them; `kind` keeps one sort of them from passing for another."""
    return sealer.seal(json.dumps({"is": kind, **facts}, ensure_ascii=False)).decode("ascii")


def open_facts(kind: str, sealed: str, sealer: Sealer) -> dict[str, Any] | None:
    """What `seal_facts` sealed as this kind; None for everything else."""
    try:
        said = json.loads(sealer.open(sealed.encode()))
    except (SealBroken, ValueError):
        return None
    return said if isinstance(said, dict) and said.get("is") == kind else None
