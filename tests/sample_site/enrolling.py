"""Putting a site's kiosk and agent in service, as a technician does."""

import json

from tests.sample_site.offices import CITY
from tests.sample_site.site import Site


def enrol_device(site: Site, kind: str) -> None:
    """Make a claim code for a device of this kind, and have the device enrol with it."""
    name = f"{kind} ở bộ phận một cửa"
    made = site.run("motcua-provision", "claim-code", "--kind", kind, "--name", name, "--agency", CITY.value, "--json")
    site.run(f"motcua-{kind}", "enrol", json.loads(made)["claim_code"])
