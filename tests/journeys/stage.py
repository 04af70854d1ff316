# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the journeys share: the town's server, its mailbox, and the way in."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.eyes import Eyes
from tests.journeys.mailbox import Mailbox, words
from tests.server import ServerProcess
from tests.town import CHAIR, OFFICER

__all__ = ["CHAIR", "OFFICER"]

AISLE = {
    1: ("Et brev om ugen er nok.", "Ring hellere en gang for meget."),
    2: ("Saml alle beskeder i et ugebrev.", "Fuglene i skolegården larmer."),
    3: ("Et fast ugebrev, tak.", "رسالة واحدة في الأسبوع تكفي."),
}
WEEKLY = "Én samlet besked om ugen er nok."
CALL = "Ring, før det bliver stort."


@dataclass
class Stage:
    server: ServerProcess
    box: Mailbox
    eyes: Eyes
    browser: Browser
    _contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, **settings: object) -> BrowserContext:
        made = self.browser.new_context(
            base_url=self.server.url, locale="da-DK", timezone_id="Europe/Copenhagen", **settings
        )
        made.set_default_timeout(120_000)
        self._contexts.append(made)
        return self.eyes.follow(made)

    def leave(self) -> None:
        for made in self._contexts:
            made.close()


def give_code(stage: Stage, page: Page) -> None:
    """The code from the mail, on the page that asks for it."""
    mail = words(stage.box.wait(OFFICER, ""))
    code = re.search(r"er: (\d{6,8})", mail)
    assert code, mail
    page.locator("input[name=code]").fill(code.group(1))
    page.locator("main form button[type=submit]").first.click()


def table_codes(page: Page, meeting: str) -> dict[int, str]:
    page.goto(f"/moeder/{meeting}/plan/")
    page.get_by_text("Referenter og koder").click()
    rows = page.locator(".sp-taker")
    return {number: rows.nth(number - 1).locator(".sp-num").inner_text() for number in range(1, rows.count() + 1)}
