"""Trees for tests: out of plain dicts, and one that counts what would go over the wire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sync_ingest.agent.reconciling.here import HOLD, Here
from sync_ingest.reconciliation.forms import (
    BranchesForm,
    LookForm,
    LooksForm,
    PeriodsForm,
    branch_text,
    sums_by_period,
)
from sync_ingest.reconciliation.tree import Branch, Digest, Finding, Forest, Look, Total, compare, place_of

Dossiers = Mapping[str, tuple[str, Digest]]
"""Period and digest by code."""


def a_tree(dossiers: Dossiers) -> Here:
    """The tree of these dossiers."""
    here = Here()
    here.db.execute("BEGIN")
    here.db.executemany(
        HOLD, ((code, None, period, place_of(code), *digest, "") for code, (period, digest) in dossiers.items())
    )
    here.db.execute("COMMIT")
    return here


def differences(ours: Here, theirs: Forest) -> dict[str, Finding]:
    """What a comparison finds, by code."""
    ours.note(compare(ours, theirs, lambda _: True))
    return {code: Finding(how) for code, how in ours.db.execute("SELECT code, finding FROM found")}


@dataclass
class Wire:
    """The centre's tree behind the wire: `sizes` are the bytes of every request and answer."""

    theirs: Forest
    sizes: list[int] = field(default_factory=list)

    def periods(self) -> Mapping[str, Total]:
        """See Forest."""
        told = PeriodsForm(agency="H53.19", known_as={}, periods=sums_by_period(self.theirs.periods()))
        self.sizes.append(len(told.model_dump_json().encode()))
        return told.totals()

    def look(self, branches: Sequence[Branch]) -> Sequence[Look]:
        """See Forest."""
        asked = BranchesForm(branches=[branch_text(branch) for branch in branches])
        told = LooksForm(looks=[LookForm.of(look) for look in self.theirs.look(asked.values())])
        self.sizes += [len(form.model_dump_json(exclude_unset=True).encode()) for form in (asked, told)]
        return [form.look(branch) for form, branch in zip(told.looks, branches, strict=True)]
