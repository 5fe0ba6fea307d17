"""The few widgets that all screens are made of."""

from pathlib import Path

from kivy.graphics.texture import Texture
from kivy.lang import Builder
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from kiosk.scanning.slot import Frame
from kiosk.screens import theme

LAYOUT = Path(__file__).parent / "layout"


def load_layout(name: str) -> None:
    """Read a layout file of this folder."""
    Builder.load_file(str(LAYOUT / name))


class Ink(Label):
    """Text in the product's typeface. `role` names what it tells, so that what was drawn can be read back."""

    role = StringProperty("")
    ink = ColorProperty(theme.INK)
    aside = NumericProperty(0)
    above = NumericProperty(0)


class Say(Ink):
    """A text that breaks its lines in the width it is given and takes the height it needs; none when it is empty."""


class Tag(Ink):
    """A text on one line, as large as itself."""


class Press(ButtonBehavior, Ink):
    """Something to touch. Its `kind` is `main` (one a screen), `other` or `quiet`."""

    kind = StringProperty("other")


class Panel(BoxLayout):
    """A card; it is as high as what it holds, and is not there when it is not `shown`."""

    shown = BooleanProperty(True)

    ground = ColorProperty(theme.CARD)
    edge = ColorProperty(theme.LINE)


class Door(Widget):
    """The product's mark: an open door."""


class CameraView(Widget):
    """The live picture; what does not fit the view's shape is cut off at both sides alike."""

    texture = ObjectProperty(None, allownone=True)
    cut = ObjectProperty(None, allownone=True)

    def show(self, frame: Frame) -> None:
        """Draw a preview picture (RGB)."""
        height, width = frame.picture.shape[:2]
        if self.texture is None or self.texture.size != (width, height):
            self.texture = Texture.create(size=(width, height), colorfmt="rgb")
            self.texture.flip_vertical()
        self.texture.blit_buffer(frame.picture.tobytes(), colorfmt="rgb", bufferfmt="ubyte")
        self._cut(width, height)
        self.canvas.ask_update()

    def _cut(self, width: int, height: int) -> None:
        shown = theme.shaped((width, height), self.width / self.height)
        if self.cut is None or self.cut.size != [int(shown[0]), int(shown[1])]:
            self.cut = self.texture.get_region(*theme.middle((0, 0), (width, height), shown), *shown)


load_layout("parts.kv")
