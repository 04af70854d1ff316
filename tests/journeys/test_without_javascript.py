# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The same evening in browsers that run no JavaScript: every page can be used with links and plain forms."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.mailbox import link
from tests.journeys.stage import CHAIR, OFFICER, WEEKLY, Stage, give_code, table_codes

pytestmark = pytest.mark.browser

TITLE = "Hvad skal skole og hjem bruge mindre tid på?"
PLENUM = "Salen ønskede flere møder som dette."


def test_from_plan_to_letter_without_javascript(stage: Stage) -> None:
    officer = plain(stage, 1280)
    log_in(stage, officer)
    meeting = plan(officer)
    invite(officer, meeting)
    answer(stage)
    table = table_waits(stage, table_codes(officer, meeting)[1])
    hold(officer, meeting, table)
    write_from_plenum(officer, meeting)
    sort(officer, meeting)
    write_letter(officer, meeting)
    publish(officer)
    read_letter(stage)
    assert stage.eyes.left == []


def plain(stage: Stage, width: int) -> Page:
    return stage.context(java_script_enabled=False, viewport={"width": width, "height": 900}).new_page()


def press(where: Page | Locator, name: str | re.Pattern[str]) -> None:
    button = where.get_by_role("button", name=name).first
    # A failed expectation shows the whole page, a click that waited in vain does not.
    expect(button).to_be_visible()
    button.click()


def log_in(stage: Stage, page: Page) -> None:
    page.goto("/konto/log-ind/")
    page.locator("input[name=email]").fill(OFFICER)
    press(page, "Send mig en kode")
    give_code(stage, page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mette")


def plan(page: Page) -> str:
    page.get_by_role("link", name="Nyt møde").first.click()
    page.get_by_label("Mødets navn").fill(TITLE)
    page.get_by_label("Dato").fill("07.10.2030")
    page.get_by_label("Fra kl.").fill("17.00")
    press(page, "Læg planen")
    found = re.search(r"/moeder/([^/]+)/plan/", page.url)
    assert found
    # What one part is refused for does not hold back what was typed in the others.
    page.get_by_label("Antal borde").fill("61")
    page.get_by_label("Sted", exact=True).fill("Rådhuset")
    press(page.locator(".sp-sendbar"), "Gem")
    expect(page.locator("#borde .form-error-message")).to_be_visible()
    expect(page.get_by_label("Sted", exact=True)).to_have_value("Rådhuset")
    page.get_by_label("Hvad sker der efter mødet?").fill("Alle får et brev inden to uger.")
    page.get_by_label("Antal borde").fill("2")
    press(page.locator(".sp-sendbar"), "Gem")
    expect(page.get_by_role("heading", name="2 borde")).to_be_visible()
    return found.group(1)


def invite(page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/invitation/")
    page.get_by_text("Hele skolebestyrelsen (2)").click()
    press(page, "Sæt alle 2 på listen")
    page.get_by_role("link", name="Se mailen, og send").click()
    press(page, "Send invitationen")
    expect(page.get_by_text("2 mails er på vej.")).to_be_visible()


def answer(stage: Stage) -> None:
    page = plain(stage, 375)
    page.goto(link(stage.box.wait(CHAIR, "Invitation"), "/svar/"))
    page.get_by_label("Ja, vi kommer").check()
    page.get_by_label("Hvor mange kommer?").fill("4")
    press(page, "Send svaret")
    expect(page.get_by_text("Tak! Svaret er gemt.")).to_be_visible()
    page.context.close()


def table_waits(stage: Stage, code: str) -> Page:
    page = plain(stage, 375)
    page.goto("/bord/")
    page.get_by_label("Bordets kode").fill(code.lower())
    press(page, "Gå til bordet")
    expect(page.get_by_text("Vi begynder snart")).to_be_visible()
    return page


def hold(officer: Page, meeting: str, table: Page) -> None:
    screen = officer.context.new_page()
    screen.goto(f"/moeder/{meeting}/storskaerm/")
    officer.goto(f"/moeder/{meeting}/styring/")
    press(officer, "Start runde 1")
    press(officer, "+ 2 minutter")
    press(officer, "Hold pause")
    expect(officer.get_by_role("button", name="Gå videre")).to_be_visible()
    press(officer, "Gå videre")
    press(officer, "Vis de nyeste noter på storskærmen")
    # The waiting table and the big screen draw themselves anew.
    expect(table.get_by_label("Skriv én pointe")).to_be_visible()
    write_notes(table)
    # One table of two is no figure on the screen; its notes come by themselves.
    expect(screen.get_by_text("Bordene skriver.")).to_be_visible()
    expect(screen.get_by_text("Ring, før det bliver stort.")).to_be_visible()
    screen.close()
    press(officer, "Lav et link til en anden computer")
    # Shown once: the page may not draw itself anew and take it away.
    expect(officer.locator(".sp-address a")).to_be_visible()
    assert officer.locator("meta[http-equiv=refresh]").count() == 0
    officer.goto(f"/moeder/{meeting}/styring/")
    press(officer, "Slut runden")
    press(officer, re.compile("Slut aftenen"))
    expect(officer.get_by_role("link", name="Gå til sortering")).to_be_visible()
    table.context.close()


def write_notes(page: Page) -> None:
    for text in (WEEKLY, "Ring hellere en gang for meget.", "Fuglene larmer."):
        page.get_by_label("Skriv én pointe").fill(text)
        press(page, "Gem noten")
        expect(note(page, text)).to_be_visible()
    press(note(page, WEEKLY), "Marker som vigtigst")
    expect(note(page, WEEKLY).locator("[aria-pressed=true]").first).to_be_visible()
    ringing = note(page, "Ring hellere")
    ringing.locator("summary").click()
    ringing.get_by_label("Ret noten").fill("Ring, før det bliver stort.")
    press(ringing, "Gem rettelsen")
    expect(note(page, "Ring, før det").first).to_be_visible()
    birds = note(page, "Fuglene")
    birds.locator("summary").click()
    press(birds, "Træk den tilbage")
    expect(page.locator("#noter .sp-note.is-gone")).to_have_count(1)


def note(page: Page, text: str) -> Locator:
    return page.locator("#noter .sp-note", has_text=text)


def write_from_plenum(page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/noter/oplaeg/")
    page.get_by_label(re.compile("plenum", re.IGNORECASE)).first.check()
    page.locator("form.sp-desk-panel textarea").fill(PLENUM)
    press(page, "Gem noten")
    expect(page.get_by_text(PLENUM)).to_be_visible()


def sort(page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/sortering/")
    new_point(page, "Færre og samlede beskeder", theme="Beskeder")
    press(page, re.compile("^Fortryd"))
    expect(page.locator("#frem")).to_contain_text("0 af 3 noter")
    # A refused press is shown at another address; its links lead back to the desk all the same.
    press(page, re.compile("^Fortryd"))
    page.get_by_role("link", name=re.compile("Hjælp")).click()
    expect(page.get_by_role("heading", name="Alle genveje")).to_be_visible()
    page.goto(f"/moeder/{meeting}/sortering/")
    new_point(page, WEEKLY, theme="Beskeder")
    page.locator(".sp-pt-btn", has_text=WEEKLY).click()
    expect(page.locator("#frem")).to_contain_text("2 af 3 noter")
    page.get_by_role("link", name=re.compile("Læg til side")).click()
    press(page, "Læg den til side")
    expect(page.locator("#frem")).to_contain_text("3 af 3 noter")
    press(page, "Luk sorteringen")
    expect(page.get_by_role("button", name="Åbn sorteringen igen")).to_be_visible()


def new_point(page: Page, statement: str, theme: str) -> None:
    link = page.get_by_role("link", name=re.compile("Nyt punkt"))
    expect(link).to_be_visible()
    link.click()
    page.get_by_label("Hvad siger punktet?").fill(statement)
    page.get_by_label("Navn på et nyt tema").fill(theme)
    press(page, "Lav punktet")
    expect(page.locator("#frem")).to_contain_text("1 af 3 noter")


def write_letter(page: Page, meeting: str) -> None:
    page.goto(f"/moeder/{meeting}/brev/")
    press(page, "Gem brevet")
    page.locator(".sp-edit-point summary").first.click()
    page.get_by_role("link", name="Vis noterne").first.click()
    page.get_by_text("Citér noten").first.click()
    press(page, "Sæt citatet ind")
    expect(page.locator(".sp-edit-point .sp-quote")).to_have_count(1)
    page.get_by_role("button", name="Som side").click()
    page.get_by_role("link", name="Tilbage til brevet").click()
    expect(page.locator(".sp-edit-point .sp-quote")).to_have_count(1)


def publish(page: Page) -> None:
    for box in page.locator("form[action$='/brev/send/'] input[type=checkbox]").all():
        box.check()
    press(page, "Send brevet til alle")
    # The page of the sending draws itself anew until all is sent.
    expect(page.get_by_text(re.compile("2 af 2"))).to_be_visible(timeout=180_000)


def read_letter(stage: Stage) -> None:
    page = plain(stage, 375)
    page.goto(link(stage.box.wait(CHAIR, f"Brev efter mødet: {TITLE}"), "/brev/"))
    expect(page.get_by_text(WEEKLY).first).to_be_visible()
    page.get_by_text(re.compile("bag punktet")).first.click()
    expect(page.locator(".sp-point .sp-sources").first).to_be_visible()
    page.context.close()
