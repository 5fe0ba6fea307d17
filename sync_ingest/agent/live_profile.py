"""The profile in use: read anew when its file changes, so that mending it needs no restart."""

import logging
from dataclasses import dataclass, field

from sync_ingest.agent.errors import ProfileNotReadable
from sync_ingest.agent.reading.profile import Feed, Profile, find_profile

log = logging.getLogger(__name__)


@dataclass
class LiveProfile:
    """The profile of this name or path; `trouble` says why what is there now is not in use. ProfileNotReadable when
    there is none to begin with.
    """

    name: str
    trouble: str = ""
    _profile: Profile = field(init=False)

    def __post_init__(self) -> None:
        self._profile = find_profile(self.name)

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """What is asked of the department now."""
        return self._profile.feeds

    @property
    def title(self) -> str:
        """The name that the profile gives itself."""
        return self._profile.name

    def has_changed(self) -> bool:
        """Read it again; whether another one is in use now. When it cannot be read, the one in use stays."""
        try:
            found = find_profile(self.name)
        except ProfileNotReadable as failure:
            self.trouble = f"the profile in use stays: {failure}"
            return False
        changed, self._profile, self.trouble = found != self._profile, found, ""
        if changed:
            log.info("the profile has changed and is in use: %s", found.name)
        return changed
