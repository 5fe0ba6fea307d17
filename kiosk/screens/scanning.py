"""The live camera picture."""

from kivy.uix.widget import Widget

from kiosk.screens.parts import load_layout
from kiosk.screens.screen import KioskScreen


class Viewfinder(Widget):
    """The corners of a frame, drawn over the picture."""


class ScanningScreen(KioskScreen):
    """The picture, where to hold the receipt, and the way to the keypad."""


load_layout("scanning.kv")
