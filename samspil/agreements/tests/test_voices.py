# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Every family's voice: asked once for all its children, read by the team alone, never in a figure about few."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from samspil.agreements import wording
from samspil.agreements.actions import drafting, voices
from samspil.agreements.enums import MINUTES, TEAM_MINUTES, Kind, Section, Step
from samspil.agreements.queries import voices as queries
from samspil.agreements.tests.room import NOW, in_team, write
from samspil.asking.actions.answering import answer, decline
from samspil.asking.actions.closing import set_close
from samspil.asking.enums import Origin
from samspil.asking.models import Asked, Response
from samspil.asking.rules import Said
from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.delivery.models import MessageRecipient
from samspil.people.erasure.actions import person_erase
from samspil.people.persons.enums import StaffRole
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db

LAST_DAY = dt.date(2026, 9, 11)
SECRET = "Vi er trætte, og far er syg."


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("samspil.core.clock.now", lambda: NOW)


@pytest.fixture
def made(room):
    return drafting.agreement_begin(school_class=room.school_class, by=room.teacher, now=NOW)


def ask(made, room, kind=Kind.VOICE):
    return voices.families_ask(agreement=made, kind=kind, closes_on=LAST_DAY, by=room.teacher, now=NOW)


def says(asked, **said):
    answer(asked=asked, values=said, origin=Origin.LINK, now=NOW)


def page(user, name, *args):
    client = Client()
    client.force_login(user)
    response = client.get(reverse(f"agreements:{name}", args=args))
    return response.status_code, " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_it_costs_less_than_today():
    """An hour of the team's time, ten minutes of a family's, as the issue of it promises."""
    assert sum(TEAM_MINUTES.values()) <= 60
    assert MINUTES[Kind.VOICE] + MINUTES[Kind.HEARING] + MINUTES[Kind.HALFWAY] <= 10
    assert list(TEAM_MINUTES) == list(Step)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("grade", [0, 3, 4, 9, None])
def test_all_questions_are_in_three_languages(kind, grade):
    for question in wording.questions(kind, grade=grade):
        every = [question.texts, *(option.texts for option in question.options)]
        every += [words for words in (question.hint, question.words) if words]
        assert all({"da", "en", "ar"} <= set(words) for words in every)
        # A draft in a language is a draft of all of it.
        assert len({frozenset(words) for words in every}) == 1


def test_five_questions_to_a_family_three_to_a_pupil():
    assert len(wording.questions(Kind.VOICE)) == 5
    assert len(wording.questions(Kind.HALFWAY)) == 3
    for grade in range(10):
        assert len(wording.questions(Kind.PUPILS, grade=grade)) == 3
    assert wording.questions(Kind.PUPILS, grade=0) != wording.questions(Kind.PUPILS, grade=7)


def test_only_the_team_reads_and_it_is_written_down(room, made):
    ask(made, room)
    says(Asked.objects.first(), hard=Said(chosen=("time",), text=SECRET))
    leader = make.UserFactory()
    make.EmploymentFactory(person=leader.person, school=room.school_class.school, staff_role=StaffRole.LEADER)

    status, text = page(room.teacher, "answers", made.uuid, Kind.VOICE)

    assert status == 200
    assert SECRET in text
    assert AuditEntry.objects.filter(action="asking.read", by_uuid=room.teacher.uuid).exists()
    assert page(leader, "answers", made.uuid, Kind.VOICE)[0] == 404
    assert page(leader, "calls", made.uuid, Kind.VOICE)[0] == 404
    status, text = page(leader, "step", made.uuid, Step.VOICES)
    assert "1 af 6 hjem" in text
    assert SECRET not in text


def test_the_database_holds_no_answer_in_plain_words(room, made):
    ask(made, room)
    says(Asked.objects.first(), hard=Said(chosen=("money",), text=SECRET), hope=Said(text="Et håb"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(row_to_json(r)::text, ' ') FROM asking_response r")
        kept = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(row_to_json(r)::text, ' ') FROM core_auditentry r")
        trail = cursor.fetchone()[0]

    assert "trætte" not in kept + trail
    assert "money" not in kept + trail
    assert "Et håb" not in kept + trail


def test_hopes_come_without_names_and_from_five_up(room, made):
    ask(made, room)
    for number, asked in enumerate(Asked.objects.order_by("pk")[:4]):
        says(asked, hope=Said(text=f"Håb {number}"))
    assert "Håb for klassen, uden navn" not in page(room.teacher, "answers", made.uuid, Kind.VOICE)[1]

    says(Asked.objects.order_by("pk")[4], hope=Said(text="Håb 4"))

    assert "Håb for klassen, uden navn" in page(room.teacher, "answers", made.uuid, Kind.VOICE)[1]


def test_who_would_rather_not_is_not_called(room, made):
    ask(made, room)
    first, second, *_others = Asked.objects.select_related("person").order_by("pk")
    decline(asked=first, now=NOW)

    text = page(room.teacher, "calls", made.uuid, Kind.VOICE)[1]

    assert first.person.name not in text
    assert second.person.name in text
    assert "5" not in re.findall(r"Her er de (\d+)", text)


def test_a_family_at_two_schools_answers_once(room, made):
    """One mail, one set of questions; both teams read their own child's answer."""
    other_school = make.SchoolFactory(name="Byskolen")
    other = make.SchoolClassFactory(school=other_school, name="1.a", grade=1, letter="a")
    guardian = room.pupils[0].guarded_by.get().guardian
    sibling = make.PersonFactory(email=None)
    make.EnrolmentFactory(pupil=sibling, school_class=other, from_on=other.year.starts_on)
    make.GuardianshipFactory(pupil=sibling, guardian=guardian)
    colleague = make.UserFactory()
    in_team(colleague, other)
    there = drafting.agreement_begin(school_class=other, by=colleague, now=NOW)

    ask(made, room)
    voices.families_ask(agreement=there, kind=Kind.VOICE, closes_on=LAST_DAY, by=colleague, now=NOW)
    says(Asked.objects.get(person=guardian), hard=Said(text=SECRET))

    mails = MessageRecipient.objects.filter(message__kind="asking")
    assert [mail.address for mail in mails].count(guardian.email) == 1
    assert SECRET in page(room.teacher, "answers", made.uuid, Kind.VOICE)[1]
    assert SECRET in page(colleague, "answers", there.uuid, Kind.VOICE)[1]
    week = queries.family_week(person=guardian, day=NOW.date())
    assert week.classes == ()  # nothing has been issued


def test_a_teacher_who_is_a_parent_answers_as_one(room, made):
    """And reads the others' answers as the teacher she is."""
    make.GuardianshipFactory(pupil=room.pupils[0], guardian=room.teacher.person)

    ask(made, room)

    says(Asked.objects.get(person=room.teacher.person), hope=Said(text="Mit eget håb"))
    assert "Mit eget håb" in page(room.teacher, "answers", made.uuid, Kind.VOICE)[1]


def test_nothing_is_heard_before_it_is_issued(room, made):
    for kind in (Kind.HEARING, Kind.HALFWAY):
        with pytest.raises(Refused, match="Udgiv først"):
            ask(made, room, kind)
    with pytest.raises(Refused, match="Udgiv først"):
        voices.agreement_in_force(agreement=made, by=room.teacher, now=NOW)


def issue(made, room):
    figures = {"review_on": dt.date(2027, 1, 25)}
    drafting.figures_set(agreement=made, figures=figures, seen=made.revision, by=room.teacher, now=NOW)
    return drafting.agreement_issue(agreement=made, by=room.teacher, now=NOW)


def link_of(number=0):
    mail = MessageRecipient.objects.filter(message__kind="asking").order_by("pk")[number]
    return re.search(r"/aftale/([^/\s]+)/", mail.text).group(1)


def test_a_family_says_what_it_thinks_and_changes_its_mind(room, made):
    issue(made, room)
    ask(made, room, Kind.HEARING)
    token, family = link_of(), Client()
    url = reverse("agreements:family-answer", args=[token])

    family.post(url, {"fits": "fine", "words": ""})
    first = family.get(reverse("agreements:family", args=[token])).content.decode()
    family.post(url, {"fits": "talk", "words": "Læsningen er for meget."})
    second = family.get(reverse("agreements:family", args=[token])).content.decode()

    assert "Tak! I har sagt: Fin for os." in first
    assert "Lad os tale om det. Klassens team kan se det." in second
    assert "Læsningen er for meget." in second
    assert Response.objects.count() == 1
    text = page(room.teacher, "answers", made.uuid, Kind.HEARING)[1]
    assert "Lad os tale om det" in text
    assert "Læsningen er for meget." in text


def test_silence_is_no_yes(room, made):
    issue(made, room)
    ask(made, room, Kind.HEARING)
    says(Asked.objects.order_by("pk").first(), fits=Said(chosen=("fine",)))

    version = voices.agreement_in_force(agreement=made, by=room.teacher, now=NOW)
    again = voices.agreement_in_force(agreement=made, by=room.teacher, now=NOW + dt.timedelta(days=1))

    assert again.in_force_at == version.in_force_at == NOW
    assert "5 hjem" not in page(room.teacher, "step", made.uuid, Step.AGREEMENT)[1]
    assert "1 af 6 hjem" in page(room.teacher, "step", made.uuid, Step.ANSWERS)[1]


def test_an_answer_that_comes_too_late_is_not_lost(room, made):
    issue(made, room)
    ask(made, room, Kind.HEARING)
    token = link_of()
    set_close(
        question_set=queries.heard(agreement=made, kind=Kind.HEARING, now=NOW).progress.question_set, by=None, now=NOW
    )

    late = Client().post(reverse("agreements:family-answer", args=[token]), {"fits": "talk", "words": "Vi er uenige."})

    assert late.status_code == 409
    assert "Vi er uenige." in late.content.decode()


@pytest.mark.parametrize("posted", [{}, {"fits": "måske"}])
def test_a_press_with_nothing_says_what_to_do(room, made, posted):
    issue(made, room)
    ask(made, room, Kind.HEARING)

    answer_ = Client().post(reverse("agreements:family-answer", args=[link_of()]), {**posted, "words": "Mine ord"})

    assert answer_.status_code == 422
    assert "Mine ord" in answer_.content.decode()
    assert not Response.objects.exists()


def test_half_way_shows_no_few(room, made):
    """Six homes: no figure could be shown without telling about few."""
    issue(made, room)
    ask(made, room, Kind.HALFWAY)
    for asked in Asked.objects.all():
        says(asked, kept=Said(chosen=("yes",)))
    shown = queries.heard(agreement=made, kind=Kind.HALFWAY, now=NOW)
    set_close(question_set=shown.progress.question_set, by=None, now=NOW)

    figures = queries.figures_shown(agreement=made, kind=Kind.HALFWAY)

    assert figures
    assert {row.homes for one in figures for row in one.rows} == {None}
    assert "for få til et tal" in page(room.teacher, "step", made.uuid, Step.HALFWAY)[1]


def test_erasing_a_family_takes_its_answer_and_keeps_the_count(room, made):
    ask(made, room)
    asked = Asked.objects.select_related("person").first()
    says(asked, hard=Said(text=SECRET))

    person_erase(person=asked.person, by=room.teacher, now=NOW)

    assert not Response.objects.exists()
    assert SECRET not in page(room.teacher, "answers", made.uuid, Kind.VOICE)[1]


def test_a_familys_week_is_the_sum_of_its_agreements(room, made):
    issue(made, room)
    guardian = room.pupils[0].guarded_by.get().guardian

    alone = queries.family_week(person=guardian, day=NOW.date())
    write(made, Section.HOPE, "At I ringer.", minutes=10, times=1, per="week")
    issue(made, room)
    more = queries.family_week(person=guardian, day=NOW.date())

    assert (alone.minutes, more.minutes) == (110, 120)
    assert alone.classes == ("3.b, Engskolen",)
