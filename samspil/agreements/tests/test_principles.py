# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""A board's principles: drafted, adopted, versioned; and where a class's agreement says something else."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from samspil.agreements import rules
from samspil.agreements.actions import drafting
from samspil.agreements.actions import principles as actions
from samspil.agreements.enums import Area, Limit, Step
from samspil.agreements.models import PrincipleSet
from samspil.agreements.queries import principles as queries
from samspil.agreements.tests.room import NOW
from samspil.core.errors import Refused
from samspil.people.persons.enums import StaffRole
from samspil.people.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("samspil.core.clock.now", lambda: NOW)


def draft(words="Vi lytter først.", area=Area.VALUES, **values):
    return actions.PrincipleDraft(area=area, words=words, **values)


@pytest.fixture
def school(room):
    return room.school_class.school


def adopted(school, *drafts):
    made = actions.draft_begin(school=school, by=None, now=NOW)
    for one in drafts or [draft()]:
        actions.principle_add(principle_set=made, draft=one, by=None, now=NOW)
    return actions.principles_adopt(principle_set=made, changes="", by=None, now=NOW)


def user_who(school, role):
    user = make.UserFactory()
    if role in {"chair", "member"}:
        board = school.boards.first() or make.BoardFactory(school=school)
        make.BoardSeatFactory(board=board, person=user.person, is_chair=role == "chair")
    elif role in {"leader", "teacher"}:
        job = StaffRole.LEADER if role == "leader" else StaffRole.TEACHER
        make.EmploymentFactory(person=user.person, school=school, staff_role=job)
    return user


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_what_is_adopted_is_never_changed(school):
    first = adopted(school)
    row = first.principles.get()

    with pytest.raises(Refused, match="vedtaget"):
        actions.principle_add(principle_set=first, draft=draft("Mere"), by=None, now=NOW)
    with pytest.raises(Refused, match="vedtaget"):
        actions.principle_write(principle=row, draft=draft("Andet"), seen=0, by=None, now=NOW)
    with pytest.raises(Refused, match="vedtaget"):
        actions.principle_remove(principle=row, by=None, now=NOW)
    made = actions.draft_begin(school=school, by=None, now=NOW)
    again = actions.draft_begin(school=school, by=None, now=NOW)

    assert again == made
    assert (made.number, first.number) == (2, 1)
    assert [one.ref for one in made.principles.all()] == [row.ref]


def test_an_empty_draft_is_not_adopted(school):
    made = actions.draft_begin(school=school, by=None, now=NOW)

    with pytest.raises(Refused, match="ikke noget princip"):
        actions.principles_adopt(principle_set=made, changes="", by=None, now=NOW)


def test_two_writers_lose_nothing(school):
    made = actions.draft_begin(school=school, by=None, now=NOW)
    row = actions.principle_add(principle_set=made, draft=draft(), by=None, now=NOW)
    actions.principle_write(principle=row, draft=draft("Formandens ord"), seen=0, by=None, now=NOW)
    client = logged_in(user_who(school, "leader"))

    page = client.post(
        reverse("agreements:principle", args=[row.uuid]), {"area": "values", "words": "Lederens ord", "seen": "0"}
    )

    assert page.status_code == 422
    assert "Formandens ord" in page.content.decode()
    assert "Lederens ord" in page.content.decode()


def test_a_limit_stands_once(school):
    made = actions.draft_begin(school=school, by=None, now=NOW)
    actions.principle_add(principle_set=made, draft=draft("Ét", limit=Limit.LETTERS, most=1), by=None, now=NOW)

    with pytest.raises(Refused, match="den grænse"):
        actions.principle_add(principle_set=made, draft=draft("To", limit=Limit.LETTERS, most=2), by=None, now=NOW)


figures = st.fixed_dictionaries({one.value: st.none() | st.integers(0, 200) for one in Limit})
bounds = st.lists(
    st.builds(rules.Bound, st.integers(1, 9), st.just("Ord"), st.sampled_from([one.value for one in Limit]),
              st.integers(0, 200)),
    max_size=6,
)  # fmt: skip


@given(figures, bounds, st.integers(0, 200))
def test_each_contradiction_is_found_and_no_other(figures, bounds, minutes):
    line = rules.LineSaid("r", "hope", {"da": "ord"}, minutes=minutes)
    content = rules.Content(school="S", class_name="3.b", year="2026-2027", lines=(line,), figures=figures)

    found = rules.contradictions(content, bounds)

    for bound in bounds:
        says = [figures[bound.figure] or 0, minutes if bound.figure == Limit.MINUTES else 0]
        assert (bound in [one.bound for one in found]) == (max(says) > bound.most)


def test_a_contradiction_is_shown_with_both_lines(room, school):
    adopted(school, draft("Det, klassen håber på, tager højst 80 minutter.", limit=Limit.MINUTES, most=80))
    made = drafting.agreement_begin(school_class=room.school_class, by=room.teacher, now=NOW)
    client = logged_in(room.teacher)
    url = reverse("agreements:step", args=[made.uuid, Step.AGREEMENT])

    before = client.get(url).content.decode()
    reading = made.lines.get(minutes=20)
    drafting.lines_drop(agreement=made, refs=[reading.uuid], by=room.teacher, now=NOW)
    drafting.figures_set(agreement=made, figures={"minutes_a_week": 80}, seen=0, by=room.teacher, now=NOW)
    after = client.get(url).content.decode()

    assert "Aftalen siger 120 minutter om ugen. Princip 1 siger højst 80." in before
    assert "Det, klassen håber på, tager højst 80 minutter." in before
    assert "Princip 1 siger" not in after


@pytest.mark.parametrize(
    ("role", "reads", "writes", "adopts"),
    [("chair", 200, 302, 302), ("leader", 200, 302, 403), ("member", 200, 403, 403), ("teacher", 200, 403, 403),
     ("stranger", 404, 404, 404)],
)  # fmt: skip
def test_who_may_what(school, role, reads, writes, adopts):
    made = actions.draft_begin(school=school, by=None, now=NOW)
    actions.principle_add(principle_set=made, draft=draft("Et udkast, der ikke er vedtaget"), by=None, now=NOW)
    client = logged_in(user_who(school, role))

    page = client.get(reverse("agreements:principles", args=[school.uuid]))

    assert page.status_code == reads
    if reads == 200:
        assert ("Et udkast, der ikke" in page.content.decode()) == (writes == 302)
    assert client.post(reverse("agreements:principles-begin", args=[school.uuid])).status_code == writes
    assert client.post(reverse("agreements:principles-adopt", args=[school.uuid])).status_code == adopts


def test_aulas_rules_come_out_of_them(school):
    adopted(
        school,
        draft("Det svære siger vi i telefonen.", Area.AULA_STAFF),
        draft("Skriv, når det passer jer.", Area.AULA_PARENTS),
    )
    client = logged_in(user_who(school, "teacher"))

    def said(readers):
        made = client.get(reverse("agreements:aula-pdf", args=[school.uuid, readers])).content
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)

    assert "Det svære siger vi i telefonen." in said("personale")
    assert "Skriv, når det passer jer." in said("foraeldre")
    assert "Det svære" not in said("foraeldre")
    assert (
        "• Skriv, når det passer jer."
        in client.get(reverse("agreements:principles", args=[school.uuid])).content.decode()
    )


def test_the_newest_that_was_adopted_holds(school):
    adopted(school, draft("Højst to", limit=Limit.LETTERS, most=2))
    made = actions.draft_begin(school=school, by=None, now=NOW)
    row = made.principles.get()
    actions.principle_write(
        principle=row, draft=draft("Højst ét", limit=Limit.LETTERS, most=1), seen=0, by=None, now=NOW
    )
    assert [bound.most for bound in queries.bounds_of(school=school)] == [2]

    actions.principles_adopt(principle_set=made, changes="Færre breve", by=None, now=NOW + dt.timedelta(days=1))

    assert [bound.most for bound in queries.bounds_of(school=school)] == [1]
    assert PrincipleSet.objects.filter(school=school).count() == 2
