# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""What the journeys share: a municipality with two schools, its server, its mailbox, and the way in."""

import re
import subprocess
import sys
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.eyes import Eyes
from tests.journeys.mailbox import Mailbox, words
from tests.server import ROOT, ServerProcess

OFFICER = "mette@fjordby.example"
CHAIR = "aisha@fjordby.example"
SCHOOLS = "institutionsnummer;navn\n901003;Havneskolen\n901007;Åskolen\n"
SEATS = (
    "institutionsnummer;fornavn;efternavn;e-mail;plads;formand\n"
    f"901003;Aisha;Karimi;{CHAIR};forælder;ja\n"
    "901007;Birgit;Østergaard;birgit@fjordby.example;forælder;ja\n"
)
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

    def context(self, **settings: object) -> BrowserContext:
        made = self.browser.new_context(
            base_url=self.server.url, locale="da-DK", timezone_id="Europe/Copenhagen", **settings
        )
        made.set_default_timeout(40_000)
        return self.eyes.follow(made)

    def command(self, *words: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "samspil.cli", *words],
            env=self.server.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


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
