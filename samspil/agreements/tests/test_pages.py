# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The pages of a restart, for the team; and the agreement as a family gets it."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from samspil.agreements import rules, steps
from samspil.agreements.actions import drafting as actions
from samspil.agreements.actions import voices
from samspil.agreements.enums import Kind, Section, Source, Step
from samspil.agreements.queries import agreements as queries
from samspil.agreements.queries import points
from samspil.agreements.templatetags.agreements_tags import line_source
from samspil.agreements.tests.room import NOW, families, in_team, write
from samspil.commitments.models import Standing
from samspil.delivery.models import MessageRecipient
from samspil.people.persons.enums import StaffRole
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db

LAST_DAY = dt.date(2026, 9, 11)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("samspil.core.clock.now", lambda: NOW)


@pytest.fixture
def teacher(room, client):
    client.force_login(room.teacher)
    return client


@pytest.fixture
def made(room):
    return actions.agreement_begin(school_class=room.school_class, by=room.teacher, now=NOW)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def at(client, made, step):
    return text_of(client.get(reverse("agreements:step", args=[made.uuid, step])))


def test_a_teacher_begins(room, teacher):
    assert "3.b" in text_of(teacher.get(reverse("agreements:class-list")))
    page = text_of(teacher.get(reverse("agreements:class-agreement", args=[room.school_class.uuid])))
    assert "sidste års aftale, 2.b" in page

    answer = teacher.post(reverse("agreements:begin", args=[room.school_class.uuid]), follow=True)

    assert "Hvad holdt vi?" in text_of(answer)
    assert "At I læser sammen." in text_of(answer)


def test_each_step_leads_to_the_next(teacher, made):
    for step in list(Step)[:-1]:
        answer = teacher.post(reverse("agreements:step-finish", args=[made.uuid, step]))
        assert answer.url == reverse("agreements:step", args=[made.uuid, steps.after(step)])
    page = teacher.get(reverse("agreements:class-agreement", args=[made.school_class.uuid]))
    assert page.url.endswith(f"/{Step.HALFWAY}/")


def test_dropping_and_taking_back(teacher, made):
    reading = made.lines.get(minutes=20)
    drop = reverse("agreements:lines-drop", args=[made.uuid])

    page = text_of(teacher.post(drop, {"line": [reading.uuid], "step": Step.LAST_YEAR}, follow=True))
    assert "100 minutter mindre" in page
    page = text_of(teacher.post(reverse("agreements:line-restore", args=[reading.uuid]), follow=True))

    assert "100 minutter mindre" not in page


def test_what_was_not_kept_has_its_reason(teacher, made, room):
    line = room.former.lines.get(section=Section.PROMISE)
    url = reverse("agreements:promise-answer", args=[made.uuid, line.uuid])

    refused = teacher.post(url, {"step": Step.LAST_YEAR, "state": "not_kept", "seen": "1"})
    assert refused.status_code == 409
    assert "Skriv grunden" in text_of(refused)
    page = teacher.post(
        url, {"step": Step.LAST_YEAR, "state": "not_kept", "seen": "1", "reason": "Vi var for få."}, follow=True
    )

    assert "Ikke holdt" in text_of(page)
    assert Standing.objects.get(state="not_kept").reason == "Vi var for få."


def test_writing_and_changing_a_line(teacher, made):
    new = reverse("agreements:line-new", args=[made.uuid, Section.HOPE])
    refused = teacher.post(new, {"words": "At I siger til.", "minutes": "10"})
    assert refused.status_code == 422
    assert "hvor tit" in text_of(refused)
    teacher.post(new, {"words": "At I siger til.", "minutes": "10", "per": "week"})
    line = made.lines.get(minutes=10, source="school")
    page = teacher.post(reverse("agreements:line", args=[line.uuid]), {"words": "At I ringer.", "seen": "0"})
    assert page.status_code == 302

    clash = teacher.post(reverse("agreements:line", args=[line.uuid]), {"words": "At I skriver.", "seen": "0"})

    assert clash.status_code == 422
    assert "At I ringer." in text_of(clash)
    assert "At I skriver." in text_of(clash)
    assert 'name="seen" value="1"' in clash.content.decode()


def test_issuing_and_sending(teacher, made):
    refused = teacher.post(reverse("agreements:issue", args=[made.uuid]), {"changes": "Mindre af det hele"})
    assert refused.status_code == 409
    assert "Mindre af det hele" in text_of(refused)
    teacher.post(reverse("agreements:figures", args=[made.uuid]), {"seen": "0", "review_on": "25.01.2027"})
    page = teacher.post(reverse("agreements:issue", args=[made.uuid]), {"changes": "Mindre af det hele"}, follow=True)
    assert "Udgave 1" in text_of(page)

    ask = reverse("agreements:ask", args=[made.uuid, Kind.HEARING])
    page = text_of(teacher.post(ask, {"closes_on": "11.09.2026"}, follow=True))
    assert "6 mails er på vej" in page
    assert "0 af 6 hjem er nået" in page
    again = text_of(teacher.post(ask, {"closes_on": "11.09.2026"}, follow=True))

    assert "0 mails er på vej" in again
    assert MessageRecipient.objects.filter(message__kind="asking").count() == 6


def family_link(made, teacher):
    actions.figures_set(
        agreement=made, figures={"review_on": dt.date(2027, 1, 25), "letters_a_week": 1, "minutes_a_week": 80},
        seen=0, by=teacher, now=NOW,
    )  # fmt: skip
    actions.agreement_issue(agreement=made, by=teacher, now=NOW)
    voices.families_ask(agreement=made, kind=Kind.HEARING, closes_on=LAST_DAY, by=teacher, now=NOW)
    mail = MessageRecipient.objects.filter(message__kind="asking").order_by("pk").first()
    return re.search(r"/aftale/([^/\s]+)/", mail.text).group(1)


def test_a_family_reads_it_in_its_language(room, made):
    line = made.lines.get(section=Section.PROMISE)
    actions.line_translate(line=line, language="ar", body="نجيب خلال يومين دراسيين.", by=room.teacher, now=NOW)
    token = family_link(made, room.teacher)
    family = Client()

    danish = text_of(family.get(reverse("agreements:family", args=[token])))
    arabic = family.get(reverse("agreements:family", args=[token]), {"sprog": "ar"}).content.decode()

    assert danish.index("Skolen lover") < danish.index("Det håber vi")
    assert "100 minutter om ugen" in danish
    assert "نجيب خلال يومين" in arabic
    assert 'lang="da" dir="ltr">At I læser sammen.' in arabic
    pdf = family.get(reverse("agreements:family-pdf", args=[token]))
    assert pdf.content.startswith(b"%PDF")
    assert b"DTSTART;VALUE=DATE:20270125" in family.get(reverse("agreements:family-ics", args=[token])).content


def test_a_guardian_who_is_it_no_more_reads_nothing(room, made):
    token = family_link(made, room.teacher)
    for pupil in room.pupils:
        pupil.guarded_by.update(until_on=NOW.date())

    for name in ("family", "family-pdf", "family-ics"):
        assert Client().get(reverse(f"agreements:{name}", args=[token])).status_code == 404


def test_the_draft_is_the_teams(room, made):
    """Nobody else knows that there is one; an officer neither: what is said in a class is said to the school."""
    officer = make.UserFactory()
    make.OfficerRoleFactory(person=officer.person, municipality=make.MunicipalityFactory())
    colleague = make.UserFactory()
    other = make.SchoolClassFactory(school=room.school_class.school, name="3.c", letter="c")
    in_team(colleague, other)
    leader = make.UserFactory()
    make.EmploymentFactory(person=leader.person, school=room.school_class.school, staff_role=StaffRole.LEADER)
    line = made.lines.first()
    pages = [reverse("agreements:step", args=[made.uuid, step]) for step in Step]
    pages += [reverse(f"agreements:{name}", args=[made.uuid]) for name in ("figures", "preview", "difference")]
    pages += [reverse("agreements:line", args=[line.uuid]), reverse("agreements:translations", args=[made.uuid, "ar"])]
    pages += [reverse("agreements:line-new", args=[made.uuid, section]) for section in Section]

    for user, status in ((officer, 404), (colleague, 404), (leader, 200), (room.teacher, 200)):
        client = Client()
        client.force_login(user)
        assert {client.get(page).status_code for page in pages} == {status}


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_one_as_for_three(room, teacher, made, number):
    for line in range(number):
        write(made, Section.AIM, f"Mål {line}")
    url = reverse("agreements:step", args=[made.uuid, Step.AGREEMENT])
    teacher.get(url)

    with CaptureQueriesContext(connection) as asked:
        teacher.get(url)

    assert len(asked) == 12


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_classes_costs_the_same(room, number):
    leader = make.UserFactory()
    school = make.SchoolFactory()
    make.EmploymentFactory(person=leader.person, school=school, staff_role=StaffRole.LEADER)
    for _one in range(number):
        families(make.SchoolClassFactory(school=school), 1)
    client = Client()
    client.force_login(leader)

    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("agreements:class-list")).status_code == 200

    assert len(asked) == 6


@pytest.mark.parametrize(("language", "said"), [("da", "mødet, 6 af 7 borde"), ("en", "6 of 7 tables"), ("ar", "7")])
def test_what_a_point_rests_on_is_said_in_the_readers_language(language, said):
    """It is kept as counts: whoever took the point in may have had another language."""
    line = rules.LineSaid("r", "aim", {"da": "ord"}, source=Source.MEETING, source_words=points.counts(6, 7))

    with translation.override(language):
        shown = line_source(line)

    assert said in shown
    assert ("borde" in shown) == (language == "da")


def test_two_translators_lose_nothing(room, teacher, made):
    """Each saves what they changed; where both changed the same line both wordings are shown."""
    promise, hope = made.lines.get(section=Section.PROMISE), made.lines.get(minutes=20)
    url = reverse("agreements:translations", args=[made.uuid, "ar"])

    def post(**said):
        rows = {str(line.uuid): ("", "") for line in made.lines.all()} | said
        sent = {f"line-{uuid}": mine for uuid, (_was, mine) in rows.items()}
        return teacher.post(url, sent | {f"was-{uuid}": was for uuid, (was, _mine) in rows.items()})

    assert post(**{str(promise.uuid): ("", "نجيب")}).status_code == 302
    assert post(**{str(hope.uuid): ("", "نقرأ")}).status_code == 302  # opened before the first was saved
    clash = post(**{str(promise.uuid): ("", "سوف نجيب")})
    assert clash.status_code == 422
    assert "»نجيب«" in clash.content.decode()
    assert "سوف نجيب" in clash.content.decode()
    assert teacher.post(url, {}).status_code == 302  # nothing sent takes nothing back

    said = {line.section: line.said("ar")[0] for line in queries.draft(agreement=made).lines}
    assert said["promise"] == "نجيب"
    assert said["hope"] in {"نقرأ", "At I kigger i ugebrevet."}
    assert post(**{str(promise.uuid): ("نجيب", "سوف نجيب")}).status_code == 302
