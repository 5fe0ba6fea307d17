"""axe-core on the page that a browser shows: what it finds against WCAG 2.2, levels A and AA."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
RUN = "options => axe.run(document, options).then(found => found.violations)"
LONGEST = 200  # letters of an element


def violations(page: Page) -> list[str]:
    """The rules that are broken, and where. A page without scripts has been read by now: axe's own may run on it."""
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setScriptExecutionDisabled", {"value": False})
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, OPTIONS)
    browser.detach()
    return [f"{rule['id']} {node['target']}: {node['html'][:LONGEST]}" for rule in found for node in rule["nodes"]]
