"""docs/screens.md shows every page of the public site, and only pictures that are there."""

import re

from tests.lookup_api.every_page import PAGES
from tests.sample_site.pictures import PICTURES
from tests.sample_site.processes import ROOT

TEXT = (ROOT / "docs/screens.md").read_text("utf-8")


def test_every_page_of_the_public_site_is_shown_in_every_language() -> None:
    names = [f"page-{page.name}-{kind}" for page in PAGES for kind in ("vi", "vi-phone", "en-phone", "km-phone")]
    assert [name for name in names if f"(pictures/{name}.png)" not in TEXT] == []


def test_every_picture_that_is_shown_is_there() -> None:
    shown = set(re.findall(r"\(pictures/([^)]+\.png)\)", TEXT))
    assert shown - {path.name for path in PICTURES.glob("*.png")} == set()
