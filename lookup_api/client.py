"""What the centre knows and takes, over HTTP: for the kiosk, and for whoever else has no database."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from lookup_api.asking import TOTAL_SECONDS, Asking
from lookup_api.catalogue_contract import CataloguePage
from lookup_api.contract import Answer
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import LookupUnavailable
from lookup_api.domain.phone import PhoneNumber
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.wording import Language
from lookup_api.site_file import SiteFacts
from lookup_api.wish_contract import DifferenceWish, NoticeWish, RatingWish, Taken, Wish
from lookup_api.wish_names import WishNames

SECRET_HEADER = "Receipt-Secret"
MOST_PAGES = 50  # ten thousand procedures; a centre that pages on for ever is not followed


@dataclass(frozen=True)
class LookupClient:
    """Asks the lookup API at the base address of `http`, which also brings the httpx.Auth that signs.

    Every method answers or raises within about `seconds` (a catalogue: for each 200 procedures): the LookupFailure that
    the centre names, LookupUnavailable when it cannot be asked, and DeviceRefused when it does not take this device's
    signature. A wish has a name of its own, also when it is sent again after LookupUnavailable: so it counts once.
    """

    http: httpx.Client
    seconds: float = TOTAL_SECONDS
    pause: Callable[[float], None] = time.sleep
    names: WishNames = field(default_factory=WishNames, repr=False, compare=False)

    def look_up(self, code: Code, secret: ReceiptSecret | None = None) -> Answer:
        """Where the dossier stands, with what a receipt's `secret` opens."""
        path = f"/v1/dossiers/{quote(code.printed, safe='')}"
        return self._asking.ask("GET", path, Answer, headers=_holding(secret))

    def ask_notice(self, code: Code, secret: ReceiptSecret | None, phone: str, language: Language) -> None:
        """Ask for this number, as it was typed, to be told by SMS when the dossier changes; the number itself is asked
        first. NumberNotReadable when it is no mobile number of Viet Nam.
        """
        number = PhoneNumber.parse(phone).e164  # before anything of it leaves this machine
        with self.names.naming("notice", code, number, language) as name:
            wish = NoticeWish(id=name, code=code.printed, phone=number, language=language)
            self._post("/v1/notices", wish, _holding(secret))

    def rate(self, stars: int, code: Code | None, language: Language) -> None:
        """Rate the service, 1 to 5 stars, after a look at the dossier of `code`."""
        with self.names.naming("rating", stars, code, language) as name:
            self._post("/v1/ratings", RatingWish(id=name, stars=stars, code=_printed(code), language=language))

    def report_difference(self, code: Code, version: int, elsewhere: str, language: Language) -> None:
        """Report that another channel (`sms`, `web` or `paper`) says something else than the answer of this `version`
        (article 8.4).
        """
        told: dict[str, Any] = {"code": code.printed, "version": version, "elsewhere": elsewhere}
        with self.names.naming("difference", code, version, elsewhere) as name:
            self._post("/v1/differences", DifferenceWish(id=name, language=language, **told))

    def list_procedures(self) -> tuple[Procedure, ...]:
        """All procedures of the catalogue, by code. The centre tells them to anybody."""
        found: list[Procedure] = []
        after: str | None = ""
        for _ in range(MOST_PAGES):
            page = self._asking.ask("GET", "/v1/catalogue", CataloguePage, params={"after": after})
            found += page.procedures
            after = page.next
            if not after:
                return tuple(found)
        raise LookupUnavailable

    def site(self) -> SiteFacts:
        """What is told of the offices. The centre tells it to anybody."""
        return self._asking.ask("GET", "/v1/site", SiteFacts)

    @property
    def _asking(self) -> Asking:
        return Asking(self.http, self.seconds, self.pause)

    def _post(self, path: str, wish: Wish, headers: dict[str, str] | None = None) -> None:
        content, kind = wish.model_dump_json().encode(), {"Content-Type": "application/json"}
        self._asking.ask("POST", path, Taken, content=content, headers={**kind, **(headers or {})})


def _holding(secret: ReceiptSecret | None) -> dict[str, str]:
    # The secret is a header: addresses stand in logs, and a body has no place in a GET.
    return {SECRET_HEADER: secret.value} if secret else {}


def _printed(code: Code | None) -> str | None:
    return code.printed if code else None
