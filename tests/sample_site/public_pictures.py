"""Every page of the public site: in Vietnamese on a desk and on a phone, in English and Khmer on a phone."""

from playwright.sync_api import Browser, BrowserContext

from lookup_api.domain.calendar import local_day
from lookup_api.domain.wording import Language
from lookup_api.store.sealing import Sealer
from lookup_api.web.pages.language import COOKIE as LANGUAGE
from provisioning.clock import utc_now
from provisioning.database import open_engine
from tests.lookup_api.browser import DESKTOP, PHONE
from tests.lookup_api.every_page import FILED, ONLINE, PAGES, Send
from tests.lookup_api.stored import store
from tests.lookup_api.whole_site import LONG_CODE, Known, a_long_record, known_of, let_in
from tests.sample_site.pictures import take
from tests.sample_site.sample import make_site
from tests.sample_site.site import Site

WIDTHS = {Language.VI: (DESKTOP, PHONE), Language.EN: (PHONE,), Language.KM: (PHONE,)}


def draw_public_pages(browser: Browser, site: Site, dossiers: int) -> None:
    """Take them of a running site with so many dossiers of the sample."""
    engine = open_engine(site.database_url, writes=True)
    store(engine, a_long_record())
    engine.dispose()
    known = known_of(make_site(local_day(utc_now()), dossiers=dossiers)) | {"long": LONG_CODE}
    for language in WIDTHS:
        context = _reader(browser, site, known, language)
        _draw_in(context, known, language)
        context.close()


def file_online(browser: Browser, site: Site) -> str:
    """File a dossier as a citizen does; gives its code."""
    page = browser.new_page(base_url=site.address("lookup"))
    page.goto(f"/nop-ho-so/{ONLINE}")
    Send(FILED, attached="them")(page)
    page.locator("button[value=gui]").click()
    code = page.locator(".filing-code").inner_text()
    page.close()
    return code


def _reader(browser: Browser, site: Site, known: Known, language: Language) -> BrowserContext:
    network = {"X-Forwarded-For": f"10.0.{list(WIDTHS).index(language)}.1"}
    context = browser.new_context(base_url=site.address("lookup"), extra_http_headers=network)
    context.add_cookies([{"name": LANGUAGE, "value": language, "url": site.address("lookup")}])
    let_in(context, site.database_url, known, Sealer.from_file(site.folder / "data.key"))
    return context


def _draw_in(context: BrowserContext, known: Known, language: Language) -> None:
    page = context.new_page()
    for each in PAGES:
        each.open(page, known)
        for width in WIDTHS[language]:
            take(page, f"page-{each.name}-{language}{'-phone' if width == PHONE else ''}", width)
