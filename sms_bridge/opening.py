"""The gateways that the settings name, opened: one line a kind."""

import logging
from collections.abc import Callable
from contextlib import ExitStack

import httpx

from sms_bridge.channels.gammu import Folders, GammuChannel
from sms_bridge.channels.gammu_backup import Where
from sms_bridge.channels.kannel import KannelChannel
from sms_bridge.channels.ports import Channel, Receiver
from sms_bridge.channels.recording import RecordingChannel
from sms_bridge.channels.smpp import SmppChannel
from sms_bridge.channels.smpp_link import LinkPace
from sms_bridge.channels.smpp_session import Address
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


def _smpp(settings: SmsSettings, closing: ExitStack, receiver: Receiver) -> Channel:
    password = settings.smpp_password.get_secret_value()
    where = settings.smpp_host, settings.smpp_port
    address = Address(*where, settings.smpp_system_id, password, settings.smpp_system_type)
    pace = LinkPace(settings.smpp_window, settings.smpp_per_second, answer_seconds=settings.lease_seconds / 4)
    channel = SmppChannel("smpp", address, receiver, pace)
    closing.enter_context(channel.running())
    return channel


def _gammu(settings: SmsSettings, closing: ExitStack, receiver: Receiver) -> Channel:
    where = Where("gammu", settings.own_number)
    channel = GammuChannel(where, Folders.within(settings.gammu_folder), receiver)
    closing.enter_context(channel.running())
    return channel


def _recording(settings: SmsSettings, _: ExitStack, receiver: Receiver) -> Channel:
    logging.getLogger(__name__).warning("no text message leaves: replies are written to %s", settings.recording_file)
    return RecordingChannel(settings.recording_file, receiver=receiver)


CHANNELS: dict[str, Open] = {"kannel": _kannel, "smpp": _smpp, "gammu": _gammu, "recording": _recording}
