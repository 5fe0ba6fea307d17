"""A card to touch: one choice of several."""

from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.screens.parts import Touchable, load_layout


class Tile(Touchable, BoxLayout):
    """A sign, what is chosen, and a note below it; as high as its row, and `big` where there are few."""

    sign = StringProperty("")
    title = StringProperty("")
    note = StringProperty("")
    big = BooleanProperty(False)


load_layout("tile.kv")
