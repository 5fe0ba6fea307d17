"""axe-core on the page that a browser shows: what it finds against WCAG 2.2, levels A and AA."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import CDPSession, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
RUN = "options => axe.run(document, options).then(found => found.violations)"
LONGEST = 200  # letters of an element


@dataclass
class Axe:
    """Looks at what `page` shows. Where no scripts run, axe's own do, once the page is there without them."""

    page: Page
    has_scripts: bool
    _browser: CDPSession = field(init=False)

    def __post_init__(self) -> None:
        self._browser = self.page.context.new_cdp_session(self.page)
        self._let_scripts_run(self.has_scripts)

    def violations(self) -> list[str]:
        """The rules that are broken, and where."""
        self._let_scripts_run(True)
        self.page.evaluate(AXE_SCRIPT)
        found: list[dict[str, Any]] = self.page.evaluate(RUN, OPTIONS)
        self._let_scripts_run(self.has_scripts)
        return [f"{rule['id']} {node['target']}: {node['html'][:LONGEST]}" for rule in found for node in rule["nodes"]]

    def _let_scripts_run(self, they_do: bool) -> None:
        self._browser.send("Emulation.setScriptExecutionDisabled", {"value": not they_do})
