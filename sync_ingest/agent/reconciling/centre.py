"""What the centre says while it is compared with. Each method raises what `post` raises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from provisioning.device.centre_time import CentreTime
from sync_ingest.agent.posting import post, unreadable
from sync_ingest.reconciliation.forms import (
    PATH,
    AgreementForm,
    BranchesForm,
    CodesForm,
    LooksForm,
    NotedForm,
    PeriodsForm,
    VersionForm,
    VersionsForm,
    branch_text,
)
from sync_ingest.reconciliation.tree import Branch, Look, Total

F = TypeVar("F", bound=BaseModel)


class Nothing(BaseModel):
    """Asks without saying anything."""


@dataclass
class Centre:
    """The centre's tree, see tree.Forest, and its versions. `http` has the centre as its base URL and signs."""

    http: httpx.Client
    time: CentreTime | None = None

    @cached_property
    def begun(self) -> PeriodsForm:
        """The totals as they were when they were first asked for, and how the centre calls agencies."""
        return self._ask("periods", Nothing(), PeriodsForm)

    def periods(self) -> Mapping[str, Total]:
        """See Forest."""
        return self.begun.totals()

    def look(self, branches: Sequence[Branch]) -> Sequence[Look]:
        """See Forest."""
        asked = BranchesForm(branches=[branch_text(branch) for branch in branches])
        told = self._ask("branches", asked, LooksForm).looks
        if len(told) != len(branches):
            raise unreadable("the centre's answer is not about what was asked")
        return [form.look(branch) for form, branch in zip(told, branches, strict=True)]

    def versions(self, codes: Sequence[str]) -> Sequence[VersionForm | None]:
        """How the centre has the dossiers of these codes, at most MOST_CODES of them."""
        told = self._ask("versions", CodesForm(codes=list(codes)), VersionsForm).versions
        if len(told) != len(codes):
            raise unreadable("the centre's answer is not about what was asked")
        return told

    def tell(self, agreement: AgreementForm) -> int:
        """Tell what became of the comparison; gives how many differences wait for a person still."""
        return self._ask("agreements", agreement, NotedForm).left

    def _ask(self, what: str, asked: BaseModel, answer: type[F]) -> F:
        body = asked.model_dump_json(exclude_unset=True).encode()
        try:
            return answer.model_validate_json(post(self.http, f"{PATH}/{what}", body, self.time).content)
        except ValidationError as error:
            raise unreadable() from error
