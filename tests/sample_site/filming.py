"""From the bytes that went to the receipt printer to what a camera sees of the paper."""

from pathlib import Path

from lookup_api.paper.roll import Roll
from tests.sample_site.escpos_renderer import render
from tests.sample_site.film import write_film


def film_receipt(printed: bytes, folder: Path, seed: int) -> int:
    """Draw the paper that these printer bytes make into `folder`/receipt.png, and a film of it, held before the camera,
    into `folder`/camera; gives the number of frames."""
    [paper] = render(printed, Roll.MM80)
    paper.save(folder / "receipt.png")
    return write_film(paper, folder / "camera", seed)
