"""`make demo`: all programs of one site, with a sample department that changes while you look. Ctrl-C ends it."""

import os
import signal
import sys
import threading
from contextlib import ExitStack

import click

from lookup_api.domain.codes import DossierCode
from tests.sample_site.enrolling import enrol_device, enrol_public_page
from tests.sample_site.filming import film_receipt
from tests.sample_site.processes import ROOT, a_screen, say
from tests.sample_site.reception import receive_dossier
from tests.sample_site.site import CLERK_NAME, CLERK_PASSWORD, Site, a_site
from tests.waiting import NotReady

SCREEN = "1080x1920"
WATCH_SECONDS = 0.5


def try_this(site: Site, code: DossierCode) -> str:
    """What to open and what to try, for whoever sits before the terminal."""
    lookup, ingest, sms = (site.address(program) for program in ("lookup", "ingest", "sms"))
    folder = site.folder.relative_to(ROOT)
    drawn = "in its window" if os.environ.get("DISPLAY") else f"on a screen of its own: pictures in {folder}/screens/"
    return f"""
The site is up. A clerk has received dossier {code}; its receipt: {folder}/receipt.png

  public page    {lookup}/ho-so/{code}
  JSON API       {lookup}/v1/dossiers/{code}
  back-office    {ingest}/bo/          sign in as {CLERK_NAME}, password {CLERK_PASSWORD}
  kiosk          {drawn}; its camera sees the receipt
  SMS            curl -G {sms}/mo -d from=%2B84912345678 -d id=1 --data-urlencode 'text=TTHS {code}'
                 the reply is the last line of {folder}/sms.jsonl

Try this:
  - Receipts of dossiers in every status lie in {folder}/receipts/: scan their QR, or type their codes.
  - Look dossiers up at {lookup}/ : the department changes one every three seconds,
    and says which in {folder}/logs/department.log.
  - File a dossier at {lookup}/nop-ho-so , and take it in the back-office under "Nộp trực tuyến".
  - Change {code} in the back-office, and watch the page and the kiosk follow within a second.
  - Revoke the kiosk, in another terminal: it is out of service at its next request.
      MOTCUA_DATABASE_URL={site.database_url} .venv/bin/motcua-provision revoke "kiosk ở bộ phận một cửa"

Logs are in {folder}/logs/. Ctrl-C ends everything."""


@click.command()
@click.option("--seconds", type=float, help="End by itself after this time.")
def main(seconds: float | None) -> None:
    """Run a whole site with a sample department until Ctrl-C."""
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with ExitStack() as closing:
        try:
            site = _start(closing)
            _watch(site, ended, seconds)
        except NotReady as error:
            say(f"✗ {error}")
            sys.exit(1)
        say("\nEnding the programs …")


def _start(closing: ExitStack) -> Site:
    say("Filling a site: 3 agencies, 20 procedures, 2,000 dossiers …")
    site = closing.enter_context(a_site(ROOT / "var/demo", closing.enter_context(a_screen(SCREEN))))
    say("Starting lookup, ingest, SMS and provisioning …")
    site.start_servers()
    say("Enrolling kiosk, agent and public page …")
    for kind in ("kiosk", "agent"):
        enrol_device(site, kind)
    enrol_public_page(site)
    reception = receive_dossier(site)
    film_receipt(reception.printed, site.folder, seed=60)
    for program in ("agent", "department", "kiosk"):
        site.processes.start(program)
    say(try_this(site, reception.code))
    return site


def _watch(site: Site, ended: threading.Event, seconds: float | None) -> None:
    """Until it is ended; NotReady when a program ends by itself."""
    left = seconds if seconds is not None else float("inf")
    while left > 0 and not ended.wait(min(WATCH_SECONDS, left)):
        left -= WATCH_SECONDS
        for program, status in site.processes.ended().items():
            raise NotReady(f"{program} ended by itself ({status}):\n{site.processes.log_tail(program)}")


if __name__ == "__main__":
    main()
