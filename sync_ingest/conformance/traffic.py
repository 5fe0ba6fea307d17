"""All that the rules judge: the exchanges in their order, what they push, and what the public is told afterwards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from lookup_api.domain.codes import AgencyCode
from sync_ingest.conformance.exchange import Exchange, Fault
from sync_ingest.conformance.item import Form, Item
from sync_ingest.conformance.pushes import Push, form_of, is_log_in, push_of

FRESH = timedelta(minutes=15)


@dataclass(frozen=True)
class Traffic:
    """`looked_up` holds the public answer for each code (JSON), None for “there is no such dossier”; it is empty where
    nobody looked. `agencies` are the identifiers, old ones too, of the agency where the system stands; none where
    that was not said.
    """

    exchanges: Sequence[Exchange]
    form: Form
    agencies: frozenset[AgencyCode] = frozenset()
    fresh: timedelta = FRESH
    looked_up: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def own(self) -> list[Exchange]:
        """The exchanges in the form that is judged, log-ins among them; signs of life and the like are not."""
        return [
            exchange
            for exchange in self.exchanges
            if form_of(exchange.request) is self.form or (self.form is Form.NATIONAL and is_log_in(exchange.request))
        ]

    @cached_property
    def log_ins(self) -> list[Exchange]:
        """The exchanges that ask for a session."""
        return [exchange for exchange in self.own if is_log_in(exchange.request)]

    @cached_property
    def pushes(self) -> list[Push]:
        """What is pushed, in the order in which it came."""
        return [push for exchange in self.own if (push := push_of(exchange)) is not None]

    @cached_property
    def items(self) -> list[Item]:
        """Everything pushed, repetitions too."""
        return [item for push in self.pushes for item in push.items]

    @cached_property
    def records(self) -> list[Item]:
        """What says how dossiers stand."""
        return [item for item in self.items if item.is_record]

    @cached_property
    def by_dossier(self) -> dict[str, list[Item]]:
        """Everything pushed, by the dossier's code."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.code_text, []).append(item)
        return found

    def with_fault(self, fault: Fault) -> list[Push]:
        """The pushes to which this was done."""
        return [push for push in self.pushes if push.exchange.fault is fault]

    def after(self, push: Push) -> Iterator[Push]:
        """The pushes that came after it, in their order."""
        return (later for later in self.pushes if later.exchange.number > push.exchange.number)


def form_in(exchanges: Sequence[Exchange]) -> Form | None:
    """The form of the first push; None when nothing was pushed."""
    return next((push.form for exchange in exchanges if (push := push_of(exchange)) is not None), None)
