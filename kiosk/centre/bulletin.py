"""What the centre tells anybody, brought home once an hour: whom citizens may ask, and the catalogue for bad days."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.centre.public_copy import PublicCopy
from kiosk.flow.events import ContactsCame, Event
from kiosk.flow.states import Contacts
from lookup_api.domain.errors import LookupFailure
from lookup_api.site_file import SiteFacts

EVERY_ROUNDS = 60


@dataclass(slots=True)
class Bulletin:
    """`own` are the contacts that this kiosk's settings name; they go before the centre's."""

    public: PublicCopy
    own: Contacts
    post: Callable[[Event], None]
    rounds_left: int = 0

    def look(self) -> None:
        """One round of a minute: fetch, where it is time to; a centre that is away is asked again in the next one."""
        self.rounds_left -= 1
        if self.rounds_left < 0 and self._fetched():
            self.rounds_left = EVERY_ROUNDS

    def _fetched(self) -> bool:
        try:
            self.post(ContactsCame(contacts_of(self.public.renew(), self.own)))
        except LookupFailure:
            return False
        return True


def contacts_of(site: SiteFacts, own: Contacts) -> Contacts:
    """Whom to ask: what this kiosk's settings say, and what the centre says where they say nothing."""
    return Contacts(
        hotline=own.hotline or site.hotline,
        sms_number=own.sms_number or site.sms_number,
        address=own.address,
        hotline_hours="" if own.hotline else site.hotline_hours,
    )
