"""`python -m kiosk.scanning FOLDER`: read each picture of a folder, one line a picture, tab-separated: file name, code
or nothing, code128 or qr or nothing, milliseconds."""

import time
from pathlib import Path

import click
import cv2

from kiosk.question import Grammar
from kiosk.scanning.decode import Decoded, decode_any_text
from kiosk.scanning.photographs import open_grey, photographs
from kiosk.scanning.read import read_picture
from kiosk.scanning.slot import Picture


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--any-text", is_flag=True, help="Print whatever text is read, not dossier codes only.")
def main(folder: Path, any_text: bool) -> None:
    """Print what each picture of `folder` says."""
    cv2.setNumThreads(1)
    look = _any_text if any_text else _code
    for file in photographs(folder):
        picture = open_grey(file)
        began = time.perf_counter()
        found = look(picture) if picture is not None else None
        milliseconds = (time.perf_counter() - began) * 1000
        text, kind = (_on_one_line(found.text), found.symbology.value) if found else ("", "")
        click.echo(f"{file.name}\t{text}\t{kind}\t{milliseconds:.1f}")


def _code(picture: Picture) -> Decoded | None:
    reading = read_picture(picture, Grammar())
    return Decoded(reading.question.code.printed, reading.symbology) if reading else None


def _any_text(picture: Picture) -> Decoded | None:
    return next(iter(decode_any_text(picture)), None)


def _on_one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


if __name__ == "__main__":
    main()
