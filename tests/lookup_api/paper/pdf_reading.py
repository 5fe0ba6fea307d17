"""What a PDF viewer makes of a PDF: pages as pictures, and the text that can be selected."""

import pypdfium2
from PIL import Image


def pdf_text(pdf: bytes) -> str:
    """The text of all pages, its line ends as spaces."""
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def pdf_pages(pdf: bytes, dots_per_inch: int = 203) -> list[Image.Image]:
    """Each page as it is shown or printed at this resolution."""
    return [page.render(scale=dots_per_inch / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def pdf_title(pdf: bytes) -> str:
    """What the viewer's window is named."""
    return str(pypdfium2.PdfDocument(pdf).get_metadata_value("Title"))
