"""What the web layer works with; main.py fills it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request

from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.local_codes import CodeReader
from lookup_api.lookup import Lookup
from lookup_api.store.sealing import Sealer
from lookup_api.web.callers import Callers, address_of
from lookup_api.web.limits import Limits
from lookup_api.web.reports import ReportBox
from provisioning.clock import utc_now
from provisioning.errors import SignatureRefused


@dataclass(frozen=True, slots=True)
class Facts:
    """What every page tells of the office (article 5.4); "" is left out. `base_url` is the site's own address."""

    base_url: str
    hotline: str = ""
    sms_number: str = ""
    address: str = ""


@dataclass(frozen=True)
class Desk:
    """The look-up with all that decides who may ask and what is shown. `prefixes` are the province's own."""

    lookup: Lookup
    codes: CodeReader
    sealer: Sealer
    callers: Callers
    limits: Limits
    facts: Facts
    reports: ReportBox
    prefixes: frozenset[str] = frozenset()
    clock: Callable[[], datetime] = utc_now

    def admit(self, request: Request) -> None:
        """Let a look-up pass; SignatureRefused or TooManyRequests when it may not."""
        address = address_of(request)
        try:
            caller = self.callers.identify(request)
        except SignatureRefused:
            self.limits.take(None, address)  # so that nobody can make us check signatures without end
            raise
        self.limits.take(caller, address)

    def answer(self, code: Code, secret: ReceiptSecret | None) -> tuple[Tier, Answer]:
        """What the one with this code, and perhaps the receipt's secret, may know."""
        if secret is None:
            return Tier.STRANGER, self.lookup.look_up(code)
        return self.lookup.look_up_holding(code, secret, self.sealer)


def desk_of(request: Request) -> Desk:
    """The desk that the application was made with."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]
