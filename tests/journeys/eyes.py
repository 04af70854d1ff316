# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What every page of a journey must keep: nothing for axe to find, no request that leaves the origin, no errors."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

# Only what is wrong is described node by node: naming what is right took twice as long as looking.
STANDARD = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


class Eyes:
    """Follows the contexts of a journey and looks at the pages it is shown."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.left: list[str] = []
        self.errors: list[str] = []
        self.seen: list[str] = []

    def follow(self, context: BrowserContext) -> BrowserContext:
        context.on("request", self._request)
        context.on("console", self._console)
        return context

    def look(self, page: Page, name: str) -> None:
        """axe finds nothing on the page as it stands."""
        found = Axe().run(page, options=STANDARD)
        problems = [
            f"{name}: {violation['id']}: {node['target']} {node['html'][:160]}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]
        assert not problems, "\n".join(problems)
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{name} scrolls sideways by {width} px"
        self.seen.append(name)

    def check(self) -> None:
        assert self.left == []
        assert self.errors == [], "\n".join(self.errors)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.left.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        # A refused form answers 422 on purpose; the browser reports it as a failed resource.
        if message.type == "error" and "422" not in message.text:
            self.errors.append(f"{message.text} {message.location.get('url', '')}")
