# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""From an empty installation to a letter in the mailbox: one dialogue meeting, in real browsers, over real SMTP."""

import io
import re

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.journeys.mailbox import link
from tests.journeys.stage import AISLE, CALL, CHAIR, OFFICER, WEEKLY, Stage, give_code, table_codes

pytestmark = pytest.mark.browser

TITLE = "Hvad skal skole og hjem bruge tiden på i år?"

SLOW_ANSWERS = """() => Object.defineProperty(XMLHttpRequest.prototype, "onload", {
  set(answered) { this.addEventListener("load", () => setTimeout(answered, 700)); },
})"""


def test_from_plan_to_letter(stage: Stage) -> None:
    officer = stage.context(viewport={"width": 1280, "height": 900}).new_page()
    log_in(stage, officer)
    meeting = plan(stage, officer)
    invite(stage, officer, meeting)
    answer(stage)
    codes = table_codes(officer, meeting)
    hold(stage, officer, meeting, codes)
    talk_and_plenum(stage, officer, meeting)
    sort_by_keyboard(stage, officer, meeting)
    send_letter(stage, officer, meeting)
    read_letter(stage)
    stage.eyes.check()


def log_in(stage: Stage, page: Page) -> None:
    page.goto("/konto/log-ind/")
    stage.eyes.look(page, "log-in")
    page.locator("input[type=email], input[name=email], input[name=login]").first.fill(OFFICER)
    page.locator("main form button[type=submit]").first.click()
    give_code(stage, page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mette")
    stage.eyes.look(page, "home")


def plan(stage: Stage, page: Page) -> str:
    page.get_by_role("link", name="Nyt møde").first.click()
    stage.eyes.look(page, "new meeting")
    page.get_by_label("Mødets navn").fill(TITLE)
    page.get_by_label("Dato").fill("07.10.2030")
    page.get_by_label("Fra kl.").fill("17.00")
    page.get_by_role("button", name="Læg planen").click()
    expect(page).to_have_url(re.compile(r"/plan/$"))
    meeting = re.search(r"/moeder/([^/]+)/plan/", page.url)
    assert meeting
    stage.eyes.look(page, "plan with gaps")
    page.get_by_label("Sted", exact=True).fill("Rådhuset")
    page.get_by_label("Hvad sker der efter mødet?").fill("Alle får et brev inden to uger.")
    page.get_by_label("Antal borde").fill("3")
    expect(page.get_by_text("Der er noget, som ikke er gemt.")).to_be_visible()
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Nyt møde som dette").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    page.locator(".sp-sendbar").get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", name="3 borde")).to_be_visible()
    stage.eyes.look(page, "plan")
    return meeting.group(1)


def invite(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/invitation/")
    page.get_by_text("Hele skolebestyrelsen (2)").click()
    page.get_by_label("Hele skolebestyrelsen, Havneskolen").check()
    page.get_by_role("button", name="Gem listen").click()
    page.get_by_text("Hele skolebestyrelsen (1)").click()
    page.get_by_role("button", name="Sæt den på listen").click()
    page.get_by_role("link", name="Se mailen, og send").click()
    page.get_by_role("button", name="Send invitationen").click()
    expect(page.get_by_text("2 mails er på vej.")).to_be_visible()
    mail = stage.box.wait(CHAIR, "Invitation")
    calendars = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert calendars
    assert "SUMMARY:Hvad skal skole og hjem" in calendars[0].get_content()
    stage.eyes.look(page, "invitations")


def answer(stage: Stage) -> None:
    page = stage.context(viewport={"width": 375, "height": 720}).new_page()
    page.goto(link(stage.box.wait(CHAIR, "Invitation"), "/svar/"))
    stage.eyes.look(page, "answer")
    page.get_by_label("Ja, vi kommer").check()
    page.get_by_label("Hvor mange kommer?").fill("4")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_text("Tak! Svaret er gemt.")).to_be_visible()
    stage.eyes.look(page, "answered")
    page.context.close()


def hold(stage: Stage, officer: Page, meeting: str, codes: dict[int, str]) -> None:
    officer.goto(f"/moeder/{meeting}/styring/")
    stage.eyes.look(officer, "control before")
    screen = officer.context.new_page()
    screen.set_viewport_size({"width": 1920, "height": 1080})
    screen.goto(f"/moeder/{meeting}/storskaerm/")
    tables = {number: sit_down(stage, code) for number, code in codes.items()}
    officer.get_by_role("button", name="Start runde 1").click()
    for number, page in tables.items():
        # The page hears of the round by itself.
        expect(page.get_by_label("Skriv én pointe")).to_be_visible()
        for text in AISLE[number]:
            write(page, text)
    # So few tables are no figure on the screen; the notes come by themselves, once the officer has chosen it.
    officer.get_by_role("button", name="Vis de nyeste noter på storskærmen").click()
    expect(screen.get_by_text("Bordene skriver.")).to_be_visible()
    expect(screen.get_by_text(AISLE[max(codes)][-1])).to_be_visible()
    stage.eyes.look(screen, "projector")
    stage.eyes.look(tables[1], "table")
    tables[1].goto(f"{tables[1].url.split('?')[0].split('#')[0]}?sprog=ar")
    expect(tables[1].locator("html")).to_have_attribute("dir", "rtl")
    stage.eyes.look(tables[1], "table in Arabic")
    expect(officer.get_by_text("3 af 3 borde")).to_be_visible()
    stage.eyes.look(officer, "control")
    # The live event draws the next button while the answer to the press is still on its way: that button waits for it.
    officer.evaluate(SLOW_ANSWERS)
    officer.get_by_role("button", name="Slut runden").click()
    officer.get_by_role("button", name=re.compile("Slut aftenen")).click()
    expect(officer.get_by_role("link", name="Gå til sortering")).to_be_visible()
    for page in tables.values():
        page.context.close()
    screen.close()


def sit_down(stage: Stage, code: str) -> Page:
    page = stage.context(viewport={"width": 375, "height": 720}, has_touch=True).new_page()
    page.goto("/bord/")
    page.get_by_label("Bordets kode").fill(code.lower())
    page.get_by_role("button", name="Gå til bordet").click()
    expect(page.get_by_text("Vi begynder snart")).to_be_visible()
    return page


def write(page: Page, text: str) -> None:
    """Enter sends; it is saved when the page says so."""
    field = page.get_by_label("Skriv én pointe")
    field.fill(text)
    field.press("Enter")
    note = page.locator("#noter .sp-note", has_text=text)
    expect(note.get_by_text(re.compile(r"^Gemt \d"))).to_be_visible()
    expect(page.locator("[data-pending] li")).to_have_count(0)


def talk_and_plenum(stage: Stage, page: Page, meeting: str) -> None:
    for where, text in (
        ("Oplæg", "Oplægget viste en skole, der spørger først."),
        ("plenum", "Salen ønskede flere møder som dette."),
    ):
        page.goto(f"/moeder/{meeting}/noter/oplaeg/")
        page.get_by_label(re.compile(where, re.IGNORECASE)).first.check()
        page.locator("form.sp-desk-panel textarea").fill(text)
        page.get_by_role("button", name="Gem noten").click()
        expect(page.get_by_text(text)).to_be_visible()
    stage.eyes.look(page, "talk and plenum")


def sort_by_keyboard(stage: Stage, page: Page, meeting: str) -> None:
    """Only keys. What a note says decides where it goes."""
    page.goto(f"/moeder/{meeting}/sortering/")
    stage.eyes.look(page, "sorting, empty")
    panel(page, "t", "Hvad hedder temaet?").fill("Færre beskeder")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Færre beskeder"))).to_be_visible()
    made: set[str] = set()
    for _ in range(8):
        expect(page.locator("html[data-busy]")).to_have_count(0)
        text = page.locator(".sp-focus-text").inner_text()
        settled = page.locator("#frem").inner_text()
        place(page, text, made)
        expect(page.locator("#frem")).not_to_have_text(settled)
    expect(page.locator("#frem")).to_contain_text("8 af 8 noter")
    stage.eyes.look(page, "sorting, done")


def place(page: Page, text: str, made: set[str]) -> None:
    if "Fuglene" in text:
        panel(page, "x", "Handler om noget andet end spørgsmålet").check()
        page.keyboard.press("Enter")
        return
    statement = statement_of(text)
    if statement not in made:
        panel(page, "n", "Hvad siger punktet?").fill(statement)
        page.keyboard.press("Enter")
        made.add(statement)
        return
    suggestion = page.locator(".sp-sug", has_text=statement)
    expect(suggestion).to_be_visible()
    expect(page.locator("html[data-busy]")).to_have_count(0)
    page.keyboard.press(suggestion.locator("kbd").inner_text())


def panel(page: Page, key: str, label: str) -> Locator:
    """The field that a key opens."""
    expect(page.locator("html[data-busy]")).to_have_count(0)
    page.keyboard.press(key)
    field = page.get_by_label(label)
    expect(field).to_be_visible()
    return field


def statement_of(text: str) -> str:
    if "Ring" in text or "spørger" in text:
        return CALL
    return "Vi vil mødes oftere." if "Salen" in text else WEEKLY


def send_letter(stage: Stage, page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/sortering/")
    page.get_by_role("button", name=re.compile("Luk sorteringen")).click()
    page.goto(f"/moeder/{meeting}/brev/")
    page.get_by_role("button", name="Gem brevet").first.click()
    stage.eyes.look(page, "letter, draft")
    for checkbox in page.locator("form[action$='/brev/send/'] input[type=checkbox]").all():
        checkbox.check()
    page.get_by_role("button", name="Send brevet til alle").click()
    expect(page.get_by_text(re.compile("2 af 2"))).to_be_visible(timeout=180_000)
    stage.eyes.look(page, "letter, sent")


def read_letter(stage: Stage) -> None:
    mail = stage.box.wait(CHAIR, f"Brev efter mødet: {TITLE}")
    pdfs = [part.get_content() for part in mail.walk() if part.get_content_type() == "application/pdf"]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdfs[0])).pages)
    assert WEEKLY in re.sub(r"\s+", " ", text)
    assert "ved færre end 5 borde" in re.sub(r"\s+", " ", text)
    assert "af 3 borde" not in re.sub(r"\s+", " ", text)
    for width, language in ((375, "da"), (1280, "ar")):
        page = stage.context(viewport={"width": width, "height": 900}).new_page()
        page.goto(f"{link(mail, '/brev/')}?sprog={language}")
        expect(page.get_by_text(WEEKLY).first).to_be_visible()
        stage.eyes.look(page, f"letter in {language}")
        page.context.close()
    assert len(stage.box.to(CHAIR, f"Brev efter mødet: {TITLE}")) == 1
