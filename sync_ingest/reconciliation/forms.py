"""What agent and centre say to each other while they compare: the JSON of each request and each answer."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from lookup_api.domain.status import Status
from lookup_api.update_form import Moment
from sync_ingest.reconciliation.facts import NO_PERIOD
from sync_ingest.reconciliation.tree import MOST_BRANCHES, Branch, Finding, Look, Total

PATH = "/v1/reconciliation"
MOST_CODES = 200
MOST_LISTED = 500
PERIOD = rf"^([0-9]{{4}}-[0-9]{{2}}|{NO_PERIOD})$"
BRANCH = rf"^([0-9]{{4}}-[0-9]{{2}}|{NO_PERIOD}):[0-9a-f]{{0,8}}$"

Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Sums = tuple[int, int, int, int]
"""A total on the wire: how many dossiers, and the three parts of their digests' sum."""


class Told(BaseModel):
    """A part of what the centre tells. Names that an older agent does not know are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Asked(BaseModel):
    """A part of what an agent asks: unknown names are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PeriodsForm(Told):
    """The totals of each period. `agency` is whom the centre takes the agent for, `agents` how many agents it has;
    `known_as` gives the present code of agencies by their older ones.
    """

    agency: str
    agents: int = 1
    known_as: dict[str, str]
    periods: dict[str, Sums]

    def totals(self) -> dict[str, Total]:
        """The totals as values."""
        return {period: _total(sums) for period, sums in self.periods.items()}


class BranchesForm(Asked):
    """Asks what these branches hold; each is a period, a colon, and the digits so far: `2026-11:3f`."""

    branches: list[Annotated[str, Field(pattern=BRANCH)]] = Field(max_length=MOST_BRANCHES)

    def values(self) -> list[Branch]:
        """The branches as values."""
        return [Branch(*text.split(":")) for text in self.branches]


class LookForm(Told):
    """What one branch holds: its dossiers' digests by their codes, or its children's totals by their next digit."""

    leaves: dict[str, tuple[int, int, int]] = {}
    children: dict[str, Sums] = {}

    @classmethod
    def of(cls, look: Look) -> "LookForm":
        """The wire form of `look`."""
        children = {child.prefix[-1]: _sums(total) for child, total in look.children.items()}
        return cls(leaves=dict(look.leaves), children=children)

    def look(self, branch: Branch) -> Look:
        """What it tells of `branch`."""
        children = {branch.child(digit): _total(sums) for digit, sums in self.children.items()}
        return Look(self.leaves, children)


class LooksForm(Told):
    """What the branches hold, in the order in which they were asked for."""

    looks: list[LookForm]


class CodesForm(Asked):
    """Asks how the centre has the dossiers of these codes."""

    codes: list[str] = Field(max_length=MOST_CODES)


class VersionForm(Told):
    """How the centre has a dossier. `newest` are the facts of its newest record, `standing` what stands of all records;
    both are empty while it is deleted. `last_at` is the latest time, and `sequence` the largest number, that any of
    its updates has. `by_agent` tells whether an agent said the newest word.
    """

    codes: list[str]
    is_known: bool
    by_agent: bool
    last_at: Moment
    sequence: int | None = None
    newest: dict[str, Any] = {}
    standing: dict[str, Any] = {}


class VersionsForm(Told):
    """The centre's version for each code that was asked for; null where it has none of this agency."""

    versions: list[VersionForm | None]


class FactsForm(Asked):
    """The facts of one dossier, as the agency has them; those of facts.Facts."""

    code: str
    aliases: list[str] | None = None
    status: Status
    procedure: dict[str, str] | None = None
    received_at: str | None = None
    due_at: str | None = None
    responsible: dict[str, str] | None = None
    note: str | None = None
    missing: list[str] | None = None
    fee: int | None = Field(default=None, ge=0, le=10**12)
    hand_over: dict[str, str | None] | None = None

    def facts(self) -> dict[str, Any]:
        """The stated facts as JSON values."""
        return self.model_dump(mode="json", exclude_unset=True)


class LeftForm(Asked):
    """A difference that is left for a person: why, and the agency's facts, null where it has no such dossier."""

    code: str = Field(min_length=1, max_length=64)
    period: str = Field(pattern=PERIOD)
    finding: Finding
    reason: str = Field(pattern=r"^[a-z_]{1,24}$")
    there: FactsForm | None = None


class AgreementForm(Asked):
    """What a comparison found, mended and left. `period` null: everything was compared. At most MOST_LISTED of what is
    left are listed; `left` counts all.
    """

    period: str | None = Field(default=None, pattern=PERIOD)
    there: Count
    missing: Count
    extra: Count
    different: Count
    repaired: Count
    left: Count
    differences: list[LeftForm] = Field(default=[], max_length=MOST_LISTED)


class NotedForm(Told):
    """The centre has noted it. `left` is what waits for a person still, without what one has said to leave as it is."""

    left: int


def branch_text(branch: Branch) -> str:
    """A branch on the wire."""
    return f"{branch.period}:{branch.prefix}"


def sums_by_period(totals: Mapping[str, Total]) -> dict[str, Sums]:
    """Totals on the wire."""
    return {period: _sums(total) for period, total in totals.items()}


def _sums(total: Total) -> Sums:
    return total.count, *total.sums


def _total(sums: Sums) -> Total:
    count, *parts = sums
    return Total(count, (parts[0], parts[1], parts[2]))
