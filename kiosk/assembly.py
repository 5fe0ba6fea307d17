"""Puts the kiosk together as its settings say. It imports Kivy's window: `surroundings.prepare` comes first.

How data flows: readers (camera, scanner, keys) and workers post events; the app makes a state and effects of them; the
screens draw the state, the workers carry the effects out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import httpx

from kiosk.app import KioskApp
from kiosk.care.disk import free_bytes
from kiosk.care.faults import Faults
from kiosk.care.health import Health, Vitals, versions
from kiosk.care.heartbeat import Heartbeat
from kiosk.care.self_test_parts import Things, check_frames, self_test_parts
from kiosk.care.staff_code import StaffCode
from kiosk.care.starts import count_start
from kiosk.care.upkeep import Upkeep
from kiosk.care.watchdog import Watchdog
from kiosk.centre.bulletin import Bulletin, contacts_of
from kiosk.centre.fleeting_key import KeyPlace, memory_folder
from kiosk.centre.line import Line, public_copy, signer
from kiosk.centre.outbox import Outbox
from kiosk.centre.public_copy import PublicCopy
from kiosk.crew import Crew, Part
from kiosk.errors import CameraUnavailable, ScannerUnavailable
from kiosk.flow.idle import IdleTimes
from kiosk.flow.states import Contacts, Site, State
from kiosk.habits import Habits
from kiosk.hardware import plugged_in
from kiosk.hardware.printer_watch import PrinterWatch
from kiosk.hardware.self_test import run_checks
from kiosk.hardware.video_camera import VideoCamera
from kiosk.question import Grammar
from kiosk.scanning.watch import Watcher
from kiosk.service import Service
from kiosk.settings import KioskSettings
from kiosk.workers import Workers

DRAWN_SECONDS = 30.0  # a frame is drawn for each test that begins, and when the watchdog wants one


def serve(settings: KioskSettings, environment: Mapping[str, str]) -> None:
    """Show the screens and serve, until the window is closed or SIGTERM comes."""
    public = public_copy(settings)
    vitals = Vitals()
    app = KioskApp(_habits(settings), _first_state(settings, public), vitals.heard)
    faults = Faults(app.post)
    place = KeyPlace.at(settings.runtime_folder or memory_folder(environment))
    line = Line.of(settings, public, faults, place)
    vitals.restarts = count_start(place.folder)
    app.run(Assembly(settings, line, faults, vitals).crew(app, Watchdog.from_environment(environment)))


@dataclass(frozen=True, slots=True)
class Assembly:
    """What the parts are made of."""

    settings: KioskSettings
    line: Line
    faults: Faults
    vitals: Vitals

    def crew(self, app: KioskApp, watchdog: Watchdog) -> Crew:
        """All that works beside the screen."""
        camera = plugged_in.camera(self.settings)
        self.faults.tell(CameraUnavailable, camera is None)
        printer = PrinterWatch(plugged_in.printer(self.settings), self.faults.post)
        outbox = Outbox(self.line.centre)
        things = self._things(watchdog, camera, printer)
        service = self._service(app, outbox, things)
        return Crew(
            workers=Workers(service, self._grammar, self.faults.post),
            scanner=plugged_in.scanner(self.settings, self.faults.post),
            voice=plugged_in.voice(self.settings, self.faults),
            watchdog=watchdog,
            camera=camera,
            watcher=Watcher(camera, self._grammar, self.faults.post) if camera else None,
            others=(outbox, self.line.reachability, printer, self._upkeep(), *self._heartbeat(printer, outbox)),
        )

    @property
    def _grammar(self) -> Grammar:
        return Grammar(tuple(map(re.compile, self.settings.local_patterns)))

    def _things(self, watchdog: Watchdog, camera: VideoCamera | None, printer: PrinterWatch) -> Things:
        return Things(
            screen=lambda: check_frames(watchdog.drawn_at, DRAWN_SECONDS),
            look=camera.preview if camera else None,  # `newest` is the decoder's
            printer=printer,
            probe=self.line.probe,
        )

    def _service(self, app: KioskApp, outbox: Outbox, things: Things) -> Service:
        identity = self.line.identity
        return Service(
            centre=self.line.centre,
            public=self.line.public,
            lookup=self.line.lookup,
            printer=things.printer,
            outbox=outbox,
            staff=StaffCode(self.settings.staff_code.get_secret_value()),
            self_test=partial(run_checks, self_test_parts(self.settings, things)),
            hotline=lambda: app.state.site.contacts.hotline,
            device=identity.name if identity else "",
            prefixes=frozenset(filter(None, [self.settings.code_start])),
            clock=self.line.time,
        )

    def _upkeep(self) -> Upkeep:
        bulletin = Bulletin(self.line.public, _own_contacts(self.settings), self.faults.post)
        return Upkeep((self.line.kept.sweep, self.line.disk.look, bulletin.look))

    def _heartbeat(self, printer: PrinterWatch, outbox: Outbox) -> Iterator[Part]:
        if not self.settings.heartbeat or self.line.identity is None:
            return
        auth = signer(self.line.identity, self.line.time)
        http = httpx.Client(base_url=str(self.settings.provision_url), auth=auth)
        yield Heartbeat(http, partial(self._health, printer, outbox))

    def _health(self, printer: PrinterWatch, outbox: Outbox) -> Health:
        time, broken = self.line.time, self.faults.now
        return Health(
            versions=versions(),
            uptime_seconds=self.vitals.uptime,
            restarts=self.vitals.restarts,
            clock_ahead_seconds=time.skew.total_seconds() if time.is_known else None,
            paper=printer.found.value,
            camera=CameraUnavailable.code not in broken,
            scanner=None if self.settings.scanner == "none" else ScannerUnavailable.code not in broken,
            last_scan_seconds=self.vitals.last_scan,
            wishes_waiting=len(outbox.waiting),
            disk_free_bytes=free_bytes(self.settings.state_folder),
            faults=tuple(sorted(broken)),
            languages=self.vitals.languages,
        )


def _habits(settings: KioskSettings) -> Habits:
    return Habits(
        IdleTimes(settings.ask_after_seconds, settings.leave_after_seconds, settings.nobody_after_seconds),
        settings.refresh_seconds,
        settings.screenshots,
    )


def _first_state(settings: KioskSettings, public: PublicCopy) -> State:
    """What is known before anything was asked."""
    contacts = contacts_of(public.kept_site(), _own_contacts(settings))
    site = Site(settings.language, settings.code_start, contacts)
    return State.at_start(site, public.kept_procedures())


def _own_contacts(settings: KioskSettings) -> Contacts:
    return Contacts(settings.hotline, settings.sms_number, settings.look_up_address)
