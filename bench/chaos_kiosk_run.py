"""The kiosk at work with somebody's hands on it. Import it after `surroundings.prepare`."""

import logging
import os
import time
from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from kivy.base import stopTouchApp
from kivy.clock import Clock

from bench.chaos_kiosk_checks import Breaches
from bench.chaos_kiosk_hands import Hands
from bench.kiosk_camera import Jpeg
from bench.kiosk_scenes import hall
from kiosk.app import KioskApp
from kiosk.assembly import Assembly
from kiosk.care.faults import Faults
from kiosk.care.health import Vitals
from kiosk.care.watchdog import Watchdog
from kiosk.centre.fleeting_key import KeyPlace
from kiosk.centre.line import Line, public_copy
from kiosk.flow.events import Event
from kiosk.flow.idle import IdleTimes
from kiosk.flow.states import Contacts, Site, State
from kiosk.habits import Habits
from lookup_api.domain.wording import Language

if TYPE_CHECKING:
    from bench.chaos_kiosk import World

TURN_SECONDS = 0.08
STORM, CALM = 24.0, 16.0  # seconds, in turn
IDLE = IdleTimes(ask_after=1.2, leave_after=0.8, nobody_after=1.0)
HOME_SECONDS = 12.0  # of calm, after which the first screen has to be there; the camera too takes a while to see that


class Run:
    """One kiosk, from its start to its end."""

    def __init__(self, world: "World", random: Random, receipts: Sequence[list[Jpeg]], seconds: float) -> None:
        self.world = world
        self.breaches = Breaches()
        self.hands = Hands(random, world.centre, world.camera, world.printer, receipts, hall())
        world.centre.mood = "any"
        self._began, self._seconds, self._calm_from = time.monotonic(), seconds, 0.0
        self._app = KioskApp(Habits(IDLE, 0.5), _first_state(), self._heard)

    def serve(self) -> None:
        """Until the time is over. What crashes the program crashes this."""
        logging.getLogger().addHandler(self.breaches)
        settings, vitals = self.world.settings, Vitals()
        faults = Faults(self._app.post)
        line = Line.of(settings, public_copy(settings), faults, KeyPlace.at(self.world.folder / "runtime"))
        Clock.schedule_interval(self._turn, TURN_SECONDS)
        self._app.run(Assembly(settings, line, faults, vitals).crew(self._app, Watchdog.from_environment(os.environ)))
        logging.getLogger().removeHandler(self.breaches)

    def _heard(self, event: Event) -> None:
        self.breaches.heard(event)

    def _turn(self, _: float) -> None:
        now = time.monotonic()
        self.breaches.look(self._app, self.world.centre.told)
        if now - self._began > self._seconds and not self._calm_from:
            stopTouchApp()
        elif (now - self._began) % (STORM + CALM) < STORM:
            self._calm_from = 0.0
            self.hands.act()
        else:
            self._rest(now)

    def _rest(self, now: float) -> None:
        """Nobody is there: the kiosk has to come home by itself."""
        if not self._calm_from:
            self._calm_from = now
            self.hands.calm()
        away = now - max(self._calm_from, self.breaches.home_at)
        if away > HOME_SECONDS:
            self.breaches.found.append(f"not home after {away:.0f} s of calm: {type(self._app.state.screen).__name__}")
            self.breaches.home_at = now


def _first_state() -> State:
    return State.at_start(Site(Language.VI, "H53", Contacts("0276 1022", "0888 123 456", "tracuu.example.vn")))
