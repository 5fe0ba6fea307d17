"""The live picture, and what is seen in it."""

from collections.abc import Sequence

from kivy.graphics.texture import Texture
from kivy.properties import ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.scanning.slot import Frame
from kiosk.scanning.tracking import Sighting
from kiosk.screens import theme
from kiosk.screens.parts import load_layout

NOTHING = Sighting()


class CameraView(Widget):
    """The live picture; what does not fit the view's shape is cut off at both sides alike. `outline` are the corners of
    the code that is seen, in the window; `hint` what would help, as the value of a Hint."""

    texture = ObjectProperty(None, allownone=True)
    cut = ObjectProperty(None, allownone=True)
    outline = ListProperty([])
    outline_width = NumericProperty(1)
    hint = StringProperty("none")

    def show(self, frame: Frame, sighting: Sighting | None = None) -> None:
        """Draw a preview picture (RGB) and the outline of what was sighted in it; nothing where there is no room."""
        if min(self.size) < 1:
            return
        height, width = frame.picture.shape[:2]
        if self.texture is None or self.texture.size != (width, height):
            self.texture = Texture.create(size=(width, height), colorfmt="rgb")
            self.texture.flip_vertical()
        self.texture.blit_buffer(frame.picture.tobytes(), colorfmt="rgb", bufferfmt="ubyte")
        shown = theme.shaped((width, height), self.width / self.height)
        self._cut(width, height, shown)
        seen = sighting or NOTHING
        self.hint = seen.hint.value
        self.outline = self._in_window(seen.outline, (shown[0] / width, shown[1] / height))
        self.canvas.ask_update()

    def _cut(self, width: int, height: int, shown: theme.Pair) -> None:
        if self.cut is None or self.cut.size != [int(shown[0]), int(shown[1])]:
            self.cut = self.texture.get_region(*theme.middle((0, 0), (width, height), shown), *shown)

    def _in_window(self, outline: Sequence[theme.Pair], part: theme.Pair) -> list[float]:
        """The corners, given as fractions of the whole picture from its upper left, where they are drawn."""
        points: list[float] = []
        for across, down in outline:
            x, y = ((across - 0.5) / part[0] + 0.5, (down - 0.5) / part[1] + 0.5)
            points += [self.x + min(1.0, max(0.0, x)) * self.width, self.top - min(1.0, max(0.0, y)) * self.height]
        return points


load_layout("camera_view.kv")
