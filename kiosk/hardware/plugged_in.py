"""What is plugged into this machine, as its settings say: one function for each kind of thing."""

from collections.abc import Callable

from kiosk.care.faults import Faults
from kiosk.errors import VoiceUnavailable
from kiosk.flow.events import Event
from kiosk.hardware.escpos_printer import EscposPrinter
from kiosk.hardware.espeak_voice import EspeakVoice
from kiosk.hardware.evdev_scanner import EvdevScanner, opener
from kiosk.hardware.keyboard_scanner import KeyboardScanner
from kiosk.hardware.ports import Printer, Scanner
from kiosk.hardware.recording_printer import RecordingPrinter
from kiosk.hardware.video_camera import VideoCamera
from kiosk.hardware.voice import SilentVoice, Voice, player_command
from kiosk.settings import KioskSettings
from lookup_api.paper.roll import Roll


def camera(settings: KioskSettings) -> VideoCamera | None:
    """The camera; None on a kiosk without one."""
    return VideoCamera(settings.camera) if settings.camera else None


def scanner(settings: KioskSettings, post: Callable[[Event], None]) -> Scanner | None:
    """The hand-held scanner; None on a kiosk without one."""
    kind, _, path = settings.scanner.partition(":")
    makers: dict[str, Callable[[], Scanner | None]] = {
        "keys": lambda: KeyboardScanner(post),
        "evdev": lambda: EvdevScanner(opener(path), post),
        "none": lambda: None,
    }
    return makers[kind]()


def printer(settings: KioskSettings) -> Printer:
    """The receipt printer, or one that only remembers."""
    makers: dict[str, Callable[[], Printer]] = {
        "escpos": lambda: EscposPrinter(settings.printer_address, Roll(settings.paper_mm)),
        "recording": lambda: RecordingPrinter(room=0),  # what it was given is some citizen's
    }
    return makers[settings.printer]()


def voice(settings: KioskSettings, faults: Faults) -> Voice:
    """Who reads aloud; one that can't be heard is a fault."""
    makers: dict[str, Callable[[], Voice]] = {
        "espeak": lambda: EspeakVoice(
            player_command(settings.audio_device), lambda sounded: faults.tell(VoiceUnavailable, not sounded)
        ),
        "none": SilentVoice,
    }
    return makers[settings.voice]()
