"""What a citizen does on the public site, in Debian's Chromium: narrow and wide, with and without JavaScript."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.fernet import Fernet
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument
from sqlalchemy import Engine

from lookup_api.domain.codes import parse_code
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.status import Status
from lookup_api.paper.receipt_picture import receipt_picture
from lookup_api.paper.roll import Roll
from lookup_api.paper.symbols import code128_across, qr_picture
from lookup_api.store.sealing import Sealer
from provisioning.clock import utc_now
from provisioning.database import migrate, open_engine
from tests.builders import CODE, a_code, a_record, a_status_update, an_applicant
from tests.lookup_api.browser import DESKTOP, HEIGHT, PHONE, Visit, chromium
from tests.lookup_api.paper.sheets import a_receipt
from tests.lookup_api.photos import show_photo
from tests.lookup_api.serving import serving
from tests.lookup_api.stored import store, store_applicant, store_receipt
from tests.lookup_api.whole_site import LONG_CODE, a_long_record

SITE_FILE = Path(__file__).parents[1] / "sample_site/site.toml"
SECRET = "ABCD1234"
serials = count(10)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the running program reads."""
    url = f"sqlite:///{tmp_path_factory.mktemp('site') / 'motcua.db'}"
    migrate(url)
    return url


@pytest.fixture(scope="module")
def site(database: str) -> Iterator[str]:
    """A running program with two dossiers, one of them with very long words."""
    key = Fernet.generate_key()
    _fill(database, Sealer((key,)))
    settings = {
        "MOTCUA_DATABASE_URL": database,
        "MOTCUA_DATA_KEY": key.decode(),
        "MOTCUA_LOOKUP_PREFIXES": "H53",
        "MOTCUA_SITE_FILE": str(SITE_FILE),
    }
    with serving(**settings) as address:
        yield address


def _fill(url: str, sealer: Sealer) -> None:
    engine, now = open_engine(url, writes=True), utc_now()
    number = store(engine, a_record(status=Status.PROCESSING, due_at=now + timedelta(days=3)))
    store_applicant(engine, number, an_applicant(), sealer)
    store_receipt(engine, number, ReceiptSecret(SECRET), sealer)
    store(engine, a_long_record())
    engine.dispose()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """One browser for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def visit(request: pytest.FixtureRequest, chrome: Browser, site: str) -> Iterator[Visit]:
    context = chrome.new_context(base_url=site, viewport={"width": request.param, "height": HEIGHT})
    yield Visit(context.new_page())
    context.close()


@pytest.fixture
def without_javascript(chrome: Browser, site: str) -> Iterator[Page]:
    context = chrome.new_context(base_url=site, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_what_can_be_pressed_is_large_enough_for_a_finger(visit: Visit) -> None:
    visit.page.goto("/")
    for pressed in visit.page.locator("button, input:not([type=hidden]), .tools a, .brand, .rooms a, .ends a").all():
        box = pressed.bounding_box()
        assert box
        assert box["height"] >= 40


def test_a_citizen_without_javascript_looks_up_a_dossier(without_javascript: Page) -> None:
    page = without_javascript
    page.goto("/")
    page.get_by_role("textbox", name="Mã hồ sơ").fill("h53.19 261102 0001")
    page.get_by_role("button", name="Tra cứu").click()
    assert page.url.endswith(f"/ho-so/{CODE}")
    assert page.get_by_role("heading", level=1).inner_text() == "Hồ sơ đang được giải quyết."
    assert page.get_by_text("Còn 3 ngày").is_visible()
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Your dossier is being handled."


def test_a_keyboard_alone_is_enough(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến nội dung chính"
    page.get_by_role("textbox", name="Mã hồ sơ").focus()
    page.keyboard.type(CODE)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ho-so/{CODE}")


def test_the_qr_of_a_receipt_shows_the_holders_part_and_hides_the_secret(visit: Visit) -> None:
    visit.page.goto(f"/r/{CODE}/{SECRET}")
    assert visit.page.get_by_text("Nguyễn V. A.").is_visible()
    assert SECRET not in visit.page.url
    assert SECRET not in visit.page.content()


def test_a_near_miss_is_opened_only_when_chosen(without_javascript: Page) -> None:
    page = without_javascript
    page.goto("/?ma=H53.91-261102-0001")
    page.get_by_role("link", name=CODE).click()
    assert page.url.endswith(f"/ho-so/{CODE}")


@pytest.fixture(scope="module")
def writes(site: str, database: str) -> Iterator[Engine]:
    """What the program is told while it runs."""
    engine = open_engine(database, writes=True)
    yield engine
    engine.dispose()


def test_a_photo_of_the_receipt_opens_the_holders_page_and_never_leaves_the_phone(visit: Visit, site: str) -> None:
    page = visit.page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto("/")
    assert not any("zxing" in url for url in visit.asked)
    receipt = a_receipt(code=CODE, secret=ReceiptSecret(SECRET), look_up_url=site)
    show_photo(page, receipt_picture(receipt, Roll.MM80))
    page.wait_for_url(f"**/ho-so/{CODE}", timeout=60_000)
    assert page.get_by_text("Nguyễn V. A.").is_visible()
    assert SECRET not in page.content()
    assert set(sent) == {"GET"}
    assert visit.hosts == {urlsplit(site).netloc}
    assert visit.complaints == []


def test_a_photo_of_the_barcode_alone_shows_what_a_stranger_may_know(visit: Visit) -> None:
    visit.page.goto("/")
    bars = code128_across(parse_code(CODE), Roll.MM80)
    assert bars
    show_photo(visit.page, ImageOps.expand(bars.convert("L"), 60, 255))
    visit.page.wait_for_url(f"**/ho-so/{CODE}", timeout=60_000)
    assert visit.page.get_by_role("heading", level=1).inner_text() == "Hồ sơ đang được giải quyết."
    assert visit.page.get_by_text("Nguyễn V. A.").count() == 0


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("https://example.org/r/H53.19-261102-0001/ABCD1234", "không phải mã trên giấy hẹn của chúng tôi"),
        ("WIFI:S:nha;P:mat-khau;;", "không phải mã trên giấy hẹn của chúng tôi"),
        ("", "Xin chụp lại"),
    ],
)
def test_a_photo_that_shows_no_receipt_of_ours_says_what_to_do(visit: Visit, shown: str, said: str) -> None:
    page = visit.page
    page.goto("/")
    blank = Image.new("L", (300, 300), 255)
    show_photo(page, qr_picture(shown, 300).convert("L") if shown else blank)
    page.get_by_role("status").filter(has_text=said).wait_for(timeout=60_000)
    assert urlsplit(page.url).path == "/"
    assert not any("example.org" in url or "WIFI" in url for url in visit.asked)


def test_without_javascript_no_photo_is_offered(without_javascript: Page) -> None:
    without_javascript.goto("/")
    assert not without_javascript.get_by_text("Chụp mã trên giấy hẹn").is_visible()
    without_javascript.goto(f"/ho-so/{CODE}")
    assert not without_javascript.get_by_role("button", name="In trang này").is_visible()


def test_a_change_shows_while_the_page_is_open(visit: Visit, writes: Engine) -> None:
    page, code = visit.page, a_code(next(serials))
    store(writes, a_record(code=code, status=Status.PROCESSING))
    with page.expect_response("**/theo-doi?*"):
        page.goto(f"/ho-so/{code}")
    page.get_by_role("button", name="In trang này").focus()
    before = page.evaluate("scrollY")
    store(writes, a_status_update(code=code, status=Status.FINISHED, occurred_at=utc_now()))
    page.get_by_role("heading", level=1, name="Hồ sơ đã xong, có kết quả.").wait_for(timeout=30_000)
    assert page.get_by_role("status").inner_text() == "Hồ sơ vừa có thay đổi. Trang đã hiện thông tin mới."
    assert page.locator(":focus").inner_text() == "In trang này"
    assert page.evaluate("scrollY") == before
    assert visit.complaints == []


def test_what_is_shared_is_the_address_and_nothing_else(visit: Visit, site: str) -> None:
    page = visit.page
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.goto(f"/r/{CODE}/{SECRET}")
    page.goto(f"/ho-so/{CODE}?nhap=H53.19-2611O2-0001#who")
    page.get_by_role("button", name="Chia sẻ").click()
    assert page.evaluate("shared") == {"title": f"Mã hồ sơ {CODE}", "url": f"{site}/ho-so/{CODE}"}


def test_a_result_page_is_printed_on_one_sheet(chrome: Browser, site: str) -> None:
    page = chrome.new_page(base_url=site)
    for address in (f"/ho-so/{CODE}", f"/ho-so/{LONG_CODE}"):
        page.goto(address)
        assert len(PdfDocument(page.pdf(format="A4"))) == 1
    page.close()


def test_the_first_view_of_a_result_page_is_light_over_the_wire(chrome: Browser, site: str) -> None:
    context = chrome.new_context(base_url=site)
    visit = Visit(context.new_page())
    network = context.new_cdp_session(visit.page)
    network.send("Network.enable")
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visit.page.goto(f"/ho-so/{CODE}", wait_until="load")
    print(f"over the wire: {sum(sizes):,} bytes, of which the text {sizes[0]:,}; {len(visit.asked)} requests")
    assert visit.hosts == {urlsplit(site).netloc}
    assert sum(sizes) < 60_000
    assert sizes[0] < 14_000  # it comes with the first round trip after TLS: ten packets
    context.close()
