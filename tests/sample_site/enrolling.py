"""Putting a site's kiosk, agent and public page in service, as a technician does."""

import json

from tests.sample_site.offices import CITY
from tests.sample_site.site import Site

PUBLIC_PAGE = "Trang công khai"


def enrol_device(site: Site, kind: str) -> None:
    """Make a claim code for a device of this kind, and have the device enrol with it."""
    name = f"{kind} ở bộ phận một cửa"
    made = site.run("motcua-provision", "claim-code", "--kind", kind, "--name", name, "--agency", CITY.value, "--json")
    site.run(f"motcua-{kind}", "enrol", json.loads(made)["claim_code"])


def enrol_public_page(site: Site) -> None:
    """Let the public page hand in what citizens file online; it may be running already."""
    made = site.run("motcua-provision", "claim-code", "--kind", "site", "--name", PUBLIC_PAGE, "--json")
    site.run("motcua-lookup", "enrol", json.loads(made)["claim_code"])
