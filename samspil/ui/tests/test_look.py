# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The look in a real browser: axe, the content policy, 320 px, both directions, the clock and the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.eyes import STANDARD

pytestmark = [pytest.mark.browser, pytest.mark.process]
PAGES = ["/stil/", "/stil/?sprog=ar", "/was/", "/privatliv/?sprog=en", "/findes-ikke/", "/findes-ikke/?sprog=ar"]
WIDTHS = [1280, 375, 320]
AXE_WIDTHS = {1280, 375}
SMALLEST_TAP = 44


@pytest.fixture
def house(demo_house):
    """The style page is only there in the demo."""
    return demo_house.url.rstrip("/")


@pytest.fixture
def visit(house, page):
    """Open a page, and keep what the browser complained of, what it asked others for and which fonts it asked for."""
    page.complaints, page.strangers, page.fonts = [], [], []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda line: page.complaints.append(line.text) if _is_complaint(line) else None)
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((house, "data:")) else page.strangers.append(asked.url),
    )
    page.on("request", lambda asked: page.fonts.append(asked.url) if asked.resource_type == "font" else None)

    def go(address, width=1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(house + address)
        return page

    return go


def _is_complaint(line):
    # The browser itself notes every answer that is not 2xx.
    return line.type in {"error", "warning"} and "Failed to load resource" not in line.text


@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_at_every_width_and_asks_nobody_for_anything(visit, address):
    page = visit(address)
    page.wait_for_load_state("networkidle")

    # One load for all widths: a phone that is turned does not load again either.
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width in AXE_WIDTHS:
            found = Axe().run(page, options=STANDARD)
            assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found.response["violations"]] == []
    assert page.complaints == []
    assert page.strangers == []
    assert page.fonts == []


def test_what_one_taps_is_large_enough(visit):
    page = visit("/stil/", 375)

    small = page.evaluate(
        """least => [...document.querySelectorAll("button, .button, summary, .form-input, .form-select, .sp-menu a")]
        .filter(part => part.offsetParent && part.getBoundingClientRect().height < least - 0.5)
        .map(part => part.outerHTML.slice(0, 90))""",
        SMALLEST_TAP,
    )
    assert small == []


def test_the_clock_counts_on_and_one_that_is_paused_does_not(visit):
    page = visit("/stil/")
    running, paused = (page.locator("[data-clock]").nth(place) for place in (0, 1))
    before = running.locator("[data-clock-digits]").inner_text()
    still = paused.locator("[data-clock-digits]").inner_text()

    page.wait_for_function("before => document.querySelector('[data-clock-digits]').textContent !== before", arg=before)

    assert paused.locator("[data-clock-digits]").inner_text() == still == "02:10"
    assert "minutter og" in running.locator("[data-clock-digits]").get_attribute("aria-label")


def test_the_clock_follows_the_server_and_not_a_device_that_is_wrong(visit, page):
    page.add_init_script("const real = Date.now; Date.now = () => real() - 3 * 3600 * 1000;")

    visit("/stil/")

    assert page.locator("[data-clock-digits]").first.inner_text() in {"08:24", "08:23", "08:22"}


def test_three_minutes_and_one_are_said_once(visit, page):
    visit("/stil/")
    page.evaluate("""() => {
        window.heard = [];
        new MutationObserver(() => {
            const words = document.getElementById("sp-say").textContent;
            if (words) window.heard.push(words);
        }).observe(document.getElementById("sp-say"), {childList: true});
        const box = document.querySelector("[data-clock]");
        box.dataset.clockEnds = String(Number(box.dataset.clockNow) + 3 * 60 * 1000 + performance.now() + 1500);
    }""")

    page.wait_for_function("() => window.heard.length > 0")
    page.wait_for_timeout(1500)

    assert page.evaluate("window.heard") == ["Tre minutter tilbage"]


def test_a_menu_closes_on_escape_and_gives_the_focus_back(visit):
    page = visit("/stil/")
    menu = page.locator("details.sp-menu").first
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None

    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_first_tab_leads_past_the_menu(visit):
    page = visit("/was/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skipnav"

    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main-content"


def test_an_error_summary_gets_the_focus(visit):
    page = visit("/stil/")

    assert page.evaluate("document.activeElement.id") == "sp-errors"


def test_a_page_from_right_to_left_is_mirrored(visit):
    left, right = (
        visit(address).evaluate("document.querySelector('.sp-brand').getBoundingClientRect().left")
        for address in ("/stil/?sprog=da", "/stil/?sprog=ar")
    )

    assert left < 200
    assert right > 800


@pytest.mark.parametrize("address", ["/stil/?sprog=da", "/was/?sprog=en"])
def test_the_language_is_changed_without_script(browser, house, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(house + address)

    page.locator("details.sp-menu summary").first.click()
    page.locator(".sp-menu-list a[lang='en']").first.click()

    assert page.locator("html").get_attribute("lang") == "en"
    context.close()
