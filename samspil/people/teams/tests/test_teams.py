# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Teams of classes: who is in one on which day, who sees it, who changes it."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core import clock
from samspil.core.errors import Refused
from samspil.core.models import AuditEntry
from samspil.people.erasure.actions import person_erase, person_export
from samspil.people.models import Employment, Role
from samspil.people.persons.enums import StaffRole
from samspil.people.roles.queries.held import roles_of_person
from samspil.people.teams.actions import team_member_add
from samspil.people.teams.queries import class_teams_of, team_of
from samspil.people.tests import factories as make
from samspil.people.tests.pages import text

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 10, 7)
ONE = dt.timedelta(days=1)


@pytest.fixture
def today(monkeypatch):
    """The pages' day, in the school year of the cast's class."""
    monkeypatch.setattr(clock, "today", lambda now: DAY)
    return DAY


def add(cast, now, person=None, **values):
    person = person or cast.teacher.person
    values = {"school_class": cast.school_class, "from_on": DAY, **values}
    return team_member_add(person=person, by=cast.school_leader, now=now, **values)


def page_of(cast):
    return f"/klasser/{cast.school_class.uuid}/"


def test_a_leader_puts_somebody_in_and_takes_them_out_again(client, cast, today):
    client.force_login(cast.school_leader)
    page, member = page_of(cast), {"person": str(cast.teacher.person.uuid), "from_on": "07.10.2026"}
    assert "Ingen er i klassens team endnu." in text(client.get(page))

    assert client.post(f"{page}team/", member).status_code == 302
    twice = client.post(f"{page}team/", {**member, "from_on": "09.10.2026"})
    row = Role.objects.get(code="class_team")

    assert (row.from_on, row.until_on) == (DAY, dt.date(2027, 8, 1))
    assert twice.status_code == 422
    assert "Personen har allerede den rolle i den periode." in text(twice)
    assert "Mads Lærer" in text(client.get("/klasser/"))
    assert "kunne ikke læses" in text(client.post(f"/klasser/team/{row.pk}/slut/", {"on": "x"}, follow=True))
    client.post(f"/klasser/team/{row.pk}/slut/", {"on": "01.12.2026"})
    row.refresh_from_db()
    assert row.until_on == dt.date(2026, 12, 1)
    assert client.post(f"/klasser/team/{row.pk}/slut/", {"on": "02.12.2026"}).status_code == 409
    assert AuditEntry.objects.filter(action__in=["role_give", "role_end"], label="class_team").count() == 2


def test_who_does_not_work_at_the_school_and_days_outside_the_year_are_refused(client, cast, today, now):
    stranger = make.EmploymentFactory(school=cast.other_school).person
    past = make.EmploymentFactory(school=cast.school, until_on=DAY).person
    coming = make.EmploymentFactory(school=cast.school, from_on=DAY + ONE).person
    client.force_login(cast.officer)
    for person in (stranger, past, cast.parent.person):
        answer = client.post(f"{page_of(cast)}team/", {"person": str(person.uuid), "from_on": "07.10.2026"})
        assert answer.status_code == 422
        assert "Vælg en, der er ansat på skolen." in text(answer)
        with pytest.raises(Refused, match="ikke ansat på skolen den dag"):
            add(cast, now, person)
    with pytest.raises(Refused, match="ikke ansat på skolen den dag"):
        add(cast, now, coming)
    add(cast, now, coming, from_on=DAY + ONE)
    for day in (dt.date(2026, 7, 31), dt.date(2027, 8, 1)):
        with pytest.raises(Refused, match="skoleår, 2026-2027"):
            add(cast, now, from_on=day)
    for no_day in (DAY - ONE, DAY):
        with pytest.raises(Refused, match="skal ligge efter »fra«"):
            add(cast, now, until_on=no_day)
    assert add(cast, now, until_on=dt.date(2099, 1, 1)).until_on == dt.date(2027, 8, 1)


def test_the_team_sees_its_own_class_alone_and_no_families(client, cast, today, now):
    other_class = make.SchoolClassFactory(school=cast.school, name="4.b")
    colleague = make.EmploymentFactory(school=cast.school, person__name_protected=True).person
    add(cast, now)
    add(cast, now, colleague)
    client.force_login(cast.teacher)

    shown = text(client.get(page_of(cast)))

    assert "Mads Lærer" in shown
    assert colleague.name in shown
    assert "Sæt en i teamet" not in shown
    assert "Barn" not in shown
    assert "Olena" not in shown
    assert client.get(f"/klasser/{other_class.uuid}/").status_code == 404
    mine = text(client.get("/klasser/"))
    assert "3.a" in mine
    assert "4.b" not in mine
    Role.objects.filter(person=cast.teacher.person).update(until_on=DAY)
    assert client.get(page_of(cast)).status_code == 404

    client.force_login(cast.officer)
    assert "Navnet er beskyttet" in text(client.get(page_of(cast)))
    client.force_login(
        make.UserFactory(person=make.EmploymentFactory(school=cast.other_school, staff_role=StaffRole.LEADER).person)
    )
    assert client.get(page_of(cast)).status_code == 404
    assert client.get(f"/skoler/{cast.school.uuid}/klasser/").status_code == 404


def test_the_list_and_the_page_take_as_many_queries_for_three_as_for_one(
    client, cast, today, now, django_assert_max_num_queries
):
    add(cast, now)
    client.force_login(cast.school_leader)
    pages = ("/klasser/", f"/skoler/{cast.school.uuid}/klasser/", page_of(cast))
    few = []
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(20) as counted:
            client.get(page)
        few.append(len(counted))
    for name in ("4.b", "5.c"):
        row = make.SchoolClassFactory(school=cast.school, name=name)
        for place in (row, cast.school_class):
            add(cast, now, make.EmploymentFactory(school=cast.school).person, school_class=place)
    for page, number in zip(pages, few, strict=True):
        with django_assert_max_num_queries(number):
            assert "3.a" in text(client.get(page))


def test_erasing_and_exporting_take_the_team_into_account(cast, now):
    person = cast.teacher.person
    row = add(cast, now)

    exported = person_export(person=person, by=cast.officer, now=now)["people"]["roller"]
    assert exported == [{"fra": "2026-10-07", "til": "2027-08-01", "rolle": "Klassens team", "klasse": "3.a, Åskolen"}]
    person_erase(person=person, by=cast.officer, now=now)
    row.refresh_from_db()
    assert row.until_on == max(DAY, clock.today(clock.now()))
    assert not team_of(school_class=cast.school_class, day=row.until_on).exists()


DAYS = st.integers(-20, 20).map(lambda days: DAY + dt.timedelta(days=days))
PERIODS = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=4)


def holds(period, day):
    return period[0] <= day and (period[1] is None or day < period[1])


@given(works=PERIODS, in_team=PERIODS, day=DAYS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_the_team_is_who_has_the_role_and_the_job_on_that_day(cast, now, works, in_team, day):
    """Whatever periods are asked for: those that are refused leave nothing, and no day has somebody twice."""
    with transaction.atomic():
        person, kept = make.PersonFactory(), []
        worked = [period for period in works if period[1] is None or period[0] <= period[1]]
        for number, (from_on, until_on) in enumerate(worked):
            Employment.objects.create(
                person=person, school=cast.school, staff_role=StaffRole.values[number], from_on=from_on,
                until_on=until_on,
            )  # fmt: skip
        for from_on, until_on in in_team:
            try:
                add(cast, now, person, from_on=from_on, until_on=until_on)
            except Refused:
                continue
            kept.append((from_on, until_on))

        there = any(holds(period, day) for period in worked) and any(holds(period, day) for period in kept)

        assert sum(holds(period, day) for period in kept) <= 1
        assert list(team_of(school_class=cast.school_class, day=day)) == ([person] if there else [])
        assert list(class_teams_of(person=person, day=day)) == ([cast.school_class] if there else [])
        held = {role.scope_id for role in roles_of_person(person_id=person.pk, day=day) if role.code == "class_team"}
        assert held == ({cast.school_class.pk} if there else set())
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_leaders_who_add_the_same_person_at_once_make_one(cast, now):
    told, start = [], threading.Barrier(2)

    def press() -> None:
        start.wait()
        try:
            add(cast, now)
            told.append("added")
        except Refused:
            told.append("refused")
        finally:
            connection.close()

    both = [threading.Thread(target=press) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(told) == ["added", "refused"]
    assert Role.objects.filter(code="class_team").count() == 1
