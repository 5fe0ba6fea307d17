"""Photos of printed things, as a citizen takes them, for the browser's file button."""

from io import BytesIO

from PIL import Image, ImageFilter, ImageOps
from playwright.sync_api import Page


def a_photo(picture: Image.Image) -> bytes:
    """The picture as a cheap phone sees it on a table: not quite straight, not quite sharp, in a yellow light."""
    paper = picture.convert("L").resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
    table = Image.new("L", (paper.width + 400, paper.height + 400), 90)
    table.paste(paper.point([40 + tone * 180 // 255 for tone in range(256)]), (200, 200))
    seen = table.rotate(3.5, Image.Resampling.BICUBIC, fillcolor=90).filter(ImageFilter.GaussianBlur(1.6))
    grain = Image.effect_noise(seen.size, 18)
    yellow = ImageOps.colorize(Image.blend(seen, grain, 0.12), (25, 20, 10), (250, 240, 205))
    kept = BytesIO()
    yellow.save(kept, "JPEG", quality=70)
    return kept.getvalue()


def show_photo(page: Page, picture: Image.Image) -> None:
    page.locator("#photo").set_input_files({"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": a_photo(picture)})
