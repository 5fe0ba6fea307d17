"""`motcua-kiosk`: serve citizens, or enrol this machine. Reads the settings, chooses the implementations, wires them.

Nothing of Kivy is imported before `run`: its settings must stand first, and the camera's process imports this file too.
"""

import logging
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click
import httpx

from kiosk.errors import CameraUnavailable, NotEnrolled
from kiosk.flow.events import Event, FaultFound
from kiosk.flow.idle import IdleTimes
from kiosk.flow.states import Site
from kiosk.habits import Contacts, Habits
from kiosk.hardware.ports import Printer, Scanner
from kiosk.question import Grammar
from kiosk.settings import KioskSettings
from kiosk.workers import Lookup, LookupWithoutIdentity, Workers
from lookup_api.client import LookupClient
from lookup_api.paper.roll import Roll
from lookup_api.paper.typeface import font_path
from provisioning.clock import utc_now
from provisioning.device.first_boot import enrol as enrol_device
from provisioning.device.identity import load_identity
from provisioning.errors import IdentityNotReadable, ProvisioningFailure
from provisioning.logs import log_to_stderr

if TYPE_CHECKING:
    from kiosk.hardware.video_camera import VideoCamera

ENROL_SECONDS = 10.0
logger = logging.getLogger(__name__)


@click.group()
def cli() -> None:
    """Một Cửa's kiosk: where does my dossier stand? All settings are MOTCUA_KIOSK_… variables."""
    log_to_stderr()


@cli.command()
def run() -> None:
    """Show the screens and serve, until the window is closed or SIGTERM comes."""
    settings = KioskSettings()
    from kiosk.screens import surroundings

    window = surroundings.Window(settings.width, settings.height, settings.fullscreen)
    surroundings.prepare(window, (font_path(), font_path(bold=True)), settings.state_folder / "kivy")
    _serve(settings)


@cli.command()
@click.argument("claim_code")
def enrol(claim_code: str) -> None:
    """Give this machine its identity, with the claim code of a technician."""
    settings = KioskSettings()
    try:
        with httpx.Client(base_url=str(settings.provision_url), timeout=ENROL_SECONDS) as http:
            identity = enrol_device(http, claim_code, settings.state_folder, utc_now())
    except ProvisioningFailure as failure:
        raise click.ClickException(f"{failure} ({failure.code})") from failure
    click.echo(f"Enrolled as {identity.name} ({identity.device_id}).")


def _serve(settings: KioskSettings) -> None:
    from kiosk.app import KioskApp
    from kiosk.scanning.watch import Watcher

    grammar = Grammar(tuple(map(re.compile, settings.local_patterns)))
    lookup, camera = _lookup(settings), _camera(settings)
    app = KioskApp(_habits(settings), camera)
    watcher = Watcher(camera, grammar, app.post) if camera else None
    workers = Workers(lookup, _printer(settings), grammar, settings.hotline, app.post)
    if isinstance(lookup, LookupWithoutIdentity):
        app.post(FaultFound(NotEnrolled.code))
    if camera is None:
        app.post(FaultFound(CameraUnavailable.code))
    app.run(workers, watcher, _scanner(settings, app.post))


def _habits(settings: KioskSettings) -> Habits:
    return Habits(
        Site(settings.language, settings.code_start),
        Contacts(settings.hotline, settings.sms_number, settings.look_up_address),
        IdleTimes(settings.ask_after_seconds, settings.leave_after_seconds, settings.nobody_after_seconds),
        settings.refresh_seconds,
        settings.screenshots,
    )


def _lookup(settings: KioskSettings) -> Lookup:
    try:
        identity = load_identity(settings.state_folder)
    except IdentityNotReadable:
        logger.warning("This machine is not enrolled: motcua-kiosk enrol CLAIM_CODE")
        return LookupWithoutIdentity()
    return LookupClient(httpx.Client(base_url=str(settings.lookup_url), auth=identity.auth()))


def _camera(settings: KioskSettings) -> "VideoCamera | None":
    from kiosk.hardware.video_camera import VideoCamera

    return VideoCamera(settings.camera) if settings.camera else None


def _scanner(settings: KioskSettings, post: Callable[[Event], None]) -> Scanner | None:
    from kiosk.hardware.evdev_scanner import EvdevScanner, opener
    from kiosk.hardware.keyboard_scanner import KeyboardScanner

    kind, _, path = settings.scanner.partition(":")
    scanners: dict[str, Callable[[], Scanner | None]] = {
        "keys": lambda: KeyboardScanner(post),
        "evdev": lambda: EvdevScanner(opener(path), post),
        "none": lambda: None,
    }
    return scanners[kind]()


def _printer(settings: KioskSettings) -> Printer:
    from kiosk.hardware.escpos_printer import EscposPrinter
    from kiosk.hardware.recording_printer import RecordingPrinter

    if settings.printer == "recording":
        return RecordingPrinter()
    return EscposPrinter(settings.printer_address, Roll(settings.paper_mm))


if __name__ == "__main__":
    sys.exit(cli())
