# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""22 parents of one class, five tables and a phone at each: from the recipe to a letter that points at nobody."""

import re

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.faults.private_server import eventually
from tests.journeys.class_evening import GUESTS, NO_YES, PAPER, SAID, TITLE, Said
from tests.journeys.stage import OFFICER, Stage, give_code, table_codes

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 720}
SMALL = re.compile(r"\b[0-4] (?:af \d+ )?(?:borde?|noter?|personer)\b")
BELONG, EVENINGS = "Alle er med i legen i frikvarteret.", "Telefonerne sover om aftenen."
WORDS = {
    "da": ("Det skriver andre borde", "Vi siger det samme"),
    "en": ("What other tables write", "We say the same"),
    "ar": ("ما تكتبه طاولات أخرى", "نحن نقول الشيء نفسه"),
}


def test_a_class_meeting_on_phones(stage: Stage) -> None:
    officer = stage.context(viewport={"width": 1280, "height": 900}).new_page()
    log_in(stage, officer)
    meeting = make(stage, officer)
    seat(stage, officer, meeting)
    codes = table_codes(officer, meeting)
    screen = officer.context.new_page()
    screen.set_viewport_size({"width": 1920, "height": 1080})
    screen.goto(f"/moeder/{meeting}/storskaerm/")
    phones = {number: sit_down(stage, codes[number], SAID[number].language) for number in codes}
    first_round(stage, officer, meeting, phones, screen)
    second_round(stage, officer, phones)
    plenum(stage, officer, meeting, screen)
    letter(stage, officer, meeting)
    stage.eyes.check()


def log_in(stage: Stage, page: Page) -> None:
    page.goto("/konto/log-ind/")
    page.locator("input[name=email]").fill(OFFICER)
    page.locator("main form button[type=submit]").first.click()
    give_code(stage, page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mette")


def make(stage: Stage, page: Page) -> str:
    page.goto("/moeder/nyt/")
    page.get_by_label("Mødets navn").fill(TITLE)
    page.get_by_label("Dato").fill("07.10.2030")
    page.get_by_label("Fra kl.").fill("17.00")
    page.get_by_label(re.compile("Klassemøde om fællesskabet, 4.-6. klasse")).check()
    page.get_by_role("button", name="Læg planen").click()
    expect(page.get_by_role("heading", name="5 borde")).to_be_visible()
    stage.eyes.look(page, "class, plan")
    found = re.search(r"/moeder/([^/]+)/plan/", page.url)
    assert found
    page.get_by_label("Sted", exact=True).fill("Klasselokalet på Havneskolen")
    page.get_by_label("Hvad sker der efter mødet?").fill("Alle får et brev inden en uge.")
    with page.expect_navigation():
        page.locator(".sp-sendbar").get_by_role("button", name="Gem").click()
    expect(page.get_by_label("Sted", exact=True)).to_have_value("Klasselokalet på Havneskolen")
    return found.group(1)


def seat(stage: Stage, page: Page, meeting: str) -> None:
    """The list is pasted; each of the five tables gets somebody who writes."""
    page.goto(f"/moeder/{meeting}/bordplan/")
    page.get_by_role("link", name="Skriv, hvem der kommer").click()
    page.get_by_role("textbox", name="Listen").fill(GUESTS)
    page.get_by_role("button", name="Sæt dem på listen").click()
    expect(page.get_by_text("22 personer er kommet på listen.")).to_be_visible()
    stage.eyes.look(page, "class, who comes")
    page.get_by_role("link", name="Videre til bordplanen").click()
    page.get_by_role("button", name="Foreslå bordplan").click()
    expect(page.get_by_role("button", name="Brug planen")).to_be_visible(timeout=180_000)
    expect(page.locator(".sp-seat-tables > li")).to_have_count(5)
    for table in page.locator(".sp-seat-tables > li").all():
        expect(table.get_by_label("kan skrive noter").first).to_be_visible()
    stage.eyes.look(page, "class, seating")
    page.get_by_role("button", name="Brug planen").click()
    expect(page.get_by_text("Bordplanen er gemt.")).to_be_visible()


def sit_down(stage: Stage, code: str, language: str) -> Page:
    page = stage.context(viewport=PHONE, has_touch=True).new_page()
    page.goto(f"/bord/{'' if language == 'da' else f'?sprog={language}'}")
    page.locator("input[name=code]").fill(code.lower())
    page.locator("main button[type=submit]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".sp-round")).to_be_visible()
    return page


def write(page: Page, said: Said) -> None:
    """One note; where the table says yes, it may be read by others."""
    field = page.locator("#skriv")
    field.fill(said.text)
    field.press("Enter")
    note = page.locator("#noter .sp-note", has_text=said.text)
    expect(note.locator(".sp-state-kept")).to_be_visible()
    expect(page.locator("[data-pending] li")).to_have_count(0)
    if said.quotable:
        note.locator("button[value=quotable]").click()
        expect(note.locator("button[value=unquotable]")).to_have_attribute("aria-pressed", "true")


def first_round(stage: Stage, officer: Page, meeting: str, phones: dict[int, Page], screen: Page) -> None:
    officer.goto(f"/moeder/{meeting}/styring/")
    officer.get_by_role("button", name="Start runde 1").click()
    expect(officer.get_by_role("button", name="Hold pause")).to_be_visible()
    officer.get_by_role("button", name="Vis de nyeste noter på storskærmen").click()
    for number, page in phones.items():
        expect(page.locator("[data-round-now='1']")).to_be_visible()
        for said in SAID[number].first:
            write(page, said)
    expect(screen.get_by_text("I er få, så her står ingen tal.")).to_be_visible()
    # The three newest that may be shown.
    expect(screen.get_by_text(SAID[5].first[0].text)).to_be_visible()
    expect(screen.get_by_text(NO_YES)).to_have_count(0)
    stage.eyes.look(screen, "class, big screen")
    stage.eyes.look(phones[1], "class, table")
    type_in_paper(stage, officer, meeting)
    officer.goto(f"/moeder/{meeting}/styring/")
    # A phone that has found nothing asks again after a quarter of a minute.
    assert eventually(lambda: stage.server.shell(NOT_UNDERSTOOD.format(meeting=meeting)) == "0", every=0.2)
    last_minutes(stage, officer, meeting)
    for number, page in phones.items():
        harvest(stage, page, SAID[number].language)


NOT_UNDERSTOOD = """
from samspil.dialogue.models import Note
print(Note.objects.filter(meeting__uuid="{meeting}", vectors=None).count())
"""


def type_in_paper(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/papir/")
    page.get_by_label("Bordets kode").fill("3")
    page.get_by_label("Noterne, én på hver linje").fill("\n".join(PAPER))
    page.get_by_role("button", name="Gem arket").click()
    expect(page.get_by_text("2 noter fra bord 3 er gemt.")).to_be_visible()
    stage.eyes.look(page, "class, paper")


def last_minutes(stage: Stage, officer: Page, meeting: str) -> None:
    """A quarter of an hour is too long for a test: the round's end is moved in the database to half a minute from now,
    and the officer's »+ 2 minutter« tells all pages. Two and a half minutes are left, so the harvest is open."""
    with psycopg.connect(stage.server.database_url, autocommit=True) as connection:
        moved = connection.execute(
            "UPDATE dialogue_round SET ends_at = now() + interval '30 seconds' WHERE closed_at IS NULL AND "
            "ends_at IS NOT NULL AND meeting_id = (SELECT id FROM dialogue_meeting WHERE uuid = %s)",
            [meeting],
        )
        assert moved.rowcount == 1
    officer.get_by_role("button", name="+ 2 minutter").click()


def harvest(stage: Stage, page: Page, language: str) -> None:
    """The phone is shown what others let be read, and answers the first card."""
    heading, same = WORDS[language]
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    cards = page.locator("#hoest .sp-note")
    assert NO_YES not in page.locator("#hoest").inner_text()
    if (name := f"class, harvest in {language}") not in stage.eyes.seen:
        stage.eyes.look(page, name)
    cards.first.get_by_role("button", name=same).click()
    expect(page.locator("#hoest button[value=same][aria-pressed=true]")).to_have_count(1)


def second_round(stage: Stage, officer: Page, phones: dict[int, Page]) -> None:
    officer.get_by_role("button", name="Slut runden").click()
    officer.get_by_role("button", name="Start runde 2").click()
    for number, page in phones.items():
        expect(page.locator("[data-round-now='2']")).to_be_visible()
        for said in SAID[number].second:
            write(page, said)
    expect(officer.get_by_text("5 af 5 borde")).to_be_visible()
    officer.set_viewport_size(PHONE)
    stage.eyes.look(officer, "class, control on a phone")
    officer.set_viewport_size({"width": 1280, "height": 900})
    officer.get_by_role("button", name="Slut runden").click()
    officer.get_by_role("button", name="Slut aftenen").click()
    expect(officer.get_by_role("link", name="Gå til sortering")).to_be_visible()
    for page in phones.values():
        page.context.close()


def plenum(stage: Stage, officer: Page, meeting: str, screen: Page) -> None:
    """The hall watches the themes grow, without a figure, while the notes are sorted."""
    officer.get_by_role("button", name="Vis kortet").click()
    sort(stage, officer, meeting)
    expect(screen.get_by_text("Fællesskab").first).to_be_visible()
    said = screen.locator("body").inner_text()
    assert not SMALL.search(said), said
    assert "af 12 noter" not in said
    assert screen.locator(".sp-seed").count() == 0
    stage.eyes.look(screen, "class, map")
    screen.close()


def sort(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/sortering/")
    made: set[str] = set()
    total = sum(len(table.first) + len(table.second) for table in SAID.values()) + len(PAPER)
    for settled in range(total):
        expect(page.locator("#frem")).to_contain_text(f"{settled} af {total} noter")
        expect(page.locator("html[data-busy]")).to_have_count(0)
        text = page.locator(".sp-focus-text").inner_text()
        statement = next(point for point, words in POINTS.items() if any(word in text for word in words))
        place(page, statement, made)
    expect(page.locator("#frem")).to_contain_text(f"{total} af {total} noter")
    stage.eyes.look(page, "class, sorted")
    page.get_by_role("button", name="Luk sorteringen").click()
    expect(page.get_by_role("button", name="Åbn sorteringen igen")).to_be_visible()


POINTS = {
    BELONG: ("frikvarter", "recess", "الاستراحة"),
    EVENINGS: ("elefon", "phone", "هاتف"),
    "Vi spiser sammen en gang imellem.": ("spise", "Spis"),
}


def place(page: Page, statement: str, made: set[str]) -> None:
    """By the keys: N for a new point, its own button for one that is there."""
    if statement in made:
        page.locator(".sp-pt-btn", has_text=statement).click()
        return
    page.keyboard.press("n")
    field = page.get_by_label("Hvad siger punktet?")
    expect(field).to_be_visible()
    field.fill(statement)
    if not made:
        page.get_by_label("Navn på et nyt tema").fill("Fællesskab")
    page.get_by_role("button", name="Lav punktet").click()
    made.add(statement)


def letter(stage: Stage, officer: Page, meeting: str) -> None:
    """A class has no mailbox to send to: the letter is put up, opened to all who have the address, and read."""
    officer.goto(f"/moeder/{meeting}/brev/")
    officer.get_by_role("button", name="Gem brevet").first.click()
    stage.eyes.look(officer, "class, letter draft")
    for checkbox in officer.locator("form[action$='/brev/send/'] input[type=checkbox]").all():
        checkbox.check()
    officer.get_by_role("button", name="Læg brevet frem").click()
    expect(officer.get_by_role("heading", name="Brevet er lagt frem")).to_be_visible(timeout=180_000)
    stage.eyes.look(officer, "class, letter put up")
    officer.get_by_role("link", name="Vis offentligt").click()
    officer.get_by_role("button", name="Vis offentligt").click()
    address = officer.locator("a[href*='/offentligt/']").first.get_attribute("href")
    assert address
    for language in ("da", "ar"):
        page = stage.context(viewport=PHONE, has_touch=True).new_page()
        page.goto(f"{address}?sprog={language}")
        expect(page.get_by_text(BELONG).first).to_be_visible()
        for opener in page.locator("main details > summary").all():
            opener.click()
        stage.eyes.look(page, f"class, letter in {language}")
        if language == "da":
            read(page.locator("main").inner_text())
        page.context.close()


def read(said: str) -> None:
    assert SAID[1].first[0].text in said
    assert NO_YES not in said
    assert all(words.lstrip("*! ") not in said for words in PAPER)
    assert "ved nogle af bordene" in said
    assert "færre end 5" in said
    assert not SMALL.search(said), SMALL.findall(said)
