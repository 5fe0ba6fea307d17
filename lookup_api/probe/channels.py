"""The channels as a citizen's question meets them: page, API, text message, and the kiosk's client."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from lookup_api.client import LookupClient
from lookup_api.contract import Answer, facts_of
from lookup_api.domain.codes import Code
from lookup_api.domain.errors import DossierNotFound, LookupFailure
from lookup_api.domain.saying import FOUND, Facts
from lookup_api.errors import ChannelAway, SayingNotReadable
from lookup_api.probe.page_reader import read_page
from lookup_api.probe.sms_reader import read_reply

UNKNOWN: Facts = {FOUND: "no"}


class Channel(Protocol):
    """A way to ask where a dossier stands."""

    @property
    def name(self) -> str:
        """What a difference calls it."""

    def ask(self, code: Code) -> Facts:
        """What it says of the code; ChannelAway or SayingNotReadable when it says nothing of use."""


@dataclass(frozen=True)
class WebPage:
    """The public page, in Vietnamese."""

    http: httpx.Client
    name: str = "web"

    def ask(self, code: Code) -> Facts:
        """See Channel."""
        headers = {"Accept-Language": "vi"}
        response = _asked(lambda: self.http.get(f"/ho-so/{quote(code.printed, safe='')}", headers=headers))
        return read_page(response.text) if response.is_success else UNKNOWN


@dataclass(frozen=True)
class JsonApi:
    """The JSON API, asked as anybody asks it."""

    http: httpx.Client
    name: str = "api"

    def ask(self, code: Code) -> Facts:
        """See Channel."""
        response = _asked(lambda: self.http.get(f"/v1/dossiers/{quote(code.printed, safe='')}"))
        if not response.is_success:
            return UNKNOWN
        try:
            return facts_of(Answer.model_validate_json(response.content))
        except ValidationError as error:
            raise SayingNotReadable from error


@dataclass(frozen=True)
class KioskClient:
    """What a kiosk is told: its client, with its signature where one is given."""

    client: LookupClient
    name: str = "kiosk"

    def ask(self, code: Code) -> Facts:
        """See Channel."""
        try:
            return facts_of(self.client.look_up(code))
        except DossierNotFound:
            return UNKNOWN
        except LookupFailure as failure:
            raise ChannelAway(failure.code) from failure


class Preview(BaseModel):
    """What the bridge would reply."""

    reply: str | None


@dataclass(frozen=True)
class TextMessage:
    """The reply to a text message, written by the bridge and sent to nobody."""

    http: httpx.Client
    token: str = ""
    name: str = "sms"

    def ask(self, code: Code) -> Facts:
        """See Channel."""
        path = f"/preview/{self.token}" if self.token else "/preview"
        response = _asked(lambda: self.http.post(path, json={"text": code.printed}))
        try:
            reply = Preview.model_validate_json(response.content).reply if response.is_success else None
        except ValidationError as error:
            raise SayingNotReadable from error
        if reply is None:
            raise ChannelAway(str(response.status_code))
        return read_reply(reply)


def _asked(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """An answer, be it that there is no such dossier; ChannelAway for anything else."""
    try:
        response = ask()
    except httpx.HTTPError as error:
        raise ChannelAway(type(error).__name__) from error
    if not response.is_success and response.status_code != httpx.codes.NOT_FOUND:
        raise ChannelAway(str(response.status_code))
    return response
