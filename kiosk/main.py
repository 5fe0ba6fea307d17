"""`motcua-kiosk`: serve citizens, test this machine, or enrol it. Reads the settings and hands them to `assembly`.

Nothing of Kivy is imported before `run`: its settings must stand first, and the camera's process imports this file too.
"""

import json
import os
import sys

import click
import httpx

from kiosk.centre import kept_answers
from kiosk.centre.fleeting_key import KeyPlace, memory_folder
from kiosk.settings import KioskSettings
from lookup_api.paper.typeface import font_path
from provisioning.clock import utc_now
from provisioning.device.first_boot import enrol as enrol_device
from provisioning.errors import ProvisioningFailure
from provisioning.logs import log_to_stderr

ENROL_SECONDS = 10.0


@click.group()
def cli() -> None:
    """Một Cửa's kiosk: where does my dossier stand? All settings are MOTCUA_KIOSK_… variables."""
    log_to_stderr()


@cli.command()
def run() -> None:
    """Show the screens and serve, until the window is closed or SIGTERM comes."""
    settings = KioskSettings()
    from kiosk.screens import surroundings

    window = surroundings.Window(settings.width, settings.height, settings.fullscreen)
    surroundings.prepare(window, (font_path(), font_path(bold=True)), settings.state_folder / "kivy")
    from kiosk.assembly import serve

    serve(settings, os.environ)


@cli.command("self-test")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.option("--read-back", type=float, default=0.0, metavar="SECONDS", help="Print a mark, and look for it.")
def self_test(as_json: bool, read_back: float) -> None:
    """Look at each part of this machine; ends with 1 when one of them failed."""
    from kiosk.care.self_testing import lines_of, test_this_machine
    from kiosk.hardware.self_test import HANGS

    report = test_this_machine(KioskSettings(), os.environ, read_back)
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else "\n".join(lines_of(report)))
    sys.stdout.flush()
    if any(check.code == HANGS for check in report.checks):
        os._exit(1)  # a part that hangs in a driver would keep the program from its end
    sys.exit(0 if report.ok else 1)


@cli.command()
def forget() -> None:
    """Drop all that this kiosk keeps of look-ups, also while it runs."""
    settings = KioskSettings()
    folder = settings.runtime_folder or memory_folder(os.environ)
    kept_answers.erase(KeyPlace.at(folder), settings.state_folder / kept_answers.FOLDER)


@cli.command()
@click.argument("claim_code")
def enrol(claim_code: str) -> None:
    """Give this machine its identity, with the claim code of a technician."""
    settings = KioskSettings()
    try:
        with httpx.Client(base_url=str(settings.provision_url), timeout=ENROL_SECONDS) as http:
            identity = enrol_device(http, claim_code, settings.state_folder, utc_now())
    except ProvisioningFailure as failure:
        raise click.ClickException(f"{failure} ({failure.code})") from failure
    click.echo(f"Enrolled as {identity.name} ({identity.device_id}).")


if __name__ == "__main__":
    sys.exit(cli())
