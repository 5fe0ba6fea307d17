"""The gateways that the settings name, opened: one line a kind."""

import logging
from collections.abc import Callable
from contextlib import ExitStack

import httpx

from sms_bridge.channels.kannel import KannelChannel
from sms_bridge.channels.ports import Channel, Receiver
from sms_bridge.channels.recording import RecordingChannel
from sms_bridge.settings import SmsSettings

Open = Callable[[SmsSettings, ExitStack, Receiver], Channel]


def open_channels(settings: SmsSettings, closing: ExitStack, receiver: Receiver) -> dict[str, Channel]:
    """The gateways at work until `closing` ends, by their names; what comes in goes to `receiver`."""
    return {name: CHANNELS[name](settings, closing, receiver) for name in sorted(settings.channels)}


def _kannel(settings: SmsSettings, closing: ExitStack, _: Receiver) -> Channel:
    """What comes in from Kannel, comes in at our own address: endpoint.py."""
    limits = httpx.Timeout(settings.lease_seconds / 12, read=settings.lease_seconds / 4)
    http = closing.enter_context(httpx.Client(base_url=settings.kannel_url, timeout=limits, trust_env=False))
    password = settings.kannel_password.get_secret_value()
    return KannelChannel(http, settings.kannel_username, password, settings.kannel_reports_url)


def _recording(settings: SmsSettings, _: ExitStack, receiver: Receiver) -> Channel:
    logging.getLogger(__name__).warning("no text message leaves: replies are written to %s", settings.recording_file)
    return RecordingChannel(settings.recording_file, receiver=receiver)


CHANNELS: dict[str, Open] = {"kannel": _kannel, "recording": _recording}
