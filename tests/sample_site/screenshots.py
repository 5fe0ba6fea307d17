"""`make screenshots`: the pictures of docs/pictures/ anew.

The kiosk's screens are drawn in its own window; the pages are taken from a running sample site by Debian's Chromium.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from lookup_api.domain.calendar import local_day
from lookup_api.domain.status import Status
from lookup_api.paper.roll import Roll
from provisioning.clock import utc_now
from tests.lookup_api.paper.sheets import read_by_zxing
from tests.sample_site.disagreeing import let_it_go_wrong
from tests.sample_site.escpos_renderer import render
from tests.sample_site.processes import ROOT, say
from tests.sample_site.reception import Reception, receive_dossier
from tests.sample_site.sample import SampleSite, make_site
from tests.sample_site.site import CLERK_NAME, CLERK_PASSWORD, Site, a_site

PICTURES = ROOT / "docs/pictures"
CHROMIUM = "/usr/bin/chromium"
DOSSIERS = 300
KIOSK_SIZE, KIOSK_SHOWN = "1080x1920", (432, 768)
PHONE, DESKTOP = 360, 1280
COLOURS = 128
"""Screens are flat: so many colours show them as they are, in a third of the bytes."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a page: its name, its path, and the width of the browser's window."""

    name: str
    path: str
    width: int = DESKTOP


def main() -> None:
    """Draw everything into docs/pictures/."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    for language in ("vi", "en"):
        draw_kiosk(language)
    with ExitStack() as closing:
        site = closing.enter_context(a_site(ROOT / "var/screenshots", {}, DOSSIERS))
        site.start_servers()
        chromium = closing.enter_context(sync_playwright()).chromium
        browser = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        reception = receive_dossier(site)
        let_it_go_wrong(site, reception)
        draw_public_pages(browser, site, reception)
        draw_backoffice(browser, site, reception)
        [paper] = render(reception.printed, Roll.MM80)
        save(paper.convert("RGB"), "receipt-80mm")
        browser.close()
    say(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES.relative_to(ROOT)}/")


def draw_kiosk(language: str) -> None:
    """Every kiosk screen in one language."""
    folder = ROOT / "var/screenshots-kiosk" / language
    command = [sys.executable, "-m", "tests.kiosk.gallery", str(folder), "--size", KIOSK_SIZE, "--language", language]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "SDL_VIDEODRIVER": "offscreen"}, check=True)
    for drawn in sorted(folder.glob("*.png")):
        with Image.open(drawn) as picture:
            save(picture.convert("RGB").resize(KIOSK_SHOWN, Image.Resampling.LANCZOS), f"kiosk-{drawn.stem}")


def draw_public_pages(browser: Browser, site: Site, reception: Reception) -> None:
    """The public page: to ask, to read, and when nothing is found; then as the holder of the receipt sees it."""
    sample = make_site(local_day(utc_now()), dossiers=DOSSIERS)
    asked = f"/ho-so/{_code(sample, Status.PROCESSING)}"
    shots = [
        Shot("page-home-vi", "/"),
        Shot("page-home-en", "/?lang=en"),
        Shot("page-result-vi", f"{asked}?lang=vi"),
        Shot("page-result-en", f"{asked}?lang=en"),
        Shot("page-result-vi-phone", f"{asked}?lang=vi", PHONE),
        Shot("page-supplement-vi-phone", f"/ho-so/{_code(sample, Status.SUPPLEMENT_REQUESTED)}", PHONE),
        Shot("page-finished-vi-phone", f"/ho-so/{_code(sample, Status.FINISHED)}", PHONE),
        Shot("page-not-found-vi", "/ho-so/H53.91-261102-0001"),
        Shot("page-not-a-code-vi", "/?ma=xin+chao"),
        Shot("page-holder-vi", _holders_path(reception)),
        Shot("page-report-vi-phone", f"/bao-sai-lech?ma={reception.code}&lang=vi", PHONE),
        Shot("page-report-en", f"/bao-sai-lech?ma={reception.code}&lang=en"),
    ]
    draw(browser.new_context(base_url=site.address("lookup")), shots)


def draw_backoffice(browser: Browser, site: Site, reception: Reception) -> None:
    """The clerks' pages: before and after the sign-in."""
    context = browser.new_context(base_url=site.address("ingest"))
    draw(context, [Shot("bo-sign-in", "/bo/sign-in")])
    page = context.new_page()
    page.goto("/bo/sign-in")
    page.fill("#username", CLERK_NAME)
    page.fill("#password", CLERK_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/bo/")
    dossier = f"/bo/dossiers/{reception.code}"
    shots = [
        Shot("bo-home", "/bo/"),
        Shot("bo-procedures", "/bo/receive"),
        Shot("bo-receive", f"/bo/receive/{reception.procedure.ref.code}"),
        Shot("bo-receipt", f"{dossier}/receipt"),
        Shot("bo-dossier", dossier),
        Shot("bo-status", f"{dossier}/status?to={int(Status.SUPPLEMENT_REQUESTED)}"),
        Shot("bo-difference", f"{dossier}/difference"),
        Shot("bo-quarantine", "/bo/quarantine"),
        Shot("bo-quarantine-entry", "/bo/quarantine/1"),
        Shot("bo-reconciliation", "/bo/reconciliation"),
    ]
    draw(context, shots)


def draw(context: BrowserContext, shots: list[Shot]) -> None:
    """Take the pictures, each of a whole page."""
    page: Page = context.new_page()
    for shot in shots:
        page.set_viewport_size({"width": shot.width, "height": 800})
        page.goto(shot.path)
        taken = Path(ROOT / "var/screenshots") / f"{shot.name}.png"
        page.screenshot(path=taken, full_page=True)
        with Image.open(taken) as picture:
            save(picture.convert("RGB"), shot.name)


def save(picture: Image.Image, name: str) -> None:
    """Keep a picture for the docs."""
    picture.quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


def _code(sample: SampleSite, status: Status) -> str:
    """The newest dossier that stands so."""
    found = [one for one in sample.dossiers if one.meant is status]
    return max(found, key=lambda one: one.updates[-1].occurred_at).code.printed


def _holders_path(reception: Reception) -> str:
    """What the QR of the printed receipt leads to."""
    [paper] = render(reception.printed, Roll.MM80)
    [address] = (text for text in read_by_zxing(paper) if text.startswith("http"))
    return urlsplit(address).path


if __name__ == "__main__":
    main()
