# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A class begins its year anew: the team, three families in three languages, and a family that is called."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.mailbox import link, words
from tests.journeys.stage import Stage

pytestmark = pytest.mark.browser

TEACHER, DANISH, ARABIC, POLISH = (f"{name}@fjordby.example" for name in ("sofie", "line", "samira", "ewa"))
PHONE = {"width": 375, "height": 720}
# A class of two years with three homes; the Danish family has a child at the other school too.
CLASS = f"""
import datetime as dt
from samspil.agreements.actions import drafting
from samspil.agreements.enums import Section
from samspil.core import clock
from samspil.people.models import School
from samspil.people.places.queries import first_year
from samspil.people.roles import definitions
from samspil.people.roles.actions import role_give
from samspil.people.tests import factories as make
now = clock.now()
first = first_year(clock.today(now))
here, there = (School.objects.get(institution_number=number) for number in ("901003", "901007"))
def year(begins): return make.SchoolYearFactory(name=f"{{begins}}-{{begins + 1}}")
before = make.SchoolClassFactory(school=here, year=year(first - 1), grade=5, letter="x", name="5.x")
place = make.SchoolClassFactory(school=here, year=year(first), grade=6, letter="x", name="6.x")
other = make.SchoolClassFactory(school=there, year=year(first), grade=1, letter="x", name="1.x")
for given, email, language in (("Line", "{DANISH}", "da"), ("Samira", "{ARABIC}", "ar"), ("Ewa", "{POLISH}", "pl")):
    parent = make.PersonFactory(given_name=given, family_name="Bech", email=email, language=language)
    for group in (before, place, *((other,) if language == "da" else ())):
        pupil = make.PersonFactory(given_name=f"{{given}}s barn", email=None) if group in (before, other) else pupil
        make.EnrolmentFactory(pupil=pupil, school_class=group, from_on=group.year.starts_on)
        if group in (before, other):
            make.GuardianshipFactory(guardian=parent, pupil=pupil)
former = drafting.agreement_begin(school_class=before, by=None, now=now)
for section, said, price in (
    (Section.PROMISE, "Vi svarer inden for to skoledage.", {{}}),
    (Section.HOPE, "At I skriver under på læsningen.", {{"minutes": 5, "times": 1, "per": "school_day"}}),
    (Section.HOPE, "At I læser sammen.", {{"minutes": 15, "times": 3, "per": "week"}}),
):
    draft = drafting.LineDraft(words=said, **price)
    drafting.line_add(agreement=former, section=section, draft=draft, by=None, now=now)
former.review_on = clock.today(now)
former.save()
drafting.agreement_issue(agreement=former, by=None, now=now)
teacher = make.UserFactory(person__given_name="Sofie", person__family_name="Lindberg", person__email="{TEACHER}")
make.EmploymentFactory(person=teacher.person, school=here)
role_give(person=teacher.person, code=definitions.ClassTeam.code, scope=place, from_on=place.year.starts_on,
          until_on=place.year.ends_on, by=None, now=now)
print(place.uuid)
"""


def test_a_class_begins_anew(stage: Stage) -> None:
    place = stage.server.shell(CLASS).strip()
    teacher = log_in(stage)
    look_back(stage, teacher, place)
    promise(stage, teacher)
    ask_and_call(stage, teacher)
    agree(stage, teacher)
    hear(stage, teacher)
    stage.eyes.check()


def log_in(stage: Stage) -> Page:
    page = stage.context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/konto/log-ind/")
    page.locator("input[name=email]").fill(TEACHER)
    page.locator("main form button[type=submit]").first.click()
    code = re.search(r"er: (\d{6,8})", words(stage.box.wait(TEACHER, "")))
    assert code
    page.locator("input[name=code]").fill(code.group(1))
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def look_back(stage: Stage, page: Page, place: str) -> None:
    """What was promised last year, and what goes before anything comes."""
    page.goto(f"/klasser/{place}/aftale/")
    expect(page.get_by_text("Alt i alt 60 minutter af teamets tid")).to_be_visible()
    stage.eyes.look(page, "restart, begin")
    page.get_by_role("button", name="Begynd").click()
    page.locator("summary", has_text="Holdt vi det?").click()
    page.get_by_role("button", name="Ja, det holdt vi").click()
    expect(page.get_by_text("Holdt", exact=True)).to_be_visible()
    page.get_by_label("At I skriver under på læsningen.").check()
    page.get_by_role("button", name="Drop det, der er sat kryds ved").click()
    expect(page.get_by_role("img", name="Sidste år 70 minutter om ugen. I år 45.")).to_be_visible()
    stage.eyes.look(page, "restart, last year")
    page.get_by_role("button", name="Videre: Skolens løfter").click()


def promise(stage: Stage, page: Page) -> None:
    expect(page.get_by_text("sidste års aftale")).to_be_visible()
    page.get_by_role("link", name="Skriv et løfte").click()
    page.get_by_label("Linjen").fill("Vi ringer med godt nyt mindst to gange om året.")
    stage.eyes.look(page, "restart, a line")
    page.get_by_role("button", name="Gem linjen").click()
    expect(page.locator("p.sp-voice", has_text="Vi ringer med godt nyt")).to_be_visible()
    stage.eyes.look(page, "restart, promises")
    page.get_by_role("button", name="Videre: Hver families stemme").click()


def ask_and_call(stage: Stage, page: Page) -> None:
    """One answers on a phone in Arabic, one would rather not, and the third is called."""
    page.get_by_role("button", name="Spørg familierne").click()
    expect(page.get_by_text("3 mails er på vej.")).to_be_visible()
    arabic = stage.context(viewport=PHONE).new_page()
    arabic.goto(link(stage.box.wait(ARABIC, ""), "/spoerg/") + "?sprog=ar")
    expect(arabic.locator("html")).to_have_attribute("dir", "rtl")
    stage.eyes.look(arabic, "restart, the questions in Arabic")
    danish = stage.context(viewport=PHONE).new_page()
    danish.goto(link(stage.box.wait(DANISH, ""), "/spoerg/"))
    stage.eyes.look(danish, "restart, the questions")
    page.reload()
    page.get_by_role("link", name="Se, hvem I kan ringe til").click()
    expect(page.get_by_text("Ewa Bech", exact=True)).to_be_visible()
    stage.eyes.look(page, "restart, call list")
    page.get_by_role("link", name="Skriv ned, hvad de siger").first.click()
    stage.eyes.look(page, "restart, an answer is typed in")
    page.go_back()
    page.locator("a.back-link").click()
    page.get_by_role("navigation", name="Trin i den nye start").get_by_role("link", name="Aftalen").click()


def agree(stage: Stage, page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Aftalen for 6.x")
    page.get_by_role("region", name="Rammerne").get_by_role("link", name="Ret").click()
    page.get_by_label("Minutter om ugen, højst").fill("60")
    page.get_by_label("Den dag ser vi på aftalen igen").fill("25.01.2031")
    stage.eyes.look(page, "restart, figures")
    page.get_by_role("button", name="Gem rammerne").click()
    page.get_by_role("link", name="العربية").click()
    page.locator("textarea").first.fill("نجيب خلال يومين دراسيين.")
    stage.eyes.look(page, "restart, translations")
    page.get_by_role("button", name="Gem oversættelsen").click()
    page.get_by_role("link", name="Se, hvad der er nyt").click()
    expect(page.get_by_text("Sidste år bad aftalen om 70 minutter om ugen. Nu beder den om 45.")).to_be_visible()
    stage.eyes.look(page, "restart, two years")
    page.go_back()
    page.get_by_label("Hvad er nyt, og hvorfor?").fill("I skal ikke længere skrive under.")
    stage.eyes.look(page, "restart, agreement")
    page.get_by_role("button", name="Udgiv aftalen").click()
    expect(page.get_by_role("heading", name=re.compile("Udgave 1"))).to_be_visible()


def hear(stage: Stage, page: Page) -> None:
    stage.box = stage.box.from_now()
    page.get_by_role("button", name="Send aftalen til familierne").click()
    expect(page.get_by_text("3 mails er på vej.")).to_be_visible()
    arabic = stage.context(viewport=PHONE).new_page()
    arabic.goto(link(stage.box.wait(ARABIC, ""), "/aftale/") + "?sprog=ar")
    expect(arabic.locator("html")).to_have_attribute("dir", "rtl")
    expect(arabic.get_by_text("نجيب خلال يومين دراسيين.")).to_be_visible()
    stage.eyes.look(arabic, "agreement in Arabic")
    arabic.locator("button[name=fits][value=fine]").click()
    danish = stage.context(viewport=PHONE).new_page()
    danish.goto(link(stage.box.wait(DANISH, ""), "/aftale/"))
    danish.get_by_label("Vil I skrive et par ord?").fill("Læsningen fylder meget.")
    stage.eyes.look(danish, "agreement, a family answers")
    danish.get_by_role("button", name="Lad os tale om det").click()
    expect(danish.get_by_text("Tak! I har sagt: Lad os tale om det. Klassens team kan se det.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("2 af 3 hjem")).to_be_visible()
    page.get_by_role("link", name="Læs svarene").click()
    expect(page.locator("dd", has_text="Læsningen fylder meget.")).to_be_visible()
    stage.eyes.look(page, "restart, answers")
    page.go_back()
    page.get_by_role("button", name="Sæt aftalen i kraft").click()
    expect(page.get_by_text(re.compile("Gælder fra"))).to_be_visible()
    stage.eyes.look(page, "restart, in force")
