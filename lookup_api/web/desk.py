"""What the web layer works with; main.py fills it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Annotated

from fastapi import Depends, Request

from lookup_api.contract import Answer
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import Code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import DossierNotFound
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.local_codes import CodeReader
from lookup_api.lookup import Found, Lookup
from lookup_api.site_file import SiteFacts
from lookup_api.store.sealing import Sealer
from lookup_api.web.callers import Callers, address_of
from lookup_api.web.catalogue import CatalogueReader
from lookup_api.web.database import Database
from lookup_api.web.filing.desk import FilingDesk
from lookup_api.web.guards.passes import COOKIE as PASS
from lookup_api.web.guards.reasons import Reason
from lookup_api.web.limits import Limits
from lookup_api.web.live import Watchers
from lookup_api.web.offices import Offices
from lookup_api.web.reports import ReportBox
from lookup_api.web.sums import SumMemory
from provisioning.clock import utc_now
from provisioning.errors import SignatureRefused
from provisioning.signatures import Caller


@dataclass(frozen=True, slots=True)
class Facts:
    """The site's own address, and what every page tells of the offices (article 5.4)."""

    base_url: str
    site: SiteFacts = field(default_factory=SiteFacts)


@dataclass(frozen=True)
class Desk:
    """The look-up with all that decides who may ask and what is shown. `prefixes` are the province's own;
    without `filing` nothing can be filed online. `on_answer` is told of each look-up: layer, outcome, seconds.
    """

    lookup: Lookup
    codes: CodeReader
    sealer: Sealer
    callers: Callers
    limits: Limits
    facts: Facts
    reports: ReportBox
    database: Database
    catalogue: CatalogueReader
    prefixes: frozenset[str] = frozenset()
    clock: Callable[[], datetime] = utc_now
    watchers: Watchers = field(default_factory=Watchers)
    offices: Offices = field(default_factory=Offices)
    sums: SumMemory = field(default_factory=SumMemory)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    filing: FilingDesk | None = None
    on_answer: Callable[[str, str, float], None] = lambda *_: None

    def admit(self, request: Request, code: Code) -> None:
        """Let a look-up of `code` pass; SignatureRefused, TooManyRequests or ChallengeRequired when it may not."""
        caller = self.identify(request)
        if caller is None:
            self.limits.admit_public(address_of(request), code.printed, request.cookies.get(PASS, ""))
        else:
            self.limits.admit_device(caller.device_id)

    def identify(self, request: Request) -> Caller | None:
        """The device that signed, None for the public; SignatureRefused, and it is counted, for any other."""
        with self._refusing(request):
            return self.callers.identify(request)

    def admit_kiosk(self, request: Request, body: bytes) -> Caller:
        """The kiosk that brings a wish; SignatureRefused for anybody else, TooManyRequests for too many wishes."""
        with self._refusing(request):
            caller = self.callers.get_kiosk(request, body)
        self.limits.admit_wish(caller.device_id)
        return caller

    def answer(self, code: Code, secret: ReceiptSecret | None, address: str = "") -> tuple[Tier, Answer]:
        """What the one with this code, and perhaps the receipt's secret, may know. Whoever at `address` was wrong too
        often about the secret is answered as a stranger.
        """
        if secret is None:
            return Tier.STRANGER, self._look_up(code)
        # Who has no try left has one checked that nobody knows: the same work in the same time, and the same answer.
        tried = secret if self.limits.may_try(address, code.printed, secret) else ReceiptSecret.new()
        tier, answer = self.lookup.look_up_holding(code, tried, self.sealer)
        if tier is not Tier.STRANGER:
            self.limits.was_right(address, code.printed, tried)
        return tier, answer

    @contextmanager
    def _refusing(self, request: Request) -> Iterator[None]:
        """Count a SignatureRefused of the block, so that nobody can make us check signatures without end."""
        try:
            yield
        except SignatureRefused:
            self.limits.admit_unread(address_of(request))
            self.limits.on_refusal(Reason.SIGNATURE)
            raise

    def _look_up(self, code: Code) -> Answer:
        began = perf_counter()
        found = self.lookup.read(code.printed)
        answer = found.entry.answer
        self.on_answer(found.layer, outcome_of(found), perf_counter() - began)
        if answer is None:
            raise DossierNotFound
        return answer


def outcome_of(found: Found) -> str:
    """What is counted: found, not_found, or stale while the database is away."""
    if not found.entry.body:
        return "not_found"
    return "stale" if found.is_stale else "found"


def desk_of(request: Request) -> Desk:
    """The desk that the application was made with."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]
