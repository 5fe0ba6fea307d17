"""The pictures of docs/pictures/: taken of a page in a browser, and kept small."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from playwright.sync_api import BrowserContext, Page

from tests.lookup_api.browser import DESKTOP, HEIGHT
from tests.sample_site.processes import ROOT

PICTURES = ROOT / "docs/pictures"
COLOURS = 64
"""Screens are flat: so many colours show them as they are, in a third of the bytes."""
ROUNDS = 2
"""Of mending the choice of colours, so that the small patches keep theirs."""
LONGEST = 2_200
"""Pixels; the rest of a very long page is left out."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a page: its name, its path, and the width of the browser's window."""

    name: str
    path: str
    width: int = DESKTOP


def draw(context: BrowserContext, shots: Iterable[Shot]) -> None:
    """Open each page and take its picture."""
    page = context.new_page()
    for shot in shots:
        page.goto(shot.path)
        take(page, shot.name, shot.width)


def take(page: Page, name: str, width: int) -> None:
    """Keep a picture of the whole page that is open, in a window of this width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    with Image.open(BytesIO(page.screenshot(full_page=True))) as taken:
        save(taken.convert("RGB").crop((0, 0, taken.width, min(taken.height, LONGEST))), name)


def save(picture: Image.Image, name: str) -> None:
    """Keep a picture for the docs."""
    picture.quantize(COLOURS, kmeans=ROUNDS).save(PICTURES / f"{name}.png", optimize=True)


def forget(names: str) -> None:
    """Remove the pictures of these names."""
    for old in PICTURES.glob(f"{names}.png"):
        old.unlink()
