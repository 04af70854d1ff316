# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""No page is wider than the screen, whatever fonts the reader's machine has: the demo's pages under each set of fonts.

The pages are fetched once and laid out again by a browser of each set, as the server sends them (scripts off) and with
everything that can be folded out folded out.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import APIRequestContext, Page, Playwright

from samspil.demo.meetings import LIVE, OVER, PLANNED, meeting_id
from tests.fonts import FONT_SETS, FontSet, browser_with, what_is_drawn
from tests.server import ServerProcess

pytestmark = [pytest.mark.browser, pytest.mark.process]

# A small phone, and the narrowest screen that has the menu in the head of the page.
WIDTHS = (320, 992)
# Boxes end between pixels.
SLACK = 0.5
_OVER, _LIVE, _PLANNED = (f"/moeder/{meeting_id(name)}/" for name in (OVER, LIVE, PLANNED))
STAFF = (
    "/", "/moeder/", "/moeder/nyt/", "/udbakke/", _OVER, _LIVE, _PLANNED,
    f"{_PLANNED}plan/", f"{_PLANNED}invitation/", f"{_PLANNED}bordplan/", f"{_PLANNED}bordplan/folk/",
    f"{_PLANNED}oensker/", f"{_LIVE}styring/", f"{_LIVE}noter/oplaeg/", f"{_LIVE}papir/", f"{_LIVE}sortering/",
    f"{_OVER}sortering/", f"{_OVER}brev/", f"{_OVER}brev/offentligt/", f"{_OVER}loefter/", f"{_OVER}oversaettelser/",
    f"{_OVER}hoering/",
)  # fmt: skip
OPEN = ("/bord/", "/was/", "/privatliv/", "/konto/log-ind/", "/stil/", "/findes-ikke/")
# The secret ends of an invitation's and a hearing's address.
LINKS = "from scripts import picture_scenes as scenes; scenes.answer_link(); scenes.hearing_link()"

LAY_OUT = """slack => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const root = document.documentElement, width = root.clientWidth, faults = [];
    for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) if (!sheet.sheet) faults.push(sheet.href);
    if (root.scrollWidth > width) faults.push(`${root.scrollWidth} px`);
    for (const name of document.querySelectorAll(".sp-menu-language > summary > span"))
        if (name.scrollWidth > name.clientWidth) faults.push(`cut: ${name.textContent}`);
    const isOut = box => box.width > 1.5 && (box.right > width + slack || box.left < -slack);
    const isKept = part => {
        for (; part && part !== document.body; part = part.parentElement)
            if (getComputedStyle(part).overflowX !== "visible") return true;
        return false;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    while (texts.nextNode()) {
        range.selectNodeContents(texts.currentNode);
        if ([...range.getClientRects()].some(isOut) && !isKept(texts.currentNode.parentElement))
            faults.push(texts.currentNode.textContent.trim().slice(0, 60));
    }
    for (const part of document.querySelectorAll("body *"))
        if (isOut(part.getBoundingClientRect()) && !isKept(part.parentElement))
            faults.push(part.cloneNode(false).outerHTML.slice(0, 90));
    return faults;
}"""


@pytest.fixture(scope="module")
def pages(demo_house: ServerProcess, playwright: Playwright) -> dict[str, str]:
    """Every page as the server sends it, by the name that a fault is reported under."""
    found: dict[str, str] = {}
    officer, chair, table, nobody = (_reader(demo_house, playwright, who) for who in ("officer", "chair", "table", ""))
    for address in STAFF:
        _fetch(officer, address, found)
    letter = re.search(r'href="(/breve/[^"]+)"', chair.get("/").text())
    at_the_table = table.get("/bord/")
    answer, hearing = demo_house.shell(LINKS).split()
    assert letter
    for reader, addresses in (
        (chair, ["/", letter[1]]),
        (table, [at_the_table.url.removeprefix(demo_house.url)]),
        (nobody, [*OPEN, f"/svar/{answer}/", f"/hoering/{hearing}/"]),
    ):
        for address in addresses:
            _fetch(reader, f"{address}?sprog=da", found)
            _fetch(reader, f"{address}?sprog=ar", found)
    for reader in (officer, chair, table, nobody):
        reader.dispose()
    return found


def _reader(server: ServerProcess, playwright: Playwright, who: str) -> APIRequestContext:
    """Somebody who looks at the demo as one of its people."""
    reader = playwright.request.new_context(base_url=server.url)
    if who:
        form = re.search(rf'action="([^"]*hvem={who})"><input[^>]*value="([^"]+)"', reader.get("/bord/").text())
        assert form, who
        sent = reader.post(form[1], form={"csrfmiddlewaretoken": form[2]}, headers={"Origin": server.url})
        assert sent.ok, sent.text()
    return reader


def _fetch(reader: APIRequestContext, address: str, found: dict[str, str]) -> None:
    answer = reader.get(address)
    assert answer.ok or "findes-ikke" in address, f"{address}: {answer.status}"
    # A page without scripts looks again after some seconds, and would be another one in the middle of the measuring.
    found[answer.url] = re.sub(r'<meta http-equiv="refresh"[^>]*>', "", answer.text())


@pytest.mark.parametrize("fonts", FONT_SETS, ids=lambda fonts: fonts.name)
def test_no_page_is_wider_than_the_screen(
    fonts: FontSet, pages: dict[str, str], playwright: Playwright, tmp_path: Path
) -> None:
    faults = []
    with browser_with(fonts, playwright, tmp_path) as browser:
        page = browser.new_context(java_script_enabled=False, locale="da-DK").new_page()
        drawn, width = what_is_drawn(page)
        assert drawn == {"sans": fonts.sans, "serif": fonts.serif, "mono": fonts.mono, "arabic": fonts.arabic}
        assert width == pytest.approx(fonts.width, abs=2)
        for address, words in pages.items():
            # Where the page's own addresses are found; nothing else about it is changed.
            page.set_content(words.replace("<head>", f'<head><base href="{address}">', 1))
            faults += [f"{address} at {size} px: {fault}" for size in WIDTHS for fault in _faults(page, size)]

    assert faults == []


def _faults(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate(LAY_OUT, SLACK)


def test_the_sets_are_of_very_different_width() -> None:
    narrow, wide, fixed = (fonts.width for fonts in FONT_SETS)

    assert narrow * 1.3 < wide
    assert wide * 1.3 < fixed
