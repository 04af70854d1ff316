# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The desk in a real browser: by keys alone, with the mouse, and two officers at once."""

import re
from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from samspil.demo.meetings import LIVE, meeting_id
from tests.journeys.eyes import Eyes
from tests.server import ServerProcess

pytestmark = pytest.mark.browser
ADDRESS = f"/moeder/{meeting_id(LIVE)}/sortering/"


@pytest.fixture
def origin(demo_house: ServerProcess) -> str:
    """The demo's live meeting: notes of two rounds, and what other tests have sorted."""
    return demo_house.url


@pytest.fixture
def untouched(demo_house: ServerProcess) -> str:
    """The same with nothing sorted."""
    with psycopg.connect(demo_house.database_url) as connection:
        connection.execute(
            "DELETE FROM dialogue_sortingmove WHERE meeting_id = (SELECT id FROM dialogue_meeting WHERE uuid = %s)",
            [meeting_id(LIVE)],
        )
    return demo_house.url


@pytest.fixture
def sit(browser: Browser, origin: str) -> Iterator[Callable[..., Page]]:
    """Sit down at the desk as one of the demo's two officers."""
    yield from _sit(browser, origin)


@pytest.fixture
def sit_first(browser: Browser, untouched: str) -> Iterator[Callable[..., Page]]:
    yield from _sit(browser, untouched)


def _sit(browser: Browser, origin: str) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def down(who: str = "officer", **options: object) -> Page:
        context = browser.new_context(base_url=origin, viewport={"width": 1440, "height": 1000}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto("/bord/")
        page.locator(f".sp-demobar form[action*='{who}'] button").click()
        page.goto(ADDRESS)
        return page

    yield down
    for context in contexts:
        context.close()


def number(page: Page) -> str:
    return page.locator("#note").inner_text()


def press(page: Page, key: str) -> None:
    """A key, when the answer to the one before has come: an officer looks before pressing."""
    expect(page.locator("html[data-busy]")).to_have_count(0)
    if key[-1:].isdigit():
        # Suggestions that are still made would change the list, and what stands there for less than half a second takes
        # no digit.
        expect(page.get_by_text(re.compile("ved at blive klar"))).to_have_count(0)
        page.wait_for_timeout(500)
    page.keyboard.press(key)


def make_point(page: Page, statement: str, theme: str = "") -> None:
    """By keys: the note in focus becomes a point."""
    before = number(page)
    press(page, "n")
    expect(page.get_by_label("Hvad siger punktet?")).to_be_focused()
    page.keyboard.type(statement)
    expect(page.get_by_label("Hvad siger punktet?")).to_have_value(statement)
    if theme:
        page.get_by_label("Navn på et nyt tema").fill(theme)
        page.get_by_label("Hvad siger punktet?").focus()
    press(page, "Enter")
    expect(page.locator("#themes")).to_contain_text(statement)
    expect(page.locator("#note")).not_to_have_text(before)


def test_by_keys_alone(sit_first: Callable[..., Page], untouched: str) -> None:
    page = sit_first()
    eyes = Eyes(untouched)
    make_point(page, "Én samlet besked om ugen", "Færre beskeder")
    make_point(page, "Ring i god tid")
    eyes.look(page, "desk with points")

    # 1 places and goes on; with Shift the note stays.
    before = number(page)
    press(page, "Shift+Digit1")
    expect(page.locator(".sp-lies")).to_have_count(1)
    assert number(page) == before
    press(page, "1")
    expect(page.locator("#note")).not_to_have_text(before)
    press(page, "ArrowLeft")
    expect(page.locator("#note")).to_have_text(before)
    expect(page.locator(".sp-lies")).to_have_count(2)

    # u takes back the latest only.
    press(page, "u")
    expect(page.locator(".sp-lies")).to_have_count(1)
    press(page, "ArrowRight")
    expect(page.locator("#note")).not_to_have_text(before)

    # x sets aside with a reason, chosen with the arrows.
    before = number(page)
    press(page, "x")
    expect(page.get_by_label("Bordet har sagt det samme", exact=False)).to_be_focused()
    press(page, "ArrowDown")
    eyes.look(page, "reason")
    press(page, "Enter")
    expect(page.locator(".sp-desk-foot")).to_contain_text("er lagt til side")
    expect(page.locator("#note")).not_to_have_text(before)

    # j puts off, t makes a theme, m merges.
    before = number(page)
    press(page, "j")
    expect(page.locator("#note")).not_to_have_text(before)
    press(page, "t")
    expect(page.get_by_label("Hvad hedder temaet?")).to_be_focused()
    page.keyboard.type("Penge")
    press(page, "Enter")
    expect(page.locator("#themes")).to_contain_text("Penge")
    press(page, "m")
    expect(page.get_by_label("Dette punkt")).to_be_focused()
    page.keyboard.type("Ring")
    page.get_by_role("radio", name="Én samlet besked om ugen", exact=True).check()
    press(page, "Enter")
    expect(page.locator("#themes")).to_contain_text("Heri: kun ét bord")
    press(page, "u")
    expect(page.locator("#themes")).to_contain_text("Ring i god tid")


def test_keys_rest_while_one_writes_and_can_be_switched_off(sit: Callable[..., Page]) -> None:
    page = sit()
    press(page, "/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    before = number(page)
    page.keyboard.type("jux1")
    expect(field).to_have_value("jux1")
    assert number(page) == before
    press(page, "Escape")
    expect(field).to_have_count(0)

    press(page, "?")
    switch = page.get_by_role("button", name="Genveje med én tast")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    press(page, "Escape")
    press(page, "n")
    page.wait_for_timeout(400)
    expect(page.get_by_label("Hvad siger punktet?")).to_have_count(0)
    page.get_by_role("link", name="Hjælp", exact=True).click()
    page.get_by_role("button", name="Genveje med én tast").click()
    press(page, "Escape")
    press(page, "n")
    expect(page.get_by_label("Hvad siger punktet?")).to_be_focused()


def test_a_note_is_split_by_keys(sit: Callable[..., Page]) -> None:
    page = sit()
    press(page, "s")
    field = page.get_by_label("Siger noten to ting?")
    expect(field).to_be_focused()
    words = field.input_value().split()
    field.fill(" ".join(words[:2]) + "\n" + " ".join(words[2:]))
    page.get_by_role("button", name="Del den").press("Enter")
    expect(page.locator("#note")).to_contain_text("del 1 af 2")
    page.get_by_role("button", name="Saml noten").click()
    expect(page.locator("#note")).not_to_contain_text("del")


def test_a_note_is_dragged_onto_a_point(sit: Callable[..., Page]) -> None:
    page = sit()
    if not page.locator("#themes [data-point]").count():
        make_point(page, "Én samlet besked om ugen", "Færre beskeder")
    before = number(page)

    page.locator(".sp-focus-note").drag_to(page.locator("#themes [data-point]").first)

    expect(page.locator("#note")).not_to_have_text(before)
    expect(page.locator(".sp-desk-foot")).to_contain_text(f"{before} ligger nu under")


def test_two_officers_see_each_other_and_are_not_disturbed(sit: Callable[..., Page]) -> None:
    mette, jonas = sit("officer"), sit("projector")
    assert number(mette) != number(jonas)
    expect(mette.locator(".sp-with")).to_contain_text("har note")

    jonas.keyboard.press("n")
    jonas.get_by_label("Hvad siger punktet?").fill("Jeg er midt i en sætn")
    make_point(mette, "Skriv det på flere sprog", "Sprog")

    expect(jonas.locator("#themes")).to_contain_text("Skriv det på flere sprog")
    expect(jonas.locator(".sp-desk-foot")).to_contain_text(re.compile("Skriv det på flere sprog"))
    expect(jonas.get_by_label("Hvad siger punktet?")).to_have_value("Jeg er midt i en sætn")
    expect(jonas.get_by_label("Hvad siger punktet?")).to_be_focused()


def test_without_javascript_the_desk_works(sit: Callable[..., Page], browser: Browser, origin: str) -> None:
    page = sit("officer", java_script_enabled=False)
    before = number(page)
    page.get_by_role("link", name="Nyt punkt").click()
    page.get_by_label("Hvad siger punktet?").fill("Uden script")
    page.get_by_role("button", name="Lav punktet").click()
    assert number(page) != before
    assert "Uden script" in page.locator("#themes").inner_text()
    page.get_by_role("button", name=re.compile("^Fortryd U")).click()
    assert "Uden script" not in page.locator("#themes").inner_text()


def test_the_desk_fits_a_phone(sit: Callable[..., Page], origin: str) -> None:
    page = sit()
    page.set_viewport_size({"width": 375, "height": 800})
    Eyes(origin).look(page, "desk on a phone")
