"""Every profile, as docs/profiles.md lists it. `python -m tests.docs.profiles_table` prints the page's tables."""

from collections.abc import Iterator

from lookup_api.domain.status import Status
from sync_ingest.agent.reading.field import FieldProcedure
from sync_ingest.agent.reading.profile import Profile, folded
from tests.sample_site.departments.known import profiles

SYSTEMS = "| article | profile | software | steps and units | hand-overs | status words |\n|---|---|---|---|---|---|"
PROCEDURES = "| code | procedure | profile | |\n|---|---|---|---|"
TO_CHECK = "to check"


def tables() -> Iterator[str]:
    """The table of the systems, and that of their procedures."""
    known = profiles()
    yield "\n".join([SYSTEMS, *(_system(name, profile) for name, profile in known.items())])
    rows = (_procedure(name, one) for name, profile in known.items() for one in profile.procedures)
    yield "\n".join([PROCEDURES, *rows])


def _system(name: str, profile: Profile) -> str:
    steps = "; ".join(f"{one.name} ({one.unit})" for one in profile.steps)
    cells = (profile.article, f"`{name}`", profile.name, steps, _hand_overs(profile) or "none", _words(profile))
    return f"| {' | '.join(cells)} |"


def _hand_overs(profile: Profile) -> str:
    agencies = {word: code for feed in profile.feeds for word, code in feed.agencies.items()}
    return "; ".join(f"`{one.to}` ({agencies[folded(one.to)]}): {one.purpose}" for one in profile.hand_overs)


def _words(profile: Profile) -> str:
    """The department's words of each national status, as they are compared."""
    words = {word: status for feed in profile.feeds for word, status in feed.statuses.items()}
    told = ((status, [f"`{word}`" for word, meant in words.items() if meant is status]) for status in Status)
    return "; ".join(f"{status.value}: {', '.join(here)}" for status, here in told if here)


def _procedure(name: str, procedure: FieldProcedure) -> str:
    return f"| {procedure.code} | {procedure.name} | `{name}` | {TO_CHECK if procedure.to_check else ''} |"


if __name__ == "__main__":
    print("\n\n".join(tables()))
