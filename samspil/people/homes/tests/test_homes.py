# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The homes of pupils: what makes one, who sees them, who states them."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.core import clock
from samspil.core.models import AuditEntry, AuditPayload
from samspil.people.erasure.actions import person_erase, person_export
from samspil.people.homes.actions import homes_set
from samspil.people.models import Guardianship
from samspil.people.persons.queries.homes import homes_by_pupil, homes_of
from samspil.people.roles import rules
from samspil.people.roles.queries.held import roles_of_person
from samspil.people.tests import factories as make
from samspil.people.tests.pages import text
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 10, 7)
ONE = dt.timedelta(days=1)
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def a_pupil():
    """Three adults of one child: two are to live together, one elsewhere."""
    pupil = make.PersonFactory(given_name="Asta", family_name="Ås", email=None)
    ties = [
        make.GuardianshipFactory(pupil=pupil, guardian__given_name=name, guardian__family_name=name)
        for name in ("Ane", "Bo", "Ida")
    ]
    return pupil, ties


family = made_once(a_pupil)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda now: DAY)
    return DAY


def put(cast, family):
    make.EnrolmentFactory(pupil=family[0], school_class=cast.school_class)
    return f"/elever/{family[0].uuid}/hjem/"


def living(pupil, day=DAY):
    homes = homes_by_pupil(pupils=[pupil.pk], day=day)[pupil.pk]
    return [(home.label, [row.guardian.given_name for row in home.guardianships]) for home in homes]


LABELS = st.sampled_from(["", "A", "a", "B", "hos mor", "Hos Mor"])


@given(said=st.lists(st.tuples(st.integers(1, 3), LABELS), max_size=12))
@many
def test_each_guardian_is_in_one_home_and_only_equal_labels_of_one_pupil_share_one(said):
    rows = [Guardianship(pk=pk, pupil_id=pupil, home=label) for pk, (pupil, label) in enumerate(said)]

    homes = homes_of(rows)

    assert sorted(row.pk for home in homes for row in home.guardianships) == list(range(len(rows)))
    for home in homes:
        assert {row.pupil_id for row in home.guardianships} == {home.pupil_id}
        assert {row.home.lower() for row in home.guardianships} == {home.label.lower()}
        assert home.is_known or len(home.guardianships) == 1
    stated = {(home.pupil_id, home.label.lower()) for home in homes if home.is_known}
    assert len(stated) == sum(home.is_known for home in homes)
    assert {frozenset(row.pk for row in home.guardianships) for home in homes_of(reversed(rows))} == {
        frozenset(row.pk for row in home.guardianships) for home in homes
    }


def test_who_has_no_stated_home_is_a_home_of_their_own_and_days_count(family):
    pupil, (ane, bo, ida) = family
    for row in (ane, bo, ida):
        assert not row.home
    assert living(pupil) == [("", ["Ane"]), ("", ["Bo"]), ("", ["Ida"])]

    Guardianship.objects.filter(pk__in=[ane.pk, ida.pk]).update(home="B")
    Guardianship.objects.filter(pk=ida.pk).update(until_on=DAY + ONE)

    assert living(pupil) == [("B", ["Ane", "Ida"]), ("", ["Bo"])]
    assert living(pupil, DAY + ONE) == [("B", ["Ane"]), ("", ["Bo"])]


def test_the_database_refuses_outer_spaces_and_other_reasons(family):
    for wrong in ({"home": " A"}, {"home": "A "}, {"home": " "}, {"reason": "noget"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Guardianship.objects.filter(pk=family[1][0].pk).update(**wrong)


def test_a_leader_states_the_homes_of_a_pupil(client, cast, today, family):
    page, (ane, bo, ida) = put(cast, family), family[1]
    client.force_login(cast.school_leader)
    assert "Ane Ane, forælder" in text(client.get(page))

    said = {f"home-{ane.pk}": " hos  mor", f"home-{bo.pk}": "B", f"home-{ida.pk}": "HOS MOR", "home-1": "C"}
    assert client.post(page, said).status_code == 302

    assert living(family[0]) == [("B", ["Bo"]), ("hos mor", ["Ane", "Ida"])]
    assert AuditEntry.objects.filter(action="home_set").count() == 3
    assert "hos mor" not in str(AuditEntry.objects.filter(action="home_set").values())
    client.post(page, said)
    assert AuditEntry.objects.filter(action="home_set").count() == 3
    assert client.post(page, {f"home-{ane.pk}": "x" * 21}).status_code == 422
    listed = text(client.get(f"/klasser/{cast.school_class.uuid}/hjem/"))
    assert "Hjem hos mor : Ane Ane, forælder; Ida Ida, forælder" in listed.replace(":", " :").replace("  ", " ")


def test_homes_set_leaves_out_what_is_another_pupils(cast, now, family):
    other = make.GuardianshipFactory()

    assert homes_set(pupil=family[0], homes={other.pk: "A"}, by=cast.officer, now=now) == 0

    other.refresh_from_db()
    assert other.home == ""


def test_a_leader_says_by_what_right_somebody_is_there(client, cast, today, family):
    page, ida = put(cast, family), family[1][2]
    client.force_login(cast.school_leader)
    change = page.replace("hjem/", f"voksne/{ida.pk}/")
    said = {f"{ida.pk}-{name}": value for name, value in {"relation": "plejefamilie", "reason": "anbringelse"}.items()}

    late = client.post(change, {**said, f"{ida.pk}-until_on": "01.01.1990"})
    assert (late.status_code, "ligger før" in text(late)) == (422, True)
    assert client.post(change, {**said, f"{ida.pk}-until_on": "01.02.2027"}).status_code == 302

    ida.refresh_from_db()
    assert (ida.relation, ida.reason, ida.contact_allowed) == ("plejefamilie", "anbringelse", False)
    assert ida.until_on == dt.date(2027, 2, 1)
    shown = text(client.get(page))
    assert "Plejefamilie · Barnet er anbragt hos dem" in shown
    assert "må ikke kontaktes" in shown
    assert AuditEntry.objects.filter(action="guardianship_change").count() == 1
    other = make.EnrolmentFactory(school_class=cast.school_class).pupil
    assert client.post(f"/elever/{other.uuid}/voksne/{ida.pk}/", said).status_code == 404


def test_a_leader_writes_somebody_on_whom_a_decision_names(client, cast, today, family):
    page = put(cast, family).replace("hjem/", "voksne/")
    client.force_login(cast.school_leader)
    said = {
        "given_name": "Else", "family_name": "Broe", "email": "else@example.org", "phone": "20304050",
        "relation": "plejefamilie", "reason": "anbringelse", "contact_allowed": "on", "home": "c",
        "from_on": "07.10.2026", "until_on": "01.02.2027",
    }  # fmt: skip
    for wrong in ({"reason": ""}, {"relation": "x"}, {"from_on": ""}, {"until_on": "01.01.2020"}):
        assert client.post(page, {**said, **wrong}).status_code == 422

    assert client.post(page, said).status_code == 302
    twice = client.post(page, said)

    row = Guardianship.objects.get(guardian__given_name="Else")
    assert (row.reason, row.home, row.custody, row.contact_allowed, row.by_hand) == (
        "anbringelse",
        "c",
        False,
        True,
        True,
    )
    assert (row.from_on, row.until_on) == (DAY, dt.date(2027, 2, 1))
    assert row.guardian.phone == "20304050"
    assert (twice.status_code, "allerede knyttet" in text(twice)) == (422, True)
    assert "Else Broe" in text(client.get(page.replace("voksne/", "hjem/")))


def test_homes_are_seen_by_the_schools_leaders_and_officers_alone(client, cast, today, family):
    """Not by the team of the class, not by the guardians themselves: separated homes do not see each other."""
    page, listed = put(cast, family), f"/klasser/{cast.school_class.uuid}/hjem/"
    there = make.EmploymentFactory(school=cast.other_school, staff_role="leder").person
    people = [*(row.guardian for row in family[1]), there, cast.teacher.person]
    for person in people:
        client.force_login(getattr(person, "user", None) or make.UserFactory(person=person))
        for address in (page, listed):
            assert client.get(address).status_code == 404
        held = roles_of_person(person_id=person.pk, day=DAY)
        assert not rules.may_see_homes(held, {cast.school.pk})
    make.PersonFactory._meta.model.objects.filter(pk=family[1][0].guardian_id).update(name_protected=True)
    client.force_login(cast.officer)
    assert "Ane" not in text(client.get(page)) + text(client.get(listed))
    assert "Bo Bo" in text(client.get(page))
    client.force_login(cast.school_leader)
    assert "Ane Ane" in text(client.get(page))
    assert "Ane Ane" in text(client.get(listed))


def test_the_pages_take_as_many_queries_for_three_as_for_one(client, cast, today, django_assert_max_num_queries):
    client.force_login(cast.school_leader)
    pupil = cast.parent.person.guardianships.get().pupil
    pages = (f"/klasser/{cast.school_class.uuid}/hjem/", f"/elever/{pupil.uuid}/hjem/")
    few = []
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(20) as counted:
            client.get(page)
        few.append(len(counted))
    for _ in range(3):
        make.GuardianshipFactory(pupil=make.EnrolmentFactory(school_class=cast.school_class).pupil, home="A")
        make.GuardianshipFactory(pupil=pupil, home="A")
    for page, number in zip(pages, few, strict=True):
        with django_assert_max_num_queries(number):
            assert "Fornavn" in text(client.get(page))


@pytest.mark.parametrize("who", ["guardian", "pupil"])
def test_what_a_home_is_called_goes_with_the_guardian_and_with_the_pupil(cast, now, family, who):
    pupil, (ane, _bo, _ida) = family
    homes_set(pupil=pupil, homes={ane.pk: "hos Ane"}, by=cast.officer, now=now)
    exported = person_export(person=ane.guardian, by=cast.officer, now=now)["people"]["er voksen for"]
    assert [(row["hjem"], row["grund"], row["må kontaktes"]) for row in exported] == [("hos Ane", "ikke oplyst", True)]

    person_erase(person=getattr(ane, who), by=cast.officer, now=now)

    ane.refresh_from_db()
    assert ane.home == ""
    assert not AuditPayload.objects.filter(entry__action="home_set").exists()
    assert AuditEntry.objects.filter(action="home_set").count() == 1
