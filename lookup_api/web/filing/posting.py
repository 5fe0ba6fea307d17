"""Handing a filing in at ingest: as a signed message over HTTP, or to a list that tests and demos look at."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import httpx
from pydantic import ValidationError

from lookup_api.domain.filing import Filing
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.filing_form import PATH, FiledForm, FilingForm
from lookup_api.web.filing.errors import (
    AttachmentsLost,
    FilingFailure,
    FilingNotTaken,
    FilingUnavailable,
    SentBefore,
)
from provisioning.device.identity import load_identity
from provisioning.errors import IdentityNotReadable

log = logging.getLogger(__name__)

REFUSALS: dict[str, type[FilingFailure]] = {
    "attachment_missing": AttachmentsLost,
    "filing_agency_unknown": FilingNotTaken,
    "filing_changed": SentBefore,
    "filing_refused": FilingNotTaken,
    "procedure_not_online": FilingNotTaken,
}
"""Ingest's words; every other refusal is a fault between us, which somebody has to mend, and not the citizen's."""


@dataclass(frozen=True, slots=True)
class Receipted:
    """What a citizen gets for a filing. `secret` is None once a clerk has dealt with it."""

    code: str
    secret: ReceiptSecret | None


class FilingPost(Protocol):
    """Where filings go."""

    def is_open(self) -> bool:
        """Whether anything can be sent at all; says nothing of the network."""

    def send(self, filing: Filing) -> Receipted:
        """Hand the filing in within fifteen seconds; a FilingFailure when it was not taken. The same filing may be
        sent again.
        """


@dataclass(frozen=True)
class SignedFilingPost:
    """Sends to ingest at `http`'s base URL, signed with the identity in `folder`; that is read each time, so that a
    site that is enrolled while it runs can send at once.
    """

    http: httpx.Client
    folder: Path

    def is_open(self) -> bool:
        """See FilingPost: whether this site is enrolled."""
        try:
            load_identity(self.folder)
        except IdentityNotReadable:
            return False
        return True

    def send(self, filing: Filing) -> Receipted:
        """See FilingPost."""
        body = FilingForm.of(filing).model_dump_json(exclude_defaults=True).encode()
        headers = {"Content-Type": "application/json"}
        try:
            auth = load_identity(self.folder).auth()
            answer = self.http.post(PATH, content=body, headers=headers, auth=auth)
            if answer.is_success:
                return _read(answer)
            raise _refusal(answer)
        except (IdentityNotReadable, httpx.HTTPError, ValidationError) as error:
            log.warning("a filing could not be sent: %s", type(error).__name__)
            raise FilingUnavailable from error


@dataclass
class RecordingFilingPost:
    """Gives every filing the next code of `codes`, and remembers it; raises `failure` while there is one."""

    codes: Callable[[int], str]
    sent: dict[str, Filing] = field(default_factory=dict)
    failure: FilingFailure | None = None

    def is_open(self) -> bool:
        """See FilingPost."""
        return True

    def send(self, filing: Filing) -> Receipted:
        """See FilingPost."""
        if self.failure:
            raise self.failure
        self.sent.setdefault(filing.id, filing)
        number = list(self.sent).index(filing.id) + 1
        return Receipted(self.codes(number), ReceiptSecret(f"{number:08}"))


def _read(answer: httpx.Response) -> Receipted:
    said = FiledForm.model_validate_json(answer.content)
    return Receipted(said.code, ReceiptSecret(said.secret) if said.secret else None)


def _refusal(answer: httpx.Response) -> FilingFailure:
    try:
        code = str(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        code = ""
    log.warning("ingest refused a filing: %d %s", answer.status_code, code)
    return REFUSALS.get(code, FilingUnavailable)()
