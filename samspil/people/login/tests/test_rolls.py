# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Who is on the rolls today logs in by a code to the address that the rolls have, and sees what their roles give."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core import clock
from samspil.people.login.queries import is_known, persons_on_rolls
from samspil.people.login.tests.test_shared import is_in, with_code
from samspil.people.models import User
from samspil.people.persons.enums import StaffRole
from samspil.people.roles.queries.held import roles_of_person
from samspil.people.tests import factories as make
from samspil.people.tests.pages import text

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 10, 7)
ONE = dt.timedelta(days=1)
EMAIL = "ny@example.org"


@pytest.fixture(autouse=True)
def _fresh(settings):
    cache.clear()
    settings.EMAIL_BACKEND = "samspil.delivery.backends.OutboxEmailBackend"


def person(**values):
    return make.PersonFactory(given_name="Ny", family_name="Person", email=EMAIL, **values)


def a_child(who, cast, **values):
    pupil = make.PersonFactory(given_name="Asta", family_name="Ås", email=None)
    make.EnrolmentFactory(pupil=pupil, school_class=cast.school_class)
    return make.GuardianshipFactory(guardian=who, pupil=pupil, **values)


@pytest.mark.parametrize("staff_role", list(StaffRole))
def test_each_of_the_staff_gets_in_and_is_told_where(client, cast, staff_role):
    who = person()
    make.EmploymentFactory(person=who, school=cast.school, staff_role=staff_role)

    with_code(client, EMAIL)

    assert is_in(client)
    home = text(client.get("/"))
    assert "Det er du her" in home
    assert "Åskolen" in home
    leads = staff_role in {StaffRole.LEADER, StaffRole.MANAGEMENT}
    for page in ("/klasser/", "/moeder/"):
        assert client.get(page).status_code == (200 if leads else 404)
    for page in ("/import/", "/roller/", f"/skoler/{cast.other_school.uuid}/"):
        assert client.get(page).status_code == 404


def test_a_guardian_gets_in_and_sees_their_own_children_alone(client, cast):
    who = person(language="pl")
    tie = a_child(who, cast)
    other = a_child(make.PersonFactory(given_name="Den", family_name="Anden"), cast)
    make.GuardianshipFactory(guardian=other.guardian, pupil=tie.pupil)
    hidden = a_child(who, cast, contact_allowed=False)
    type(hidden.pupil).objects.filter(pk=hidden.pupil_id).update(given_name="Skjult")

    with_code(client, EMAIL)

    home = text(client.get("/"))
    assert "Voksen for Asta: 3.a, Åskolen" in home
    assert home.count("Asta") == 1
    for name in ("Skjult", "Anden", "Olena"):
        assert name not in home
    for page in (
        "/klasser/", f"/klasser/{cast.school_class.uuid}/", f"/klasser/{cast.school_class.uuid}/hjem/",
        f"/elever/{tie.pupil.uuid}/hjem/", "/moeder/", f"/bestyrelser/{cast.board.uuid}/",
    ):  # fmt: skip
        assert client.get(page).status_code == 404


def test_who_is_in_a_team_finds_the_class_on_the_first_page(client, cast, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda now: DAY)
    who = person()
    make.EmploymentFactory(person=who, school=cast.school, staff_role=StaffRole.SUBSTITUTE)
    make.models.Role.objects.create(person=who, code="class_team", school_class=cast.school_class, from_on=DAY)

    with_code(client, EMAIL)

    page = client.get("/").content.decode()
    assert re.search(rf'Klassens team, <a href="/klasser/{cast.school_class.uuid}/">3.a, Åskolen</a>', page)


@pytest.mark.parametrize("who", ["pupil", "no contact", "child has left", "job is over", "job to come", "closed"])
def test_the_rolls_let_nobody_else_in(client, cast, who):
    today = clock.today(clock.now())
    row = person()
    if who == "pupil":
        make.EnrolmentFactory(pupil=row, school_class=cast.school_class)
    elif who == "no contact":
        a_child(row, cast, contact_allowed=False)
    elif who == "child has left":
        a_child(row, cast).pupil.enrolments.update(until_on=today)
    elif who == "closed":
        make.EmploymentFactory(person=row, school=cast.school)
        make.UserFactory(person=row, is_active=False)
    else:
        ends = who == "job is over"
        make.EmploymentFactory(
            person=row, school=cast.school, **({"until_on": today} if ends else {"from_on": today + ONE})
        )
    accounts = User.objects.count()

    asked = client.post("/konto/log-ind/", {"email": EMAIL})
    client.post(asked.url, {"code": "12345678"})

    assert not is_known(email=EMAIL, day=today)
    assert not is_in(client)
    assert User.objects.count() == accounts


def test_a_guardian_who_may_not_be_written_to_is_not_told_where_the_child_goes(client, cast):
    """Also where they can log in for another reason."""
    a_child(cast.stranger.person, cast, contact_allowed=False)
    client.force_login(cast.stranger)

    held = roles_of_person(person_id=cast.stranger.person.pk, day=clock.today(clock.now()))

    assert "guardian" not in {role.code for role in held}
    assert "3.a" not in text(client.get("/")) + text(client.get("/min-side/"))
    assert client.get(f"/skoler/{cast.school.uuid}/").status_code == 404


def test_the_first_page_takes_as_many_queries_for_three_as_for_one(client, cast, django_assert_max_num_queries):
    client.force_login(cast.parent)
    client.get("/")
    with django_assert_max_num_queries(30) as few:
        client.get("/")
    for _ in range(3):
        a_child(cast.parent.person, cast)
    with django_assert_max_num_queries(len(few)):
        assert text(client.get("/")).count("Voksen for") == 4


DAYS = st.none() | st.integers(-2, 2).map(lambda days: DAY + dt.timedelta(days=days))


@given(
    work=st.lists(st.tuples(DAYS, st.sampled_from(StaffRole.values)), max_size=2, unique_by=lambda row: row[1]),
    children=st.lists(st.tuples(DAYS, DAYS, st.booleans()), max_size=3),
    seat=st.lists(DAYS, max_size=1),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_who_is_let_in_by_the_rolls_is_who_has_a_role_that_day(cast, work, children, seat):
    with transaction.atomic():
        who = make.PersonFactory(email=EMAIL)
        for until, staff_role in work:
            make.EmploymentFactory(person=who, school=cast.school, staff_role=staff_role, until_on=until)
        for until, leaves, allowed in children:
            tie = a_child(who, cast, until_on=until, contact_allowed=allowed)
            tie.pupil.enrolments.update(until_on=leaves)
        for until in seat:
            make.BoardSeatFactory(person=who, until_on=until)

        held = roles_of_person(person_id=who.pk, day=DAY)

        assert persons_on_rolls(email=EMAIL, day=DAY).exists() == bool(held)
        transaction.set_rollback(True)
