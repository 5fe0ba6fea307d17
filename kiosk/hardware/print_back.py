"""Print and read back: a page with a mark that nobody could know beforehand, held before the camera or the scanner."""

import random
from datetime import datetime

from lookup_api.domain.calendar import VIETNAM
from lookup_api.paper.trial_page import TestPage

NO_AGENCY = "Z00"  # the mark has the form of a dossier's code, so that it is read like one; no province begins so
SERIALS = 1_000_000


def a_test_page(device: str, now: datetime, chance: random.Random) -> TestPage:
    """A page of this device with a fresh mark; `now` is aware UTC."""
    day, serial = now.astimezone(VIETNAM), chance.randrange(SERIALS)
    return TestPage(device, now, f"{NO_AGENCY}-{day:%y%m%d}-{serial:06}")


def is_read_back(page: TestPage, text: str) -> bool:
    """Whether a text that was read is this page's mark: exactly so, since a printer that drops dots is to be found."""
    return text.strip() == page.mark
