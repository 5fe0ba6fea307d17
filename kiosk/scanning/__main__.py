"""`python -m kiosk.scanning FOLDER`: read each picture of a folder, one line a picture, tab-separated: file name, code
or nothing, code128 or qr or nothing, milliseconds."""

import time
from pathlib import Path

import click
import cv2
import numpy as np

from kiosk.question import Grammar
from kiosk.scanning.read import read_picture
from kiosk.scanning.slot import Picture
from kiosk.scanning.sources import picture_files


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Print what each picture of `folder` says."""
    cv2.setNumThreads(1)
    for file in picture_files(folder):
        click.echo(_line(file.name, cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)))


def _line(name: str, picture: object) -> str:
    if picture is None:
        return f"{name}\t\t\t0.0"
    began = time.perf_counter()
    reading = read_picture(_grey(picture), Grammar())
    milliseconds = (time.perf_counter() - began) * 1000
    code, kind = (reading.question.code.printed, reading.symbology.value) if reading else ("", "")
    return f"{name}\t{code}\t{kind}\t{milliseconds:.1f}"


def _grey(picture: object) -> Picture:
    return np.asarray(picture, dtype=np.uint8)


if __name__ == "__main__":
    main()
