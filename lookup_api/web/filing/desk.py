"""What the pages for filing online work with; main.py fills it."""

import logging
import shutil
from dataclasses import dataclass, field

from fastapi import Request

from lookup_api.domain.errors import TooManyRequests
from lookup_api.domain.filing import Filing
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.web.callers import address_of
from lookup_api.web.filing.draft import Draft
from lookup_api.web.filing.errors import SentTooOften
from lookup_api.web.filing.posting import FilingPost, Receipted
from lookup_api.web.filing.rules import Admission, FileFault, FileRules
from lookup_api.web.limits import Buckets
from provisioning.limits import network_of

log = logging.getLogger(__name__)

LEAST_FREE = 256 * 1024 * 1024  # bytes of the disk that uploads leave to everything else


@dataclass(frozen=True)
class FilingDesk:
    """Where filings go, where their attachments are kept, and how much one network may send."""

    post: FilingPost
    folder: AttachmentFolder
    limit: Buckets
    rules: FileRules = field(default_factory=FileRules)

    def send(self, request: Request, filing: Filing) -> Receipted:
        """Hand the filing in; SentTooOften when its network has sent enough, or another FilingFailure of `post`."""
        try:
            self.limit.take(network_of(address_of(request)))
        except TooManyRequests as error:
            raise SentTooOften from error
        return self.post.send(filing)

    def refusal(self, request: Request) -> FileFault | None:
        """Why no file that comes with this request may be kept; counts it."""
        try:
            self.limit.take(network_of(address_of(request)))
        except TooManyRequests:
            return FileFault.TOO_OFTEN
        return None if self._free() >= LEAST_FREE + self.rules.total else FileFault.NO_ROOM

    def _free(self) -> int:
        """Bytes on the folder's disk; 0 while the folder can't be had."""
        try:
            self.folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            return shutil.disk_usage(self.folder.path).free
        except OSError as error:
            log.error("the folder of attachments can't be had: %s", type(error).__name__)
            return 0

    def admission(self, request: Request, draft: Draft | None) -> Admission:
        """What a form of ours with this draft may bring."""
        return Admission(True, draft.attachments if draft else (), self.refusal(request))
