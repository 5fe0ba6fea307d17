"""Every kiosk screen in three languages, at three sizes, and as large, contrasting and low as it gets, on sheets that
one person can look through: `python -m tests.kiosk.contact_sheet FOLDER`."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from PIL import Image, ImageDraw

from kiosk.languages.shelf import CATALOGUES
from kiosk.screens.surroundings import Window, prepare
from lookup_api.domain.wording import Language
from lookup_api.paper.typeface import font, font_path
from tests.kiosk.gallery import EASES, Painter, states

SIZES = {"1080x1920": (270, 480), "1920x1080": (640, 360), "800x480": (600, 360)}  # and how large on a sheet
SHRINKING = {"1080x1920": 2, "1920x1080": 2, "800x480": 1}  # in half the size the same layout is drawn faster
ALIKE = "trouble-"  # screens that differ in their words alone
SHOWN_OF_THEM = ("trouble-dossier_not_found", "trouble-camera_unavailable", "trouble-clock_wrong")
SHEET_WIDTH = 2_200
GAP, CAPTION = 8, 18
EASED = (
    "welcome", "help", "scanning", "keypad-typed", "keypad-refused", "result-processing", "result-long", "phone",
    "difference", "fields", "procedure", "trouble-dossier_not_found", "more-time",
)  # fmt: skip
EASED_LANGUAGES = (Language.VI, Language.KM)
Shot = tuple[str, Image.Image]


def draw_size(folder: Path, size: str) -> None:
    """All sheets of one window size, in this process."""
    width, height = (int(side) // SHRINKING[size] for side in size.split("x"))
    with TemporaryDirectory() as home:
        prepare(Window(width, height), (font_path(), font_path(bold=True)), Path(home))
        painter = Painter()
        shown = [name for name in states() if not name.startswith(ALIKE) or name in SHOWN_OF_THEM]
        usual = list(product(shown, CATALOGUES, ("usual",)))
        eased = [(name, language, ease) for ease in EASES if ease != "usual"
                 for name in states() if name.startswith(EASED) for language in EASED_LANGUAGES]  # fmt: skip
        save_sheets(folder, size, "screens", [_shot(painter, size, *what) for what in usual])
        for ease in (ease for ease in EASES if ease != "usual"):
            shots = [_shot(painter, size, *what) for what in eased if what[2] == ease]
            save_sheets(folder, size, ease, shots)


def _shot(painter: Painter, size: str, name: str, language: Language, ease: str) -> Shot:
    picture = painter.draw(replace(states()[name], language=language, ease=EASES[ease]))
    return f"{name} {language} {ease}", picture.resize(SIZES[size], Image.Resampling.LANCZOS)


def save_sheets(folder: Path, size: str, title: str, shots: list[Shot]) -> None:
    """The pictures in rows, three rows of languages or so to a sheet, each with its name."""
    across = (SHEET_WIDTH + GAP) // (SIZES[size][0] + GAP)
    across -= across % len(CATALOGUES) if across > len(CATALOGUES) else 0
    down = max(1, SHEET_WIDTH // (SIZES[size][1] + CAPTION + GAP))
    left = iter(shots)
    number = 0
    while page := list(islice(left, across * down)):
        number += 1
        _sheet(page, across, SIZES[size]).save(folder / f"{size}-{title}-{number}.png")


def _sheet(page: list[Shot], across: int, size: tuple[int, int]) -> Image.Image:
    cell = size[0] + GAP, size[1] + CAPTION + GAP
    rows = -(-len(page) // across)
    sheet = Image.new("RGB", (across * cell[0], rows * cell[1]), "#3A3A3A")
    pen = ImageDraw.Draw(sheet)
    for at, (name, picture) in enumerate(page):
        left, top = at % across * cell[0], at // across * cell[1]
        pen.text((left, top - 4), name, font=font(13, False), fill="white")
        sheet.paste(picture, (left, top + CAPTION))
    return sheet


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--size", type=click.Choice([*SIZES]), help="This window size alone, in this process.")
def main(folder: Path, size: str | None) -> None:
    """Save the sheets; each size in a process of its own, for Kivy has one window a process."""
    folder.mkdir(parents=True, exist_ok=True)
    if size:
        draw_size(folder, size)
        return
    environment = {"SDL_VIDEODRIVER": "offscreen"} | os.environ
    commands = [[sys.executable, "-m", "tests.kiosk.contact_sheet", str(folder), "--size", size] for size in SIZES]
    running = [subprocess.Popen(command, env=environment) for command in commands]
    if sum(process.wait() for process in running):
        raise click.ClickException("Not every sheet could be drawn.")
    click.echo(f"{len(list(folder.glob('*.png')))} sheets in {folder}/")


if __name__ == "__main__":
    main()
