"""The door to the staff's side."""

from kiosk.flow.states import StaffDoor, State
from kiosk.languages.staff import STAFF
from kiosk.screens.figures import FiguresScreen

DOT = "●"


class StaffDoorScreen(FiguresScreen):
    """A pad; of what is typed only dots are seen."""

    def show(self, state: State) -> None:
        """See KioskScreen."""
        super().show(state)
        if isinstance(state.screen, StaffDoor):
            told = STAFF[state.language]
            self.title, self.lead, self.submit = told.door_title, told.door_lead, told.enter
            self.typed = " ".join(DOT * len(state.screen.typed))
            self.problem = told.problems.get(state.screen.problem, "")
