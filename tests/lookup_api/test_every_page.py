"""Every page of the public site in a browser, with and without JavaScript, narrow and wide, in three languages: it
fits, it is quiet, it asks nobody else, and axe-core finds nothing against WCAG 2.2 AA.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from urllib.parse import urlsplit

import pytest
from cryptography.fernet import Fernet
from fastapi import APIRouter
from fastapi.routing import APIRoute
from playwright.sync_api import Browser

from lookup_api.store.sealing import Sealer
from lookup_api.web import pages
from lookup_api.web.pages.language import COOKIE as LANGUAGE
from provisioning.database import migrate
from tests.lookup_api.axe import Axe
from tests.lookup_api.browser import DESKTOP, HEIGHT, PHONE, Visit, chromium
from tests.lookup_api.every_page import NO_PAGES, PAGES, SitePage
from tests.lookup_api.serving import serving
from tests.lookup_api.whole_site import Known, fill, let_in

SITE_FILE = Path(__file__).parents[1] / "sample_site/site.toml"
FITS = "document.documentElement.scrollWidth <= innerWidth"
PARTS = "['h1', 'header', 'main', 'footer'].map(each => document.querySelectorAll(each).length)"
TWICE = "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) < at)"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: in which language, how wide, and whether scripts run."""

    language: str
    width: int
    has_scripts: bool = True

    def __str__(self) -> str:
        return f"{self.language}-{self.width}{'' if self.has_scripts else '-no-script'}"


READERS = (
    Reader("vi", PHONE),
    Reader("vi", DESKTOP),
    Reader("vi", PHONE, has_scripts=False),
    Reader("vi", DESKTOP, has_scripts=False),
    Reader("en", PHONE),
    Reader("km", PHONE),
)


@dataclass
class RunningSite:
    """The program, what it was told, and a browser for each reader, opened when it is first needed."""

    address: str
    settings: dict[str, str]
    sealer: Sealer
    known: Known
    browser: Browser
    visits: dict[Reader, tuple[Visit, Axe]] = field(default_factory=dict)

    def visit(self, reader: Reader) -> tuple[Visit, Axe]:
        """The reader's page, with nothing noted, and what checks it."""
        if reader not in self.visits:
            self.visits[reader] = self._open(reader)
        visit, axe = self.visits[reader]
        visit.forget()
        return visit, axe

    def _open(self, reader: Reader) -> tuple[Visit, Axe]:
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": reader.width, "height": HEIGHT},
            java_script_enabled=reader.has_scripts,
            extra_http_headers={"X-Forwarded-For": f"10.0.{len(self.visits)}.1"},  # each has a network of their own
        )
        context.add_cookies([{"name": LANGUAGE, "value": reader.language, "url": self.address}])
        let_in(context, self.settings["MOTCUA_DATABASE_URL"], self.known, self.sealer)
        page = context.new_page()
        return Visit(page), Axe(page, reader.has_scripts)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """One program for all pages."""
    folder, key = tmp_path_factory.mktemp("site"), Fernet.generate_key()
    settings = {
        "MOTCUA_DATABASE_URL": f"sqlite:///{folder / 'motcua.db'}",
        "MOTCUA_DATA_KEY": key.decode(),
        "MOTCUA_LOOKUP_PREFIXES": "H53",
        "MOTCUA_LOOKUP_FILINGS_PER_MINUTE": "1000",
        "MOTCUA_LOOKUP_IDENTITY_FOLDER": str(folder / "identity"),
        "MOTCUA_FILINGS_FOLDER": str(folder / "filings"),
        "MOTCUA_SITE_FILE": str(SITE_FILE),
    }
    migrate(settings["MOTCUA_DATABASE_URL"])
    sealer = Sealer((key,))
    known = fill(settings, sealer, folder / "identity")
    with serving(**settings) as address, chromium() as browser:
        yield RunningSite(address, settings, sealer, known, browser)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("reader", READERS, ids=str)
def test_a_page_is_there_for_everyone(site: RunningSite, reader: Reader, page: SitePage) -> None:
    visit, axe = site.visit(reader)
    page.open(visit.page, site.known)
    assert visit.statuses[-1] == page.status
    assert page.is_at(urlsplit(visit.page.url).path)
    assert visit.page.locator("html").get_attribute("lang") == reader.language
    assert visit.page.title().strip()
    assert visit.page.evaluate(f"[{FITS}, {PARTS}, {TWICE}]") == [True, [1, 1, 1, 1], []]
    assert reader.language != "vi" or axe.violations() == []  # the elements are the same in every language
    assert visit.complaints == []
    assert visit.hosts == {urlsplit(site.address).netloc}


@pytest.mark.parametrize("has_scripts", [True, False])
def test_the_check_itself_finds_what_is_wrong(site: RunningSite, has_scripts: bool) -> None:
    page = site.browser.new_page(java_script_enabled=has_scripts)
    axe = Axe(page, has_scripts)
    page.set_content("<html lang=vi><title>Thử</title><p style='color: #aaa'>Khó đọc</p>")
    assert [found.split()[0] for found in axe.violations()] == ["color-contrast"]
    page.close()


def test_the_list_of_pages_is_whole() -> None:
    listed = {page.route for page in PAGES} | NO_PAGES.keys()
    assert listed == set(routes_of_pages())


def routes_of_pages() -> Iterator[str]:
    """What the rooms of the public site answer, such as "GET /tro-giup"."""
    for room in iter_modules(pages.__path__, f"{pages.__name__}."):
        router = getattr(import_module(room.name), "router", APIRouter())
        for route in router.routes:
            assert isinstance(route, APIRoute)
            yield from (f"{method} {route.path}" for method in route.methods or ())
