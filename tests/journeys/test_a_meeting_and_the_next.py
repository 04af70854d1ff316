# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The whole of a meeting, and the next one that remembers it: wishes, invitation, seating, rounds with harvest in three
languages, paper, plenum, sorting, hearing, letter, promise, overdue, and »Siden sidst«."""

import re

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.mailbox import link, words
from tests.journeys.stage import CHAIR, OFFICER, Stage, table_codes

pytestmark = pytest.mark.browser

TITLE = "Hvad skal skole og hjem bruge tiden på?"
WEEKLY = "Én samlet besked om ugen er nok."
EARLY = "Ring tidligt, og begynd med det gode."
SAID = {
    1: ("da", "Et samlet brev om ugen er nok."),
    2: ("en", "One message a week is enough."),
    3: ("ar", "رسالة واحدة في الأسبوع تكفي."),
}
GUESTS = """Nadia Lund; Udvalget; ; referent
Per Holm; Udvalget; ; referent
Samira Aziz; Forvaltningen; arabisk; referent"""
PAPER = "* Ring, før det bliver stort\nEt ugebrev er nok for os"
DANISH = {
    "One message a week is enough.": "Én besked om ugen er nok.",
    "رسالة واحدة في الأسبوع تكفي.": "Ét brev om ugen er nok.",
}


def test_a_meeting_and_the_next(stage: Stage) -> None:
    officer = stage.context(viewport={"width": 1280, "height": 900}).new_page()
    log_in(stage, officer, OFFICER)
    meeting = plan(stage, officer)
    wish(stage, officer, meeting)
    invite(stage, officer, meeting)
    seat(stage, officer, meeting)
    codes = table_codes(officer, meeting)
    hold(stage, officer, meeting, codes)
    type_in_paper(stage, officer, meeting, codes[4])
    sort(stage, officer, meeting)
    show_map(stage, officer, meeting)
    say_in_danish(stage, officer, meeting)
    hear(stage, officer, meeting)
    send(stage, officer, meeting)
    promise(stage, officer, meeting)
    time_passes(stage)
    overdue_is_seen(stage, meeting)
    the_next_remembers(stage, officer, meeting)
    stage.eyes.check()


def log_in(stage: Stage, page: Page, address: str) -> None:
    page.goto("/konto/log-ind/")
    page.locator("input[type=email], input[name=email], input[name=login]").first.fill(address)
    page.locator("main form button[type=submit]").first.click()
    code = re.search(r"er: (\d{6,8})", words(stage.box.wait(address, "")))
    assert code
    page.locator("input[name=code]").fill(code.group(1))
    page.locator("main form button[type=submit]").first.click()
    expect(page).not_to_have_url(re.compile("/konto/"))


def plan(stage: Stage, page: Page) -> str:
    """Five tables; a first round of three minutes, which are its last three."""
    page.goto("/moeder/nyt/")
    page.get_by_label("Mødets navn").fill(TITLE)
    page.get_by_label("Dato").fill("07.10.2030")
    page.get_by_label("Fra kl.").fill("17.00")
    page.get_by_role("button", name="Læg planen").click()
    expect(page).to_have_url(re.compile("/plan/$"))
    found = re.search(r"/moeder/([^/]+)/plan/", page.url)
    assert found
    page.get_by_label("Sted", exact=True).fill("Rådhuset")
    page.get_by_label("Hvad sker der efter mødet?").fill("Alle får et brev inden to uger.")
    page.locator("#id_wishes_by").fill("01.09.2030")
    page.get_by_label("Antal borde").fill("5")
    page.locator(".sp-sendbar").get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", name="5 borde")).to_be_visible()
    page.get_by_label(re.compile("^Minutter til .*1", re.IGNORECASE)).first.fill("3")
    with page.expect_navigation():
        page.locator(".sp-sendbar").get_by_role("button", name="Gem").click()
    stage.eyes.look(page, "plan with a deadline for wishes")
    return found.group(1)


def wish(stage: Stage, officer: Page, meeting: str) -> None:
    """A board proposes, and sees that it came on the agenda."""
    chair = stage.context(viewport={"width": 375, "height": 740}).new_page()
    log_in(stage, chair, CHAIR)
    chair.goto(f"/moeder/{meeting}/oensker/")
    chair.get_by_label("Hvad skal vi tale om?").fill("Færre beskeder på Aula")
    chair.get_by_label(re.compile("Hvorfor")).first.fill("Mange forældre giver op.")
    chair.get_by_role("button", name="Send ønsket").click()
    expect(chair.get_by_text("Ikke afgjort endnu")).to_be_visible()
    stage.eyes.look(chair, "wishes, a board")
    officer.goto(f"/moeder/{meeting}/oensker/")
    officer.get_by_role("button", name="Tag med på dagsordenen").click()
    stage.eyes.look(officer, "wishes, the officer")
    chair.reload()
    expect(chair.get_by_text("Taget med på dagsordenen").first).to_be_visible()
    officer.goto(f"/moeder/{meeting}/plan/")
    expect(officer.locator("input[value='Færre beskeder på Aula']").first).to_be_visible()
    chair.context.close()


def invite(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/invitation/")
    page.get_by_text("Hele skolebestyrelsen (2)").click()
    for school in ("Havneskolen", "Åskolen"):
        page.get_by_label(f"Hele skolebestyrelsen, {school}").check()
    page.get_by_role("button", name="Gem listen").click()
    page.get_by_role("link", name="Se mailen, og send").click()
    page.get_by_role("button", name="Send invitationen").click()
    expect(page.get_by_text("2 mails er på vej.")).to_be_visible()
    for address, people in ((CHAIR, "6"), ("birgit@fjordby.example", "5")):
        mail = stage.box.wait(address, "Invitation")
        assert "Alle får et brev inden to uger." in words(mail)
        reader = stage.context(viewport={"width": 375, "height": 740}).new_page()
        reader.goto(link(mail, "/svar/"))
        reader.get_by_label("Ja, vi kommer").check()
        reader.get_by_label("Hvor mange kommer?").fill(people)
        reader.get_by_role("button", name="Send svaret").click()
        expect(reader.get_by_text("Tak! Svaret er gemt.")).to_be_visible()
        reader.context.close()


def seat(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/bordplan/folk/")
    page.get_by_role("button", name="Hent pladser fra svarene").click()
    expect(page.get_by_text("Havneskolen").first).to_be_visible()
    people = page.locator("textarea[name=people]")
    people.fill(GUESTS)
    with page.expect_navigation():
        page.get_by_role("button", name="Sæt dem på listen").click()
    stage.eyes.look(page, "guests")
    page.goto(f"/moeder/{meeting}/bordplan/")
    page.get_by_role("button", name="Foreslå bordplan").click()
    expect(page.get_by_role("button", name="Brug planen")).to_be_visible(timeout=180_000)
    expect(page.get_by_role("heading", name=re.compile("Bord 5"))).to_be_visible()
    stage.eyes.look(page, "seating")
    page.get_by_role("button", name="Brug planen").click()
    expect(page.get_by_text("Planen er gemt").first).to_be_visible()


def hold(stage: Stage, officer: Page, meeting: str, codes: dict[int, str]) -> None:
    """Three phones in three languages; each sees what the others wrote, and answers."""
    phones = {number: stage.context(viewport={"width": 375, "height": 740}).new_page() for number in SAID}
    officer.goto(f"/moeder/{meeting}/styring/")
    for number, phone in phones.items():
        phone.goto(f"/bord/{codes[number]}/?sprog={SAID[number][0]}")
    officer.get_by_role("button", name="Start runde 1").click()
    for number, phone in phones.items():
        language, text = SAID[number]
        expect(phone.locator("#skriv")).to_be_visible()
        expect(phone.locator("html")).to_have_attribute("lang", language)
        phone.locator("#skriv").fill(text)
        phone.locator("#skriv").press("Enter")
        expect(phone.locator("#noter .sp-note")).to_have_count(1)
    for number, phone in phones.items():
        cards = phone.locator("#hoest .sp-note")
        expect(cards.first).to_be_visible(timeout=180_000)
        assert SAID[number][1] not in cards.locator("p.sp-voice").all_inner_texts()
        stage.eyes.look(phone, f"harvest in {SAID[number][0]}")
        count = cards.count()
        cards.first.locator("button[value=same]").click()
        expect(phone.locator("#hoest details li")).to_have_count(1)
        assert count <= 3
    stage.eyes.look(officer, "control with harvest")
    officer.get_by_role("button", name="Slut runden").click()
    expect(phones[1].locator("#hoest .sp-note")).to_have_count(0)
    for phone in phones.values():
        phone.context.close()


def type_in_paper(stage: Stage, page: Page, meeting: str, code: str) -> None:
    page.goto(f"/moeder/{meeting}/papir/")
    page.get_by_label("Bordets kode").fill(code)
    page.get_by_label("Noterne, én på hver linje").fill(PAPER)
    page.get_by_role("button", name="Gem arket").click()
    expect(page.get_by_text("2 noter fra bord 4 er gemt.")).to_be_visible()
    stage.eyes.look(page, "paper")


def sort(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/sortering/")
    panel(page, "t", "Hvad hedder temaet?", "Beskeder")
    made: set[str] = set()
    for _ in range(5):
        expect(page.locator("html[data-busy]")).to_have_count(0)
        statement = EARLY if "Ring" in page.locator(".sp-focus-text").inner_text() else WEEKLY
        settled = page.locator("#frem").inner_text()
        if statement in made:
            suggestion = page.locator(".sp-sug", has_text=statement)
            expect(suggestion).to_be_visible()
            expect(page.locator("html[data-busy]")).to_have_count(0)
            page.keyboard.press(suggestion.locator("kbd").inner_text())
        else:
            panel(page, "n", "Hvad siger punktet?", statement)
            made.add(statement)
        expect(page.locator("#frem")).not_to_have_text(settled)
    expect(page.locator("#frem")).to_contain_text("5 af 5 noter")
    stage.eyes.look(page, "sorted")


def panel(page: Page, key: str, label: str, text: str) -> None:
    expect(page.locator("html[data-busy]")).to_have_count(0)
    page.keyboard.press(key)
    page.get_by_label(label).fill(text)
    page.keyboard.press("Enter")


def show_map(stage: Stage, page: Page, meeting: str) -> None:
    """The hall sees the themes while the evening still goes on, one at a time."""
    screen = page.context.new_page()
    screen.set_viewport_size({"width": 1920, "height": 1080})
    screen.goto(f"/moeder/{meeting}/storskaerm/")
    page.goto(f"/moeder/{meeting}/styring/")
    page.get_by_role("button", name="Vis kortet").click()
    expect(screen.locator("svg[role=img]").first).to_be_visible()
    page.get_by_role("button", name="Næste tema").click()
    expect(screen.get_by_text("Tema 1 af 1")).to_be_visible()
    expect(screen.get_by_text(WEEKLY).first).to_be_visible()
    stage.eyes.look(screen, "map")
    page.get_by_role("button", name=re.compile("Slut aftenen")).click()
    expect(page.get_by_role("link", name="Gå til sortering")).to_be_visible()
    screen.close()


def say_in_danish(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/oversaettelser/")
    for said, danish in DANISH.items():
        row = page.locator("main li, main article").filter(has_text=said).filter(has=page.locator("textarea")).last
        row.locator("textarea[name$='-text']").fill(danish)
        row.get_by_role("button", name="Gem det danske").click()
        expect(page.get_by_text(danish).first).to_be_visible()
    stage.eyes.look(page, "in Danish")


def hear(stage: Stage, page: Page, meeting: str) -> None:
    """The draft goes to those who came; one of them says what is missing, and gets an answer."""
    page.goto(f"/moeder/{meeting}/sortering/")
    page.get_by_role("button", name=re.compile("Luk sorteringen")).click()
    page.goto(f"/moeder/{meeting}/brev/")
    page.get_by_role("button", name="Gem brevet").first.click()
    page.goto(f"/moeder/{meeting}/hoering/")
    stage.eyes.look(page, "hearing, before")
    page.get_by_role("button", name="Åbn høringen").click()
    mail = stage.box.wait(CHAIR, "Passer brevet")
    for language in ("ar", "da"):
        reader = stage.context(viewport={"width": 375, "height": 740}).new_page()
        reader.goto(f"{link(mail, '/hoering/')}?sprog={language}")
        expect(reader.get_by_text(WEEKLY).first).to_be_visible()
        stage.eyes.look(reader, f"hearing in {language}")
        if language == "da":
            reader.locator("input[name=v0][value=differs]").check()
            reader.locator("textarea[name=w0]").fill("Ugebrevet skal også være på arabisk.")
            reader.get_by_role("button", name="Send svaret").click()
            expect(reader.get_by_text("Tak! Svaret er gemt.")).to_be_visible()
        reader.context.close()
    page.reload()
    page.get_by_role("button", name="Luk høringen nu").click()
    expect(page.get_by_text("Ugebrevet skal også være på arabisk.")).to_be_visible()
    page.locator("input[name=taken], input[name$=taken]").first.check()
    page.locator("textarea[name=reply], textarea[name$=reply]").first.fill("Det skriver vi ind.")
    page.get_by_role("button", name="Gem svaret").first.click()
    expect(page.get_by_text("Alle bemærkninger har fået et svar.")).to_be_visible()
    stage.eyes.look(page, "hearing, answered")


def send(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/brev/")
    stage.eyes.look(page, "letter with fairness")
    for checkbox in page.locator("form[action$='/brev/send/'] input[type=checkbox]").all():
        checkbox.check()
    page.get_by_role("button", name="Send brevet til alle").click()
    expect(page.get_by_text(re.compile("2 af 2"))).to_be_visible(timeout=180_000)
    mail = stage.box.wait(CHAIR, f"Brev efter mødet: {TITLE}")
    reader = stage.context(viewport={"width": 375, "height": 740}).new_page()
    reader.goto(link(mail, "/brev/"))
    expect(reader.get_by_text("Hver bemærkning har fået et svar.").first).to_be_visible()
    expect(reader.get_by_text("ved 4 af 5 borde").first).to_be_visible()
    expect(reader.get_by_text("venter på svar").first).to_be_visible()
    stage.eyes.look(reader, "letter with hearing")
    reader.context.close()


def promise(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/loefter/")
    stage.eyes.look(page, "promises, none yet")
    page.get_by_role("link", name="Svar på det næste punkt").click()
    page.locator("input[name=state][value=promise]").check()
    page.locator("textarea[name=words]").fill("Alle skoler samler ugens beskeder i ét brev.")
    page.locator("input[name=owner_name]").fill("Hanne Toft, skolechef")
    page.locator("input[name=owner_email]").fill("hanne@fjordby.example")
    page.locator("input[name=due_on]").fill("01.06.2031")
    stage.eyes.look(page, "promise")
    page.get_by_role("button", name="Gem svaret").click()
    expect(page.get_by_text("Løfte, i gang").first).to_be_visible()


# What the worker does twice a minute.
LOOK_AFTER = """
from samspil.core import chores, clock
chores.run_all(now=clock.now())
"""


def time_passes(stage: Stage) -> None:
    """The quarter of an hour that a digest waits; and a date that goes by."""
    with psycopg.connect(stage.server.database_url) as connection:
        connection.execute("UPDATE dialogue_promiseanswer SET answered_at = answered_at - interval '20 minutes'")
    stage.server.shell(LOOK_AFTER)
    digest = words(stage.box.wait(CHAIR, "Nyt om 1 punkt"))
    assert "Alle skoler samler ugens beskeder i ét brev." in digest
    with psycopg.connect(stage.server.database_url) as connection:
        connection.execute("UPDATE dialogue_promiseanswer SET due_on = current_date - 19")


def overdue_is_seen(stage: Stage, meeting: str) -> None:
    """By everybody who was there, with or without an account."""
    reader = stage.context(viewport={"width": 375, "height": 740}).new_page()
    reader.goto(link(stage.box.wait(CHAIR, f"Brev efter mødet: {TITLE}"), "/brev/"))
    expect(reader.get_by_text("Løfte, 19 dage over tiden").first).to_be_visible()
    stage.eyes.look(reader, "letter with a promise overdue")
    reader.context.close()


def the_next_remembers(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/kopi/")
    page.get_by_label(re.compile("Dato")).fill("08.04.2031")
    page.get_by_label("Fra kl.").fill("17.00")
    page.get_by_role("button", name="Læg planen").click()
    expect(page).to_have_url(re.compile("/plan/$"))
    found = re.search(r"/moeder/([^/]+)/plan/", page.url)
    assert found
    assert found.group(1) != meeting
    expect(page.locator("input[value='Siden sidst']").first).to_be_visible()
    page.goto(f"/moeder/{found.group(1)}/")
    expect(page.get_by_text("Alle skoler samler ugens beskeder i ét brev.").first).to_be_visible()
    expect(page.get_by_text("19 dage over tiden").first).to_be_visible()
    stage.eyes.look(page, "the next meeting")
