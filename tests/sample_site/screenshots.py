"""`make screenshots`: the pictures of docs/pictures/ anew; `ARGS="--only site"` leaves the kiosk's as they are.

The kiosk's screens are drawn in its own window; the pages are taken from a running sample site by Debian's Chromium.
"""

import os
import re
import subprocess
import sys
from contextlib import ExitStack

import click
from PIL import Image
from playwright.sync_api import Browser

from kiosk.languages.shelf import CATALOGUES
from lookup_api.domain.status import Status
from lookup_api.paper.roll import Roll
from tests.lookup_api.browser import chromium
from tests.sample_site.disagreeing import let_it_go_wrong
from tests.sample_site.enrolling import enrol_public_page
from tests.sample_site.escpos_renderer import render
from tests.sample_site.pictures import PICTURES, Shot, draw, forget, save
from tests.sample_site.processes import ROOT, say
from tests.sample_site.public_pictures import draw_public_pages, file_online
from tests.sample_site.reception import Reception, receive_dossier
from tests.sample_site.site import CLERK_NAME, CLERK_PASSWORD, Site, a_site

DOSSIERS = 300
SCREENS = ROOT / "docs/screens.md"
KIOSK_SIZE, KIOSK_SHOWN = "1080x1920", (432, 768)


@click.command()
@click.option("--only", type=click.Choice(["kiosk", "site"]), help="Draw these pictures alone, and keep the others.")
def main(only: str | None) -> None:
    """Draw everything into docs/pictures/."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    if only != "site":
        forget("kiosk-*")
        for language in CATALOGUES:
            draw_kiosk(language, shown_in(language))
    if only != "kiosk":
        for names in ("page-*", "bo-*", "receipt-*"):
            forget(names)
        draw_site()
    say(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES.relative_to(ROOT)}/")


def draw_site() -> None:
    """The pages of a running sample site, and the paper that it prints."""
    with ExitStack() as closing:
        site = closing.enter_context(a_site(ROOT / "var/screenshots", {}, DOSSIERS))
        site.start_servers()
        browser = closing.enter_context(chromium())
        enrol_public_page(site)
        reception = receive_dossier(site)
        let_it_go_wrong(site, reception)
        site.run("motcua-lookup", "count")
        draw_public_pages(browser, site, DOSSIERS)
        draw_backoffice(browser, site, reception)
        [paper] = render(reception.printed, Roll.MM80)
        save(paper.convert("RGB"), "receipt-80mm")


def shown_in(language: str) -> list[str]:
    """The kiosk's states that docs/screens.md shows in one language."""
    return re.findall(rf"pictures/kiosk-([a-z_-]+)-{language}\.png", SCREENS.read_text("utf-8"))


def draw_kiosk(language: str, states: list[str]) -> None:
    """Some kiosk screens in one language."""
    folder = ROOT / "var/screenshots-kiosk" / language
    command = [sys.executable, "-m", "tests.kiosk.gallery", str(folder), "--size", KIOSK_SIZE, "--language", language]
    command += [word for state in states for word in ("--only", state)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "SDL_VIDEODRIVER": "offscreen"}, check=True)
    for state in states:
        with Image.open(folder / f"{state}-{language}.png") as picture:
            save(picture.convert("RGB").resize(KIOSK_SHOWN, Image.Resampling.LANCZOS), f"kiosk-{state}-{language}")


def draw_backoffice(browser: Browser, site: Site, reception: Reception) -> None:
    """The clerks' pages: before and after the sign-in."""
    filed = file_online(browser, site)
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
        Shot("bo-filings", "/bo/filings"),
        Shot("bo-filing", f"/bo/filings/{filed}"),
        Shot("bo-filing-take", f"/bo/filings/{filed}/take"),
        Shot("bo-feedback", "/bo/feedback"),
        Shot("bo-feedback-one", "/bo/feedback/1"),
    ]
    draw(context, shots)


if __name__ == "__main__":
    main()
