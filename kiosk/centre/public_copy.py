"""What the centre tells anybody, kept on this machine's disk for when the centre is away. Nothing of a citizen."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kiosk.centre.centre import Public
from lookup_api.catalogue_contract import CataloguePage
from lookup_api.domain.errors import LookupFailure
from lookup_api.domain.procedure import Procedure
from lookup_api.site_file import SiteFacts

SITE, PROCEDURES = "site.json", "procedures.json"
LARGEST = 16 * 1024 * 1024  # bytes; a catalogue has about two million

M = TypeVar("M", bound=BaseModel)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PublicCopy:
    """See Public: the centre's word, and while it gives none the last one that was kept in `folder`."""

    centre: Public
    folder: Path
    _writing: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def renew(self) -> SiteFacts:
        """Ask for all anew and keep it; what is told of the offices. A LookupFailure when the centre tells nothing."""
        facts = self._ask(SITE, self.centre.site)
        self._ask(PROCEDURES, self._ask_for_procedures)
        return facts

    def list_procedures(self) -> tuple[Procedure, ...]:
        """All procedures; a LookupFailure when the centre does not tell them and nothing is kept."""
        return self._newest(PROCEDURES, self._ask_for_procedures, CataloguePage).procedures

    def site(self) -> SiteFacts:
        """What is told of the offices; a LookupFailure when the centre does not tell it and nothing is kept."""
        return self._newest(SITE, self.centre.site, SiteFacts)

    def kept_procedures(self) -> tuple[Procedure, ...]:
        """What was kept last, at once and without asking; () for nothing."""
        kept = self._read(PROCEDURES, CataloguePage)
        return kept.procedures if kept else ()

    def kept_site(self) -> SiteFacts:
        """What was kept last, at once and without asking; nothing told when nothing was."""
        return self._read(SITE, SiteFacts) or SiteFacts()

    def _ask_for_procedures(self) -> CataloguePage:
        return CataloguePage(procedures=self.centre.list_procedures())

    def _newest(self, name: str, ask: Callable[[], M], kind: type[M]) -> M:
        try:
            return self._ask(name, ask)
        except LookupFailure:  # away, or asked too often by this hall
            kept = self._read(name, kind)
            if kept is None:
                raise
            return kept

    def _ask(self, name: str, ask: Callable[[], M]) -> M:
        told = ask()
        with self._writing:
            self._keep(name, told.model_dump_json().encode())
        return told

    def _read(self, name: str, kind: type[M]) -> M | None:
        try:
            return kind.model_validate_json((self.folder / name).read_bytes()[:LARGEST], extra="ignore")
        except (OSError, ValidationError):
            return None

    def _keep(self, name: str, content: bytes) -> None:
        """Whole or not at all, whenever the power fails; the same again is not written, to spare the card."""
        path, fresh = self.folder / name, self.folder / f"{name}.new"
        try:
            if path.exists() and path.read_bytes() == content:
                return
            self.folder.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError as error:
            logger.warning("What is public could not be kept: %s.", type(error).__name__)
