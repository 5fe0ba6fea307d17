"""A clerk's morning in a real browser, by the keyboard alone: sign in, receive, print, change the status."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from playwright.sync_api import Page, expect, sync_playwright

from lookup_api.domain.receipt import read_qr
from lookup_api.domain.status import Status
from lookup_api.paper.roll import Roll
from lookup_api.store.receipts import holds_receipt
from sync_ingest.backoffice.office import Counter
from tests.sample_site.escpos_renderer import render
from tests.sync_ingest.backoffice.builders import PASSWORD, stored
from tests.sync_ingest.backoffice.site import Browser

CODE = "H53.19-261124-0001"
expect.set_options(timeout=30_000)  # a busy machine draws slowly


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough for a browser."""
    return sqlite_url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Chromium on a clerk's screen, before the office's first page."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=str(browser.http.base_url))
        page = context.new_page()
        page.goto("/bo/")
        yield page
        chromium.close()


def test_a_clerk_receives_prints_and_passes_on_a_dossier_by_the_keyboard(
    page: Page, counter: Counter, tmp_path: Path
) -> None:
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    type_into(page, "lan", "Tab", PASSWORD, "Enter")
    expect(page.get_by_label("Mở hồ sơ theo mã")).to_be_focused()

    type_into(page, "Tab", "Tab", "Enter")
    expect(page.get_by_label("Tìm thủ tục")).to_be_focused()
    type_into(page, "xay dung", "Enter")
    page.get_by_role("link", name="Cấp giấy phép xây dựng mới").press("Enter")

    expect(page.get_by_label("Họ tên")).to_be_focused()
    expect(page.get_by_text("Thứ Ba, 15/12/2026", exact=False)).to_be_visible()
    type_into(page, "Nguyễn Văn An", "Tab", "079200000001", "Tab", "0900 000 001", "Tab", "Số 1, đường Mẫu", "Tab")
    type_into(page, "Space", *["Tab"] * 4, "Space", "Enter")

    expect(page.get_by_role("heading", name="Đã tiếp nhận hồ sơ")).to_be_visible()
    expect(page.get_by_role("link", name="In giấy hẹn")).to_be_focused()
    assert_opens(counter, printed(page, tmp_path))

    page.get_by_role("link", name=f"Hồ sơ {CODE}").press("Enter")
    page.get_by_role("link", name="Chuyển giải quyết").press("Enter")
    expect(page.get_by_label("Người giải quyết")).to_be_focused()
    type_into(page, "Võ Minh Tuấn", "Enter")
    expect(page.get_by_text("Đã cập nhật hồ sơ.")).to_be_visible()
    assert stored(counter, CODE).dossier.status is Status.PROCESSING


def type_into(page: Page, *strokes: str) -> None:
    """Press these keys, and type everything else."""
    for stroke in strokes:
        if stroke in ("Tab", "Enter", "Space"):
            page.keyboard.press(stroke)
        else:
            page.keyboard.insert_text(stroke)


def printed(page: Page, folder: Path) -> bytes:
    """The bytes that the page hands out for an 80 mm printer."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Cuộn 80 mm").press("Enter")
    download.value.save_as(folder / "receipt.escpos")
    return (folder / "receipt.escpos").read_bytes()


def assert_opens(counter: Counter, written: bytes) -> None:
    """The paper that comes out of the printer holds the code, and the secret that opens the holder's part."""
    (paper,) = render(written, Roll.MM80)
    symbols = {symbol.format: symbol.text for symbol in zxingcpp.read_barcodes(np.array(paper))}
    assert symbols[zxingcpp.BarcodeFormat.Code128] == CODE
    code, secret = read_qr(symbols[zxingcpp.BarcodeFormat.QRCode])
    with counter.office.reads() as session:
        assert code.printed == CODE
        assert holds_receipt(session, stored(counter, CODE).id, secret, counter.office.desk.sealer)
